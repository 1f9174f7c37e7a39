import { describeError } from '../../article/failure.ts';
import { signedHeaders } from '../../destinations/signature/standard-webhooks.ts';
import { send } from '../../network/client.ts';

/** Longer than a destination waits; a receiver that takes longer is asked again and again. */
const PATIENCE_MS = 15_000;
const MAX_ANSWER_BYTES = 1_000_000;

/** The receiver that is looked at. */
export interface Site {
  readonly url: string;
  readonly secret: string;
  /** Where it tells what it holds of an article, or null. */
  readonly state: string | null;
}

/** What it told. */
export interface HeldState {
  readonly revision?: number;
  readonly headline?: string | null;
  readonly text?: string | null;
  readonly taken?: number;
}

/** One request to it. */
export interface Step {
  readonly id: string;
  readonly body: string;
  /** By which secrets it is signed: the receiver's own when not said; none: no header at all. */
  readonly secrets?: (own: string) => readonly string[];
  /** How old the timestamp is. */
  readonly ageMs?: number;
  /** `taken`: 2xx. `refused`: anything from 400 to 499. */
  readonly expects: 'taken' | 'refused';
}

/** One rule, and how it is tried. */
export interface Case {
  readonly name: string;
  readonly rule: string;
  readonly cure: string;
  readonly needsState?: true;
  /** The steps of one trial; `mark` makes ids that no trial had before. */
  readonly steps: (mark: string) => readonly Step[];
  /** What is wrong with what the receiver holds then, or null. */
  readonly holds?: {
    readonly article: (mark: string) => string;
    readonly problem: (held: HeldState | null) => string | null;
  };
}

/** What came of a case. */
export interface Found {
  readonly name: string;
  readonly rule: string;
  readonly cure: string;
  readonly problem: string | null;
}

/** Plays a case. Never throws: what goes wrong on the way is what it finds. */
export async function playCase({ name, rule, cure, steps, holds }: Case, site: Site): Promise<Found> {
  const mark = `${name.replace(/[^a-z]+/g, '-')}-${Math.random().toString(36).slice(2, 10)}`;
  try {
    for (const step of steps(mark)) {
      const problem = await take(step, site);
      if (problem !== null) return { name, rule, cure, problem };
    }
    const problem = holds === undefined ? null : holds.problem(await stateOf(holds.article(mark), site));
    return { name, rule, cure, problem };
  } catch (error) {
    return { name, rule, cure, problem: describeError(error) };
  }
}

async function take({ id, body, secrets, ageMs = 0, expects }: Step, site: Site): Promise<string | null> {
  const by = secrets?.(site.secret) ?? [site.secret];
  const began = Date.now();
  const { status } = await send({
    method: 'POST',
    url: site.url,
    headers: { 'content-type': 'application/json', ...signedHeaders(id, began - ageMs, body, by) },
    body,
    timeoutMs: PATIENCE_MS,
    maxWireBytes: MAX_ANSWER_BYTES,
    maxBodyBytes: MAX_ANSWER_BYTES,
    maxRedirects: 0,
    wants: 'status',
    allowPrivateAddresses: true,
  });
  const taken = status >= 200 && status < 300;
  if (expects === 'taken') return taken ? null : `it was answered ${status}, not 2xx`;
  return status >= 400 && status < 500 ? null : `it was answered ${status}, not 401`;
}

async function stateOf(article: string, { state }: Site): Promise<HeldState | null> {
  if (state === null) throw new Error('there is no --state');
  const address = new URL(state);
  address.searchParams.set('article', article);
  const { status, body } = await send({
    method: 'GET',
    url: address.href,
    headers: { accept: 'application/json' },
    timeoutMs: PATIENCE_MS,
    maxWireBytes: MAX_ANSWER_BYTES,
    maxBodyBytes: MAX_ANSWER_BYTES,
    maxRedirects: 0,
    allowPrivateAddresses: true,
  });
  if (status === 404) return null;
  if (status !== 200) throw new Error(`the address of --state answered ${status}`);
  return JSON.parse(Buffer.from(body).toString('utf8')) as HeldState;
}
