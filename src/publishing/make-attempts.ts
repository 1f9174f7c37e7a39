import type { Article } from '../article/article.ts';
import type { AttemptResult } from '../article/attempt.ts';
import { describeError } from '../article/failure.ts';
import { secretsIn } from '../settings/secrets-in.ts';
import { keepAttempt } from '../store/attempt-history.ts';
import type { Claimed, Settled, Settlement } from '../store/lanes.ts';
import { reached } from '../telemetry/crash-points.ts';
import { inStage } from '../telemetry/stages.ts';
import { sayOfStep } from '../telemetry/traces.ts';
import type { DestinationHealth } from './destination-health.ts';
import { Settlements } from './record-attempts.ts';
import { retryDelayMs, stopRetryDelayMs } from './retry-schedule.ts';
import { type SendDependencies, sendHead } from './send-head.ts';

const SUCCESS_REMEMBERED_EVERY_MS = 1_000;
/** An attempt that was nobody's failure is made again after this time. */
const PUT_BACK_MS = 1_000;
const STOP_PUT_BACK_MS = 250;

/** What attempts at a destination need. `isOurs` is false once another publisher may serve it. */
interface AttemptDependencies extends SendDependencies {
  readonly random: () => number;
  readonly health: DestinationHealth;
  /** Records how attempts ended, in their order. */
  readonly settle: (settlements: readonly Settlement[]) => Promise<Settled[]>;
}

/** How an attempt ended, and what became of its lane. */
interface AttemptEnd {
  readonly revision: Article | null;
  readonly result: AttemptResult;
  readonly state: Settled;
  readonly retryInMs: number;
}

/** Makes the attempts at a destination: sends the head of a lane, records what became of it, and reports it. */
export class Attempts {
  readonly #dependencies: AttemptDependencies;
  readonly #secrets: readonly string[];
  readonly #settlements: Settlements;
  #rememberedAt = Number.NEGATIVE_INFINITY;

  constructor(dependencies: AttemptDependencies) {
    const { destination, settle } = dependencies;
    this.#dependencies = dependencies;
    this.#secrets = secretsIn(destination);
    this.#settlements = new Settlements(settle);
  }

  /** Makes one attempt; never throws. @returns whether it was taken */
  async make(claimed: Claimed): Promise<boolean> {
    const { destination, log, metrics } = this.#dependencies;
    const { article, trace: parent } = claimed.entry;
    try {
      return await inStage(metrics, { stage: 'deliver', facts: factsOf(claimed, destination.id), parent }, () =>
        this.#attempt(claimed),
      );
    } catch (error) {
      const facts = { destination: destination.id, article, reason: describeError(error) };
      log.warn(facts, 'the end of an attempt could not be recorded');
      return false;
    }
  }

  async #attempt(claimed: Claimed): Promise<boolean> {
    const { now, isOurs, health } = this.#dependencies;
    const begunAt = now();
    reached('head-claimed');
    const { revision, result: answered } = await sendHead(this.#dependencies, claimed);
    if (answered === null) {
      const put = { outcome: 'put-back', reason: 'held', ambiguous: false } as const;
      await this.#settlements.settle({ claimed, result: put, retryInMs: PUT_BACK_MS });
      return false;
    }
    const result = isOurs() ? answered : asPutBack(answered);
    reached('attempted');
    sayOfStep({ outcome: result.outcome }, result.outcome === 'delivered' ? null : result.outcome);
    const { stop, article } = claimed.entry;
    const retryInMs = this.#retryInMs(claimed, result);
    this.#remember(claimed, result, begunAt);
    const state = await this.#settlements.settle({ claimed, result: stop ? withoutPace(result) : result, retryInMs });
    reached('settled');
    this.#report(claimed, { revision, result, state, retryInMs });
    if (!stop || result.outcome === 'delivered' || result.outcome === 'paced')
      await health.learn({ article, result, begunAt });
    return result.outcome === 'delivered';
  }

