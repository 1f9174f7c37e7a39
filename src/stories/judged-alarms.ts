import type { AlarmKey } from '../store/alarm-keys.ts';
import { raiseAlarm } from '../store/alarms.ts';
import type { Decision } from '../store/commit.ts';
import type { Store } from '../store/store.ts';

const STANDS_MS = 24 * 3_600_000;

/** Rules of the judge after which a person must look, and what they are told. */
const ASKED: Readonly<Record<string, (said: Said) => { readonly problem: string; readonly cure: string }>> = {
  // What is withheld has its own uri: the stop is known by its item.
  'withheld-in-doubt': ({ feed, itemId, fits, arrival }) =>
    fits.length === 1
      ? {
          problem: `a stop from ${feed} (${itemId}) may mean an article, which is withheld: ${fits.join(', ')}`,
          cure: `look at it with "copytaster explain ${arrival}"; withdraw the article if the agency means it, else release it`,
        }
      : {
          problem: `a stop from ${feed} (${itemId}) fits several articles, which are withheld: ${fits.join(', ')}`,
          cure: `look at it with "copytaster explain ${arrival}"; withdraw the article that the agency means, and release the others`,
        },
  'kill-of-unknown': ({ feed, named, arrival }) => ({
    problem: `a stop from ${feed} (${named}) names no article that was seen; it is sent on as a stop of an unknown story`,
    cure: `look at it with "copytaster explain ${arrival}", and withdraw the article by hand if it was filed under another id`,
  }),
  'kill-of-no-one': ({ feed, named, arrival }) => ({
    problem: `a stop from ${feed} (${named}) names no story by an id, and its words fit none; nothing was stopped`,
    cure: `look at it with "copytaster explain ${arrival}", find the story, and withdraw it by hand`,
  }),
  'killed-before-seen': ({ feed, itemId, arrival }) => ({
    problem: `copy from ${feed} (${itemId}) bears the headline of a story that its agency stopped before it came; it is held`,
    cure: `look at it with "copytaster explain ${arrival}", and send it from the spike if it is another story`,
  }),
};

/** Of these a feed may send thousands; each was acted on, and the newest stands for all. */
const TOLD_TOGETHER: ReadonlySet<string> = new Set(['kill-of-unknown']);

interface Said {
  readonly feed: string;
  readonly arrival: string;
  readonly itemId: string;
  /** What the stop is known by. */
  readonly named: string;
  readonly fits: readonly string[];
}

/** Raises the alarm that a decision asks for, where it asks for one. It stands for a day. */
export async function raiseJudgedAlarm(store: Store, decision: Decision): Promise<void> {
  const { item, feed, verdict, article, now } = decision;
  const words = ASKED[verdict?.rule ?? ''];
  if (words === undefined || article === null) return;
  const fits = verdict?.evidence.fits;
  const asked = Array.isArray(fits) ? fits.map(String) : [];
  const { problem, cure } = words({
    feed,
    arrival: item.arrival,
    itemId: item.itemId,
    named: article.uri ?? item.itemId,
    fits: asked,
  });
  const key: AlarmKey = TOLD_TOGETHER.has(verdict?.rule ?? '') ? `stops ${feed}` : `stop ${item.arrival}`;
  await raiseAlarm(store, { key, problem, cure }, { until: now + STANDS_MS, articles: asked });
}
