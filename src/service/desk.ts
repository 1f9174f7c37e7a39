import { PROCESS } from '../data-folder/process-name.ts';
import { decodeBytes } from '../decode/decode.ts';
import type { DeskReader, DestinationFound } from '../http/desk-reader.ts';
import { type Problem, readRedisHealth } from '../redis/readiness.ts';
import type { WireSearch } from '../search/follow-wire.ts';
import type { Settings } from '../settings/schema.ts';
import { secretsIn } from '../settings/secrets-in.ts';
import { type Alarm, readAlarms } from '../store/alarms.ts';
import { readArticle, readArticleRevisions } from '../store/articles.ts';
import { type AttemptRecord, readAttempts, readLastAttempt } from '../store/attempt-history.ts';
import { countDeadLetters, listDeadLetters, readDeadLetter } from '../store/dead-letters.ts';
import { readDestination, readFiltered } from '../store/destinations.ts';
import { countHeld } from '../store/embargoes.ts';
import { explainAll } from '../store/explanations.ts';
import { readFeedState } from '../store/feeds.ts';
import { listGaps } from '../store/gaps.ts';
import { countLanes, oldestPending } from '../store/lanes.ts';
import { readRemains } from '../store/letter-remains.ts';
import { readSource } from '../store/source-document.ts';
import { listSpike } from '../store/spike.ts';
import { countOwedStops, owedStops } from '../store/stops.ts';
import type { Store } from '../store/store.ts';
import { FeedRaces } from './feed-races.ts';
import { reportFeed } from './feed-report.ts';
import type { LagHistory } from './lag-history.ts';
import type { Role } from './roles.ts';
import { VERSION } from './version.ts';

const SHOWN_CHARACTERS = 100_000;

/** What this process knows beside the store. */
interface DeskParts {
  readonly context: {
    readonly live: { readonly settings: Settings };
    readonly start: { readonly roles: readonly Role[] };
    readonly now: () => number;
  };
  readonly store: Store;
  readonly search: WireSearch | null;
  readonly problems: () => Promise<readonly Problem[]>;
  readonly listening: () => number;
  readonly lags: Pick<LagHistory, 'of'>;
}

const silenceOf = (feed: string, alarms: readonly Alarm[]): string | null =>
  alarms.find(({ key }) => key === `silent:${feed}`)?.problem ?? null;

const lastAnswerOf = (attempt: AttemptRecord | null): object | null =>
  attempt === null ? null : { at: attempt.at, outcome: attempt.outcome, reason: attempt.reason };

