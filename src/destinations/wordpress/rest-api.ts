import { describeError } from '../../article/failure.ts';
import { type HttpAnswer, send } from '../../network/client.ts';
import type { Secret } from '../../settings/secret.ts';
import type { Post } from './post.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 2_000_000;

/** Where the site is, and who asks. */
interface Site {
  readonly url: string;
  readonly user: string;
  readonly applicationPassword: Secret;
  readonly postType: string;
  readonly allowPrivateAddresses: boolean;
}

/** An answer that says no. */
export class Unexpected extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(status: number, message: string, retryAfterMs: number | null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

interface FoundPost {
  readonly id: number;
  readonly status: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** The part of the REST API of WordPress that a post needs (developer.wordpress.org/rest-api/reference/posts). */
export class WordPressApi {
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  /**
   * Asks the site who we are.
   * @throws Unexpected when it does not know us, NetworkFailure when it cannot be reached
   */
  async check(): Promise<void> {
    await this.#ask('GET', 'users/me?context=edit', null, AbortSignal.timeout(TIMEOUT_MS));
  }

  /** The id of the post of an article, `trash` where the desk threw it away, or null. */
  async find(slug: string, article: string, signal: AbortSignal): Promise<number | 'trash' | null> {
    const { postType } = this.#site;
    const query = `slug=${slug},${slug}__trashed&status=any,trash&context=edit&_fields=id,status,meta`;
    const posts = (await this.#ask('GET', `${postType}?${query}`, null, signal)) as FoundPost[];
    const ours = posts.filter(({ meta }) => [undefined, '', article].includes(meta?.copytaster_article as string));
    const alive = ours.find(({ status }) => status !== 'trash');
    return alive?.id ?? (ours.length > 0 ? 'trash' : null);
  }

  /** Makes a post. Returns its id. */
  async create(post: Post, signal: AbortSignal): Promise<number> {
    return ((await this.#ask('POST', this.#site.postType, post, signal)) as FoundPost).id;
  }

  /** Changes a post. Returns its id. */
  async change(id: number, post: Post, signal: AbortSignal): Promise<number> {
    return ((await this.#ask('POST', `${this.#site.postType}/${id}`, post, signal)) as FoundPost).id;
  }

  async #ask(method: 'GET' | 'POST', path: string, body: Post | null, signal: AbortSignal): Promise<unknown> {
    const { url, user, applicationPassword, allowPrivateAddresses } = this.#site;
    const answer = await send({
      method,
      url: `${url.replace(/\/$/, '')}/wp-json/wp/v2/${path}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${applicationPassword.reveal()}`).toString('base64')}`,
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      maxWireBytes: MAX_ANSWER_BYTES,
      maxBodyBytes: MAX_ANSWER_BYTES,
      maxRedirects: 0,
      allowPrivateAddresses,
      signal,
    });
    return readAnswer(answer);
  }
}

function readAnswer({ status, headers, body }: HttpAnswer): unknown {
  const text = Buffer.from(body).toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (status >= 200 && status < 300)
      throw new Unexpected(status, `answered ${status} and no JSON: ${describeError(error)}`, null);
    parsed = {};
  }
  if (status >= 200 && status < 300) return parsed;
  const { code = '', message = '' } = (parsed ?? {}) as { code?: string; message?: string };
  const seconds = Number(headers['retry-after']);
  const words = [`answered ${status}`, code, message].filter((word) => word !== '').join(' ');
  throw new Unexpected(status, words.slice(0, 300), Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null);
}
