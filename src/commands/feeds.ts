import { describeMissing } from '../article/message-numbers.ts';
import type { FeedState } from '../store/feeds.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import type { ServiceClient } from './parts/service-client.ts';
import { describeAge, layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'feeds',
  summary: 'show every feed: how its last fetch went, and when something last came of it; trust the ids of one again',
  needs: 'store',
  forms: { list: '[list]', trust: 'trust ID…' },
  options: ACT_OPTIONS,
  notes: ['The ids of a feed are distrusted (alarm feed-ids) where one id had several stories, or one story many ids.'],
  examples: [
    'copytaster feeds',
    'copytaster feeds --url https://wire.example --json',
    'copytaster feeds trust town --reason "their new system keeps its ids"',
  ],
  async run({ service, form, words, options }) {
    if (form === 'trust') {
      const reason = options.reason ?? 'trust on the command line';
      return trustIds(service, words, { by: actorOf(options), reason });
    }
    const { feeds } = await service.get<{ feeds: Row[] }>('v1/feeds');
    return { json: feeds, text: () => show(feeds, Date.now()) };
  },
});

async function trustIds(service: ServiceClient, ids: readonly string[], order: object): Promise<Answer> {
  for (const id of ids) await service.post(`v1/feeds/${encodeURIComponent(id)}/trust-ids`, order);
  return {
    json: ids.map((id) => ({ id, outcome: 'trusted' })),
    text: ids.map((id) => `${id}: its ids are trusted again\n`).join(''),
  };
}

type Row = { readonly id: string; readonly transport: string; readonly enabled: boolean } & FeedState & {
    readonly silence?: string | null;
    readonly race?: {
      readonly events: number;
      readonly first: number;
      readonly behind: { readonly p50: number } | null;
    };
  };

/** A gap is shown for so long: somebody must ask the agency for what is missing. */
const GAP_SHOWN_MS = 86_400_000;
const LOST_SHOWN = 10;

function troubleOf(
  { failures, lastError, notice, silence = null, lastGap, lastGapAt, missing, volatile, distrusted }: Row,
  now: number,
): string {
  const gap =
    lastGap !== null && now - (lastGapAt ?? 0) < GAP_SHOWN_MS ? `${describeAge(lastGapAt, now)}: ${lastGap}` : null;
  const trouble = lastError === null ? notice : `${failures} in a row: ${lastError}`;
  const restless = volatile.length === 0 ? null : `writes ${volatile.join(', ')} anew at every poll`;
  const lost = missing
    .filter(({ since }) => now - since < GAP_SHOWN_MS)
    .slice(-LOST_SHOWN)
    .map(describeMissing);
  const numbers = lost.length === 0 ? null : `did not come: ${lost.join(', ')}`;
  const ids = distrusted.length === 0 ? null : `its ids are distrusted: ${distrusted.join(', ')}`;
  return [trouble, silence, gap, numbers, restless, ids].filter((each) => each !== null).join('; ');
}

/** "12 of 20, else 40 s later": events that it had before all other agencies, and how late it is with half of the others. */
function raceOf({ race }: Row): string {
  if (race === undefined || race.events === 0) return '';
  const late = race.behind === null ? '' : `, else ${Math.round(race.behind.p50 / 1_000)} s later`;
  return `${race.first} of ${race.events}${late}`;
}

function show(states: readonly Row[], now: number): string {
  if (states.length === 0) return 'There is no feed in the settings.\n';
  const head = ['FEED', 'TRANSPORT', 'STATE', 'LAST FETCH', 'LAST ANSWER', 'LAST COMMIT', 'EVERY', 'FIRST', 'TROUBLE'];
  const rows = states.map((feed) => [
    feed.id,
    feed.transport,
    feed.enabled ? feed.state : 'off',
    describeAge(feed.lastFetchAt, now),
    describeAge(feed.lastOkAt, now),
    describeAge(feed.lastCommitAt, now),
    feed.intervalMs === null ? '' : `${Math.round(feed.intervalMs / 1_000)} s`,
    raceOf(feed),
    troubleOf(feed, now),
  ]);
  return layOutTable([head, ...rows]);
}
