import type { Logger } from 'pino';
import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { envelopeOf } from '../article/envelope.ts';
import { describeError } from '../article/failure.ts';
import type { AttemptResult, Outlet } from '../destinations/contract/destination.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { unpackArticle } from '../store/articles.ts';
import type { Claimed } from '../store/lanes.ts';
import { Damaged } from '../store/packing.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** An attempt ends by itself after this; whoever claimed a head has some time left to settle it. */
const SEND_MS = 23_000;

/** What sending needs of the house. */
export interface SendRoom {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
  readonly renderer: Renderer;
  readonly outlet: Outlet;
  readonly now: () => number;
}

/** A revision that was attempted, and what became of it; null when its gate closed between the log and now. */
interface Sent {
  readonly revision: Article | null;
  readonly result: AttemptResult | null;
}

/** Attempts a lane's head at its destination. Never throws for what Redis holds: what cannot be sent is refused. */
export async function sendHead(room: SendRoom, claimed: Claimed): Promise<Sent> {
  const { log, metrics } = room;
  const { body, entry } = claimed;
  try {
    const revision = body === null ? null : unpackArticle(body);
    return { revision, result: revision === null ? EXPIRED : await send(room, revision, claimed) };
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
  { destination, renderer, outlet, now }: SendRoom,
  revision: Article,
  { entry, failures, refusals }: Claimed,
): Promise<AttemptResult | null> {
  const gate = gateOf(revision, now());
  if (gate.state === 'held' && destination.embargo === 'hold' && entry.kind !== 'release') return null;
  const article = gate.state === 'withheld' || gate.state === 'withdrawn' ? withoutText(revision) : revision;
  const timestamp = new Date(now()).toISOString();
  return await outlet.deliver({
    id: revision.revisionId,
    articleId: revision.id,
    revision: revision.revision,
    envelope: envelopeOf(article, renderer.render(article), { timestamp, recovered: entry.recovered }),
    attempt: failures + refusals + 1,
    now: now(),
    signal: AbortSignal.timeout(SEND_MS),
  });
}

const ALTERED: AttemptResult = {
  outcome: 'refused',
  reason: 'redis altered the revision since it was committed: restore a backup, or let the agency send the story again',
};
const EXPIRED: AttemptResult = { outcome: 'refused', reason: 'the revision is not kept any more' };

function withoutText(article: Article): Article {
  return { ...article, bodyText: '', bodyHtml: '', summary: null, media: [], wordCount: 0, charCount: 0 };
}
