import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import { sha256 } from '../article/content.ts';
import { gateOf } from '../article/embargo.ts';
import { describeError, Rejected } from '../article/failure.ts';
import { readItemAgain } from '../fetching/read-again.ts';
import { type DocumentReader, ReadingThreads } from '../fetching/reading-threads.ts';
import type { ReadAnewPage, ReadAnewRange, Rereader } from '../http/rereader.ts';
import type { KnownArticle } from '../judge/verdict.ts';
import { loadLanguageDetector } from '../normalise/language.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import { loadPlugins } from '../registry.ts';
import { noSuchArticle, readKnown, readKnownArticle } from '../store/articles.ts';
import { describeGate } from '../store/gates.ts';
import { findKeptItem, type KeptItem } from '../store/kept-item.ts';
import type { Order } from '../store/operator-decision.ts';
import type { Seeing } from '../store/read-side.ts';
import { fieldsReadAnew, readAnew, refusalOf, sendReadAnew, stopIn } from '../store/renormalise.ts';
import { standingEntries } from '../store/standing-entries.ts';
import type { Store } from '../store/store.ts';
import { findFeed, type ServiceContext } from './service-context.ts';

type Parts = Pick<ServiceContext, 'start' | 'live' | 'retired' | 'vocabulary' | 'now'> & { readonly store: Store };

/** What reading needs that is loaded when somebody asks for the first time. */
interface Loaded {
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly detectLanguage: ((text: string) => string | null) | null;
  readonly reading: ReadingThreads;
}

type Read = { readonly anew: Article } | { readonly reason: string };

/** Reads the documents that are kept of articles with the reading and the settings of today. */
export class Renormaliser implements Rereader {
  readonly #parts: Parts;
  #loaded: Promise<Loaded> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async page({ feeds, ...range }: ReadAnewRange, sees: Seeing): Promise<ReadAnewPage> {
    const { store } = this.#parts;
    const { entries, next } = await standingEntries(store, range);
    const asked = entries.filter(({ feed }) => feeds === null || feeds.includes(feed));
    const known = await readKnown(
      store,
      asked.map(({ article }) => article),
    );
    const reading = readingOnce((await this.#load()).reading);
    const other: ReadAnewPage['other'][number][] = [];
    const refused: ReadAnewPage['refused'][number][] = [];
    let same = 0;
    for (const each of known) {
      const hidden = this.#hidden(each.head, sees);
      const read = hidden === null ? await this.#read(each, reading) : { reason: hidden };
      const { id: article, revisionId } = each.head;
      if ('reason' in read) refused.push({ article, revisionId, reason: read.reason });
      else if (fieldsReadAnew(each.head, read.anew).length === 0) same += 1;
      else other.push({ before: each.head, after: read.anew, stop: stopIn(read.anew) });
    }
    return { other, same, refused, next };
  }

  async send(article: string, of: string | null, order: Order): Promise<Article> {
    const { store } = this.#parts;
    const known = await readKnownArticle(store, article);
    if (known === null) throw noSuchArticle(article);
    const refusal = refusalOf(known.head, order.now);
    const read = refusal === null ? await this.#read(known, (await this.#load()).reading) : { reason: refusal };
    const reason = 'reason' in read ? read.reason : stopIn(read.anew);
    if (reason !== null || 'reason' in read) throw new Rejected(`${article}: ${reason}`);
    const isSame = fieldsReadAnew(known.head, read.anew).length === 0;
    return sendReadAnew(
      store,
      { anew: read.anew, of: isSame ? known.head.revisionId : (of ?? known.head.revisionId) },
      order,
    );
  }

  async close(): Promise<void> {
    await (await this.#loaded)?.reading.close();
  }

  /** Why an article is not shown to who asks, or null. */
  #hidden(head: Article, { seesHeld, sawHeld }: Seeing): string | null {
    const { now } = this.#parts;
    const refusal = refusalOf(head, now());
    if (refusal !== null) return refusal;
    const gate = describeGate(gateOf(head, now()));
    if (gate === null) return null;
    if (seesHeld) sawHeld?.(head.id);
    return seesHeld ? null : `${gate}; held copy is shown to who asks for it`;
  }

  async #read(known: KnownArticle, reading: DocumentReader): Promise<Read> {
    const { store, now } = this.#parts;
    const feed = findFeed(this.#parts, known.head.provenance.feed);
    if (feed === null) return { reason: `its feed ${known.head.provenance.feed} is not in the settings any more` };
    const kept = await findKeptItem(store, known.head, now());
    if ('gone' in kept) return { reason: kept.gone };
    const again = await readItemAgain(reading, feed, kept);
    if ('unread' in again) return { reason: again.unread };
    try {
      return { anew: readAnew(normaliseItem(again.item, await this.#contextOf(feed, kept, again.format)), known) };
    } catch (error) {
      return { reason: `it cannot be normalised today: ${describeError(error)}` };
    }
  }

  async #contextOf(
    feed: Parameters<typeof normaliseItem>[1]['feed'],
    { document: { facts } }: KeptItem,
    format: string,
  ): Promise<Parameters<typeof normaliseItem>[1]> {
    const { styles, detectLanguage } = await this.#load();
    const { id, agency, standing, zone, language } = feed;
    return {
      feed: { id, agency, standing, zone, language },
      format,
      receivedAt: facts.receivedAt,
      captureSha256: facts.sha256,
      styles,
      detectLanguage,
      vocabulary: this.#parts.vocabulary,
    };
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= this.#open();
    return this.#loaded;
  }

  async #open(): Promise<Loaded> {
    const [styles, detectLanguage] = await Promise.all([loadPlugins('agencies'), loadLanguageDetector()]);
    const reading = new ReadingThreads({ entry: this.#parts.start.readingThread, threads: 1 });
    return { styles, detectLanguage, reading };
  }
}

/** Reads each document once: several articles come of one. */
function readingOnce(reading: DocumentReader): DocumentReader {
  const read = new Map<string, ReturnType<DocumentReader['read']>>();
  return {
    read(request, source) {
      const { bytes, ...rest } = request;
      const name = JSON.stringify([source, sha256(bytes), rest]);
      const answer = read.get(name) ?? reading.read(request, source);
      read.set(name, answer);
      return answer;
    },
  };
}