  /** Keeps what the destination answered, for operators to read: every refusal, and at most one success a second. */
  #remember({ entry }: Claimed, result: AttemptResult, begunAt: number): void {
    const { store, destination, now, log } = this.#dependencies;
    const { outcome } = result;
    const at = now();
    if (outcome === 'delivered' && at - this.#rememberedAt < SUCCESS_REMEMBERED_EVERY_MS) return;
    this.#rememberedAt = at;
    const { article: articleId, revisionId } = entry;
    const reason = outcome === 'delivered' ? result.detail : result.reason;
    const body = 'body' in result ? (result.body ?? null) : null;
    const words =
      body === null ? null : this.#secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), body);
    const attempt = { at, revisionId, articleId, outcome, tookMs: at - begunAt, reason, body: words };
    keepAttempt(store, destination.id, attempt).catch((error: unknown) =>
      log.warn({ reason: describeError(error) }, 'an attempt could not be added to the history of its destination'),
    );
  }

  /** Milliseconds until the next attempt, after one that ended so. A pace is kept by the destination, not by a lane. */
  #retryInMs({ entry, failures }: Claimed, result: AttemptResult): number {
    const { outcome } = result;
    if (outcome === 'delivered') return 0;
    if (outcome === 'put-back') return entry.stop ? STOP_PUT_BACK_MS : PUT_BACK_MS;
    const failed = {
      failures: failures + 1,
      retryAfterMs: outcome === 'failed' || outcome === 'paced' ? result.retryAfterMs : null,
      random: this.#dependencies.random(),
    };
    if (entry.stop) return stopRetryDelayMs({ ...failed, paused: this.#dependencies.health.state.paused !== null });
    return outcome === 'paced' ? 0 : retryDelayMs({ ...failed, refused: outcome === 'refused' });
  }

  #report({ entry }: Claimed, { revision, result, state, retryInMs }: AttemptEnd): void {
    const { destination, now, log, metrics } = this.#dependencies;
    const secondsSince = (instant: number): number => Math.max(0, now() - instant) / 1_000;
    metrics.deliveries.inc({ destination: destination.id, outcome: result.outcome });
    if (state === 'late') metrics.fenced.inc({ destination: destination.id, write: 'attempt' });
    const { article, revision: number, revisionId } = entry;
    const facts = { destination: destination.id, article, revision: number, revisionId, state };
    if (result.outcome !== 'delivered') {
      const { outcome, reason } = result;
      const said = { ...facts, outcome, reason, retryInMs: Math.round(retryInMs) };
      if (outcome === 'put-back') log.info(said, 'delivery put back');
      else if (outcome === 'paced') log.info({ ...facts, reason }, 'the receiver asks for a slower pace');
      else log.warn(said, 'delivery failed');
      return;
    }
    if (entry.stop) metrics.stopConfirmation.observe(secondsSince(Number.parseInt(entry.position, 10)));
    if (revision?.versionCreated) metrics.itemLag.observe(secondsSince(Date.parse(revision.receivedAt)));
    log.debug(facts, 'delivered');
  }
}

/** A stop waits for no pace: to its lane the answer is a failure with a time. */
function withoutPace(result: AttemptResult): AttemptResult {
  return result.outcome === 'paced' ? { ...result, outcome: 'failed', ambiguous: false } : result;
}

/** What failed after another publisher took over is not the receiver's failure: this process stalled. */
function asPutBack(result: AttemptResult): AttemptResult {
  if (result.outcome !== 'failed') return result;
  const reason = `the lease on the destination was lost meanwhile: ${result.reason}`;
  return { outcome: 'put-back', reason, ambiguous: true };
}

/** What a step of a trace says of an attempt. */
function factsOf({ entry, failures, refusals }: Claimed, destination: string): Record<string, string | number> {
  const { article, revision, revisionId } = entry;
  return { destination, article, revision, revisionId, attempt: failures + refusals + 1 };
}
