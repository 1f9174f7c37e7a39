import type { Logger } from 'pino';
import type { Article, Change } from '../article/article.ts';
import type { AttemptResult } from '../article/attempt.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { eventOf } from '../article/envelope.ts';
import { describeError } from '../article/failure.ts';
import { shutDocument } from '../article/shut-document.ts';
import type { Outlet } from '../destinations/contract/destination.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import type { Claimed, LaneEntry } from '../store/lanes.ts';
import { Damaged } from '../store/packing.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { currentStep } from '../telemetry/traces.ts';
import { readEarlier } from './earlier-revisions.ts';
import type { SharedRevisions } from './shared-revisions.ts';

/** What sending needs from the service. */
export interface SendDependencies {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
  readonly renderer: Renderer;
  readonly outlet: Outlet;
  readonly store: Store;
  /** Shared with the other destinations. */
  readonly revisions: SharedRevisions;
  readonly now: () => number;
  /** False once another publisher may serve the destination. */
  readonly isOurs: () => boolean;
}

/** A revision that was attempted, and what became of it; null when its gate closed between the log and now. */
interface Sent {
  readonly revision: Article | null;
  readonly result: AttemptResult | null;
}

/** Attempts the head of a lane at its destination. What cannot be read any more counts as refused and never throws. */
export async function sendHead(dependencies: SendDependencies, claimed: Claimed): Promise<Sent> {
  const { log, metrics } = dependencies;
  const { entry } = claimed;
  try {
    const revision = await dependencies.revisions.read(claimed, dependencies.now());
    return { revision, result: revision === null ? EXPIRED : await send(dependencies, revision, claimed) };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    metrics.losses.inc({ kind: 'altered' });
    log.error(
      { revisionId: entry.revisionId, reason: describeError(error) },
      'a revision is not sent: redis altered it',
    );
    return { revision: null, result: ALTERED };
  }
}

async function send(
  { destination, renderer, outlet, store, now, revisions, isOurs }: SendDependencies,
  revision: Article,
  { entry, failures, refusals, has }: Claimed,
): Promise<AttemptResult | null> {
  const gate = gateOf(revision, now());
  if (!entry.stop && gate.state === 'held' && entry.kind !== 'release' && !honours(destination, gate.until))
    return null;
  const article = isShut(gate) ? shutDocument(revision) : revision;
  const madeAt = now();
  const made = eventOf(isTo(entry, revision, has), {
    timestamp: new Date(madeAt).toISOString(),
    recovered: entry.recovered,
    replay: entry.replay === true,
  });
  if (!entry.stop && !isOurs()) return LEASE_LOST;
  const writing = { renderer, bare: destination.bare, event: made, now: madeAt };
  const { event, body, bytes } = revisions.write(entry, article, writing);
  return await outlet.deliver({
    id: revision.revisionId,
    articleId: revision.id,
    revision: revision.revision,
    stop: entry.stop,
    event,
    article,
    document: {
      contentType: renderer.contentType,
      extension: renderer.extension,
      body,
      bytes,
      enveloped: renderer.enveloped ?? false,
    },
    attempt: failures + refusals + 1,
    traceparent: currentStep(),
    now: now(),
    signal: AbortSignal.timeout(destination.timeout),
    isOurs,
    earlier: () => readEarlier(store, revision, { destination: destination.id, extension: renderer.extension }),
  });
}

const isShut = ({ state }: Gate): boolean => state === 'withheld' || state === 'withdrawn';

/** What a revision is to its receiver. */
function isTo({ stop }: LaneEntry, revision: Article, has: boolean): Change {
  if (stop) return revision.pubStatus === 'canceled' ? 'withdrawal' : 'withheld';
  return has ? revision.change : 'new';
}

const ALTERED: AttemptResult = {
  outcome: 'refused',
  reason: 'redis altered the revision since it was committed: restore a backup, or let the agency send the story again',
};
const LEASE_LOST: AttemptResult = {
  outcome: 'put-back',
  reason: 'another publisher may serve the destination by now',
  ambiguous: false,
};
const EXPIRED: AttemptResult = { outcome: 'refused', reason: 'the revision is not kept any more' };

/** An owner who undertook to honour embargoes can honour an instant, not words. */
function honours({ embargo }: DestinationSettings, until: number | null): boolean {
  return embargo === 'pass' && until !== null;
}
