import { findSilence, hourOf, type Silence } from '../fetching/silence.ts';
import { clearAlarm, raiseAlarm } from '../store/alarms.ts';
import { readFeedState } from '../store/feeds.ts';
import { countHour, keepHour, readHours } from '../store/hour-counts.ts';
import type { ServiceContext } from './service-context.ts';

/** So many feeds at once, and so large a share of them, are no coincidence: it is the line that they share. */
const TOGETHER_FEEDS = 3;
const TOGETHER_SHARE = 0.6;
const LINE_ALARM = 'line';
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const FAILING = new Set(['network', 'server', 'error']);

interface Quiet {
  readonly feed: string;
  readonly silence: Silence | null;
  readonly failing: boolean;
}

/**
 * Learns what each feed usually brings at each hour of the week, and raises an alarm where one is silent for longer than
 * is usual for it. Where most are silent or failing together, the alarm names this machine's connection and no feed.
 */
export class SilenceWatch {
  readonly #context: ServiceContext;
  #countedHour = 0;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Counts what came, and checks every feed. Doing it in several processes, or twice, changes nothing. */
  async check(): Promise<void> {
    const { store, live, now } = this.#context;
    const feeds = live.settings.feeds.filter(({ enabled }) => enabled).map(({ id }) => id);
    const hour = hourOf(now());
    for (let at = Math.max(this.#countedHour, hour - 1); at <= hour; at += 1)
      await keepHour(store, at, feeds, await countHour(store, at));
    this.#countedHour = hour;
    const all = await Promise.all(feeds.map((feed) => this.#lookAt(feed)));
    const troubled = all.filter(({ silence, failing }) => silence !== null || failing);
    const together = troubled.length >= TOGETHER_FEEDS && troubled.length >= feeds.length * TOGETHER_SHARE;
    await this.#sayLine(together, troubled.length, feeds.length);
    for (const each of all) await this.#say(each, together);
  }

  async #lookAt(feed: string): Promise<Quiet> {
    const { store, now } = this.#context;
    const [counts, { lastCommitAt, state }] = await Promise.all([readHours(store, feed), readFeedState(store, feed)]);
    const silence =
      lastCommitAt === null || counts.size === 0
        ? null
        : findSilence(counts, { firstHour: Math.min(...counts.keys()), lastStoryAt: lastCommitAt, now: now() });
    return { feed, silence, failing: FAILING.has(state) };
  }

  async #say({ feed, silence }: Quiet, together: boolean): Promise<void> {
    const { store, metrics, now } = this.#context;
    metrics.feedSilent.set({ feed }, silence === null ? 0 : 1);
    if (silence === null || together) return clearAlarm(store, `silent:${feed}`);
    const { low, high } = silence.usual;
    const at = new Date(now());
    const when = `${DAYS[at.getUTCDay()]} ${String(at.getUTCHours()).padStart(2, '0')}:00 UTC`;
    await raiseAlarm(store, {
      key: `silent:${feed}`,
      problem: `${feed} is quiet for a ${when}: nothing for ${Math.round(silence.sinceMs / 60_000)} min, where ${low} to ${high} stories an hour are usual`,
      cure: 'look at copytaster feeds; ask the agency whether its wire runs',
    });
  }

  async #sayLine(together: boolean, troubled: number, all: number): Promise<void> {
    const { store } = this.#context;
    if (!together) return clearAlarm(store, LINE_ALARM);
    await raiseAlarm(store, {
      key: LINE_ALARM,
      problem: `${troubled} of ${all} feeds are silent or cannot be reached at once: it is our own line, not theirs`,
      cure: 'look at the network, the proxy and the name servers of this machine',
    });
  }
}
