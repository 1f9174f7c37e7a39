import type { SeenFault } from '../judge/id-faults.ts';
import type { Candidate } from '../judge/verdict.ts';
import { VOLATILE_FIELD } from '../judge/volatile.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { raiseAlarm } from '../store/alarms.ts';
import type { Decision } from '../store/commit.ts';
import { keepVolatile, readVolatile } from '../store/feeds.ts';
import { idsAlarm, noteIdFault, readIdTrust } from '../store/id-faults.ts';
import type { Store } from '../store/store.ts';
import { comesOnce } from './decide.ts';

const STANDS_MS = 24 * 3_600_000;

/** What was seen of a feed's habits, with which its stories are judged. `now`: epoch milliseconds. */
export type FeedHabits = Pick<Candidate, 'volatile' | 'ids'>;

/** Reads what was seen of a feed's habits. */
export async function readHabits(store: Store, feed: string, now: number): Promise<FeedHabits> {
  const [volatile, ids] = await Promise.all([readVolatile(store, feed, now), readIdTrust(store, feed, now)]);
  return { volatile, ...(ids === null ? {} : { ids }) };
}

/** Remembers what a story shows of its feed's habits: what changes by itself in one story does so in the others. */
export async function learnHabits(store: Store, feed: FeedSettings, decision: Decision): Promise<void> {
  const { verdict, now } = decision;
  const fields = verdict?.rule === VOLATILE_FIELD ? verdict.evidence.volatile : null;
  if (Array.isArray(fields)) await keepVolatile(store, feed.id, fields.map(String), now);
  const fault = verdict?.evidence.idFault as SeenFault | undefined;
  // What is sent again under another id was sent by somebody: only a listing that is polled changes ids by itself.
  if (fault === undefined || (fault.rule === 'one-story-many-ids' && comesOnce(feed))) return;
  const place = { feed: feed.id, arrival: decision.item.arrival, now };
  if (await noteIdFault(store, place, fault)) await tellDistrust(store, place, fault);
}

const SAID: Readonly<Record<SeenFault['rule'], string>> = {
  'one-id-several-stories': 'gives one id to several stories',
  'one-story-many-ids': 'gives one story a new id again and again',
};

async function tellDistrust(
  store: Store,
  { feed, arrival, now }: { readonly feed: string; readonly arrival: string; readonly now: number },
  { rule, changing }: SeenFault,
): Promise<void> {
  const without = changing.length === 0 ? '' : `, and links without ${changing.join(', ')}`;
  await raiseAlarm(
    store,
    {
      key: idsAlarm(feed),
      problem: `feed ${feed} ${SAID[rule]} (rule ${rule}): its ids are distrusted; stories are known by lasting ids and by their words${without}`,
      cure: `ask the agency which of its ids stays the same; "copytaster explain ${arrival}" shows the last story that was seen so; when it is mended, "copytaster feeds trust ${feed}" trusts its ids again`,
    },
    { until: now + STANDS_MS },
  );
}
