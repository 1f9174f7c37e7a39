import type { Article } from '../article/article.ts';
import { type DeliveryEvent, writeEnvelope } from '../article/envelope.ts';
import { renderDocument } from '../renderers/contract/render-document.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import { readRevisionBodies, unpackArticle } from '../store/articles.ts';
import type { Claimed, LaneEntry } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';

const KEPT = 500;
/** A revision that was purged meanwhile must not go out for much longer. */
const KEPT_MS = 2_000;
/** What was made so long ago at most goes to another destination as it is, with the instant at which it was made. */
const SAME_MS = 1_000;

/** How an article is written for a destination. */
interface Writing {
  readonly renderer: Renderer;
  readonly bare: boolean;
  readonly event: DeliveryEvent;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A document as it goes out, and what is said of it. */
export interface Written {
  readonly event: DeliveryEvent;
  readonly body: string;
  /** The body in UTF-8. */
  readonly bytes: Buffer;
}

interface Shared {
  /** Epoch milliseconds. */
  readonly readAt: number;
  readonly reading: Promise<Article | null>;
  article: Article | null;
  readonly rendered: Map<string, string>;
  readonly written: Map<string, Written & { readonly at: number }>;
}

interface Asked {
  readonly revisionId: string;
  readonly resolve: (body: Buffer | null) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * The revisions that destinations are sent at the moment: each is read once, and written once in each format, however
 * many destinations get it. What a stop sends is another document than its revision.
 */
export class SharedRevisions {
  readonly #store: Store;
  readonly #kept = new Map<string, Shared>();
  #asked: Asked[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The revision of a head that was claimed, at `now` (epoch milliseconds); null when it is not kept any more.
   * @throws Damaged where Redis altered it
   */
  read({ entry, body }: Pick<Claimed, 'entry' | 'body'>, now: number): Promise<Article | null> {
    const key = keyOf(entry);
    const known = this.#kept.get(key);
    if (known !== undefined && now - known.readAt < KEPT_MS) return known.reading;
    this.#kept.delete(key);
    const reading = this.#read(entry, body);
    const shared: Shared = { readAt: now, reading, article: null, rendered: new Map(), written: new Map() };
    this.#kept.set(key, shared);
    const forget = (): boolean => this.#kept.get(key) === shared && this.#kept.delete(key);
    reading.then(
      (article) => {
        shared.article = article;
        if (article === null) forget();
      },
      () => forget(),
    );
    this.#forgetOld(now);
    return reading;
  }

  /** Each of them is some 50 KB: what is too old to be sent is let go of at once, and so are the oldest of too many. */
  #forgetOld(now: number): void {
    for (const [key, { readAt }] of this.#kept) {
      if (now - readAt < KEPT_MS && this.#kept.size <= KEPT) return;
      this.#kept.delete(key);
    }
  }

  /** The document of an article. Only what goes out as it was read is kept; what a gate cut down is written anew. */
  write(entry: LaneEntry, article: Article, { renderer, bare, event, now }: Writing): Written {
    const shared = this.#kept.get(keyOf(entry));
    const render = (): string => renderDocument(renderer, article, { bare });
    if (shared?.article !== article) return written(render(), renderer, event);
    const name = `${renderer.name} ${bare}`;
    const said = `${name} ${event.type} ${event.recovered} ${event.replay}`;
    const known = shared.written.get(said);
    if (known !== undefined && now - known.at < SAME_MS) return known;
    const rendered = shared.rendered.get(name) ?? render();
    shared.rendered.set(name, rendered);
    const made = { ...written(rendered, renderer, event), at: now };
    shared.written.set(said, made);
    return made;
  }

  async #read({ revisionId }: LaneEntry, body: Buffer | null): Promise<Article | null> {
    const found = body ?? (await this.#ask(revisionId));
    return found === null ? null : unpackArticle(found);
  }

  /** Those that are asked for at about the same time are asked for together. */
  #ask(revisionId: string): Promise<Buffer | null> {
    return new Promise((resolve, reject) => {
      if (this.#asked.length === 0) setImmediate(() => this.#answer());
      this.#asked.push({ revisionId, resolve, reject });
    });
  }

  async #answer(): Promise<void> {
    const together = this.#asked;
    this.#asked = [];
    try {
      const ids = together.map(({ revisionId }) => revisionId);
      const bodies = await readRevisionBodies(this.#store, ids);
      for (const [at, { resolve }] of together.entries()) resolve(bodies[at] ?? null);
    } catch (cause) {
      for (const { reject } of together) reject(cause);
    }
  }
}

function written(rendered: string, renderer: Renderer, event: DeliveryEvent): Written {
  const body = renderer.enveloped ? writeEnvelope(event, rendered) : rendered;
  return { event, body, bytes: Buffer.from(body) };
}

const keyOf = ({ revisionId, stop }: LaneEntry): string => `${revisionId} ${stop}`;
