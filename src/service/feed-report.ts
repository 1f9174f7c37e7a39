import { latenessOf } from '../fetching/lateness.ts';
import { hourOf, usualHour } from '../fetching/silence.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { readRevisions } from '../store/articles.ts';
import { readAnsweredBefore } from '../store/decisions.ts';
import { readFeedHistory } from '../store/feed-history.ts';
import { readFeedState } from '../store/feeds.ts';
import { readHours } from '../store/hour-counts.ts';
import type { Store } from '../store/store.ts';
import { readLogBefore } from '../store/wire-log.ts';

const HOUR_MS = 3_600_000;
const SHOWN_HOURS = 24;
const LATEST_STORIES = 200;
const LOOKED_THROUGH = 5_000;
const PAGE = 500;

/** One feed as it stands at `now` (epoch milliseconds): fetches, gaps, what it brings by the hour, how late it is. */
export async function reportFeed(store: Store, feed: FeedSettings, now: number): Promise<object> {
  const { id, transport, agency, standing, enabled, every } = feed;
  const [state, { fetches, gaps }, counts, lateness] = await Promise.all([
    readFeedState(store, id),
    readFeedHistory(store, id),
    readHours(store, id),
    readLateness(store, id),
  ]);
  return {
    id,
    transport,
    agency,
    standing,
    enabled,
    every,
    ...state,
    fetches,
    gaps,
    hours: hoursUntil(counts, now),
    lateness,
  };
}

/** The last 24 hours: what came, and what is usual at that hour of the week; null as long as too little is known. */
function hoursUntil(counts: ReadonlyMap<number, number>, now: number): unknown[] {
  const last = hourOf(now);
  const firstHour = Math.min(last, ...counts.keys());
  return Array.from({ length: SHOWN_HOURS }, (_, ago) => {
    const hour = last - SHOWN_HOURS + 1 + ago;
    const usual = usualHour(counts, hour, firstHour);
    return {
      at: hour * HOUR_MS,
      stories: counts.get(hour) ?? null,
      usual: usual === null ? null : { low: usual.low, mean: usual.mean, high: usual.high },
    };
  });
}

/** How late the latest stories of the feed were. */
async function readLateness(store: Store, feed: string): Promise<unknown> {
  const revisions: string[] = [];
  let position: string | null = null;
  for (let looked = 0; looked < LOOKED_THROUGH && revisions.length < LATEST_STORIES; looked += PAGE) {
    const page = await readLogBefore(store, position, PAGE);
    for (const entry of page)
      if (entry.feed === feed && entry.kind === 'revision' && entry.silent !== '1') revisions.push(entry.revisionId);
    position = page.at(-1)?.position ?? null;
    if (position === null) break;
  }
  const latest = revisions.slice(0, LATEST_STORIES);
  const [articles, answered] = await Promise.all([readRevisions(store, latest), readAnsweredBefore(store, latest)]);
  return latenessOf(
    articles.flatMap((article, at) =>
      article === null
        ? []
        : [
            {
              versionAt: article.versionCreated === null ? null : Date.parse(article.versionCreated),
              receivedAt: Date.parse(article.receivedAt),
              answeredBefore: answered[at] ?? null,
            },
          ],
    ),
  );
}