/** What a desk sees of the service. */
export class Desk implements DeskReader {
  readonly #parts: DeskParts;
  readonly #startedAt: number;
  readonly #races: FeedRaces;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#races = new FeedRaces(parts.store, parts.context.now);
    this.#startedAt = parts.context.now();
  }

  explain(word: string): Promise<readonly unknown[]> {
    return explainAll(this.#parts.store, word, this.#now());
  }

  spike(limit: number): Promise<readonly unknown[]> {
    return listSpike(this.#parts.store, limit, this.#now());
  }

  async feeds(): Promise<readonly unknown[]> {
    const { store, context } = this.#parts;
    const alarms = await readAlarms(store, this.#now());
    return Promise.all(
      context.live.settings.feeds.map(async ({ id, transport, agency, standing, enabled, every }) => ({
        id,
        transport,
        agency,
        standing,
        enabled,
        every,
        ...(await readFeedState(store, id)),
        silence: silenceOf(id, alarms),
        race: await this.#races.of(id),
      })),
    );
  }

  async feed(id: string): Promise<unknown | null> {
    const { store, context } = this.#parts;
    const feed = context.live.settings.feeds.find((each) => each.id === id);
    if (feed === undefined) return null;
    const [report, race, alarms] = await Promise.all([
      reportFeed(store, feed, this.#now()),
      this.#races.of(id),
      readAlarms(store, this.#now()),
    ]);
    return { ...report, silence: silenceOf(id, alarms), race };
  }

  async destinations(): Promise<readonly object[]> {
    const { store, context } = this.#parts;
    const owed = await owedStops(store, this.#now());
    return Promise.all(
      context.live.settings.destinations.map(async ({ id, type, enabled, document, embargo, filter }) => ({
        id,
        type,
        enabled,
        document,
        embargo,
        filter,
        waiting: await countLanes(store, id),
        oldestAt: await oldestPending(store, id),
        owed: owed.filter(({ destination }) => destination === id).length,
        lastAnswer: lastAnswerOf(await readLastAttempt(store, id)),
        filtered: await readFiltered(store, id),
        gaps: await listGaps(store, id),
        ...(await readDestination(store, id)),
      })),
    );
  }

  async destination(id: string, { bodies }: { bodies: boolean }): Promise<DestinationFound | null> {
    const { store, lags } = this.#parts;
    const found = (await this.destinations()).find((each) => (each as { id: string }).id === id);
    if (found === undefined) return null;
    const attempts = await readAttempts(store, id);
    const shown = attempts.map((each) => (bodies ? each : { ...each, body: null }));
    return Object.assign(found, { lag: lags.of(id), attempts: shown });
  }

  async letters(limit: number): Promise<{ count: number; letters: readonly unknown[] }> {
    const { store } = this.#parts;
    const [count, letters] = await Promise.all([countDeadLetters(store), listDeadLetters(store, limit)]);
    return { count, letters };
  }

  async letter(id: string, { raw }: { raw: boolean }): Promise<unknown | null> {
    const { store } = this.#parts;
    const letter = await readDeadLetter(store, id);
    if (letter === null) return null;
    const { item, bytes, hidden } = await readRemains(store, letter, this.#now());
    return { ...letter, item: item?.item ?? null, ...shownBytes(bytes, raw), hidden };
  }

  async source(id: string, revisionId: string | null, { raw }: { raw: boolean }): Promise<unknown | null> {
    const { store } = this.#parts;
    const revisions = await readArticleRevisions(store, id);
    const head = await readArticle(store, id);
    const revision = revisionId === null ? head : revisions.find((each) => each.revisionId === revisionId);
    if (revision === undefined || revision === null) return null;
    const { facts, bytes, hidden } = await readSource(store, revision, this.#now());
    const { feed, format, captureSha256 } = revision.provenance;
    return {
      article: id,
      revisionId: revision.revisionId,
      feed,
      format,
      sha256: captureSha256,
      url: facts?.url ?? null,
      filename: facts?.filename ?? null,
      contentType: facts?.contentType ?? null,
      ...shownBytes(bytes, raw),
      hidden,
    };
  }

  async system(): Promise<unknown> {
    const { store, context, search, problems, listening } = this.#parts;
    const { settings } = context.live;
    const [found, alarms, { memory }, owed, held, deadLetters, articles] = await Promise.all([
      problems(),
      readAlarms(store, this.#now()),
      readRedisHealth(store.redis, settings.redis.memory ?? null),
      countOwedStops(store, this.#now()),
      countHeld(store),
      countDeadLetters(store),
      search?.size(),
    ]);
    return {
      version: VERSION,
      ready: found.length === 0,
      problems: found,
      alarms: alarms.map(({ problem, cure }) => ({ problem, cure })),
      memory,
      now: this.#now(),
      roles: context.start.roles,
      process: PROCESS,
      startedAt: this.#startedAt,
      listening: listening(),
      search: search === null || articles === undefined ? null : { articles, complete: search.isComplete },
      owed,
      held,
      deadLetters,
      settings: withoutSecrets(settings),
    };
  }

  #now(): number {
    return this.#parts.context.now();
  }
}

/** Bytes as text and how many they are; with `raw` in base64 too. */
function shownBytes(bytes: Buffer | null, raw: boolean): Record<string, unknown> {
  const text = bytes === null ? null : decodeBytes(bytes, null).text.slice(0, SHOWN_CHARACTERS).toWellFormed();
  return { text, bytes: bytes?.length ?? null, ...(raw ? { base64: bytes?.toString('base64') ?? null } : {}) };
}

/** Settings as they may be shown: secrets, passwords in addresses and hashes of tokens are left out. */
function withoutSecrets(settings: unknown): unknown {
  let text = JSON.stringify(settings, (key, value) => (key === 'sha256' ? '[redacted]' : value));
  for (const secret of secretsIn(settings))
    for (const written of [secret, encodeURIComponent(secret)])
      if (written.length > 2) text = text.replaceAll(JSON.stringify(written).slice(1, -1), '[redacted]');
  return JSON.parse(text);
}
