import type { AgencyDesk, FiledVersion } from '../../agency-desk.ts';
import type { Story } from '../../newsroom.ts';

/** A request to a simulated interface. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Its answer. `cut`: the connection ends in the middle of the body. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: boolean;
}

/** How long what the simulated interface gives out is valid, in milliseconds. */
export interface Lives {
  readonly tokenMs: number;
  /** A cursor, poll token or session ends when it was not used for this time. */
  readonly cursorMs: number;
  /** An entry that was handed out is hidden for this time. */
  readonly leaseMs: number;
}

/** The interface while it is open. */
export interface OpenInterface {
  answer(asked: Asked): Answered;
  /** Does what the agency does by itself; called many times a second. */
  tick?(): void;
}

/** What an interface is opened with. */
export interface InterfaceParts {
  readonly desk: AgencyDesk;
  /** Where it listens. */
  readonly url: () => string;
  readonly lives: Lives;
}

/** One agency's interface, played: a file in `src/simulator/agencies`. */
export interface SimulatedAgency {
  readonly name: string;
  /** The id of an item as an article names it. */
  uriOf(number: number): string;
  /** The paragraphs of a story as the agency files them: the first with its dateline, the last may be a sign-off. */
  layOut(story: Story): readonly string[];
  /** Accounts and feeds, as they stand in a settings file, to read it with. */
  settings(url: string): { readonly accounts: readonly object[]; readonly feed: Readonly<Record<string, unknown>> };
  open(parts: InterfaceParts): OpenInterface;
}

/** Counts of requests, by which faults come at their turn. */
export class Turns {
  readonly #counts = new Map<string, number>();
  /** True at every n-th time that this is asked under the name. */
  each(name: string, n: number): boolean {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count % n === 0;
  }
}

/** Tokens that end. */
export class Tokens {
  readonly #until = new Map<string, number>();
  readonly #prefix: string;
  readonly #lifeMs: number;
  constructor(prefix: string, lifeMs: number) {
    this.#prefix = prefix;
    this.#lifeMs = lifeMs;
  }

  issue(): string {
    const token = `${this.#prefix}-${this.#until.size + 1}-of-the-simulated-agency`;
    this.#until.set(token, Date.now() + this.#lifeMs);
    return token;
  }

  isValid(token: string | null | undefined): boolean {
    return (this.#until.get(token ?? '') ?? 0) > Date.now();
  }
}

/** The answer as JSON. */
export function json(body: unknown, rest: Partial<Answered> = {}): Answered {
  return { status: 200, type: 'application/json', body: JSON.stringify(body), ...rest };
}

export const NOTHING_HERE: Answered = { status: 404, body: 'nothing here' };

/** The bearer token of a request, or null. */
export function bearerOf({ headers }: Asked): string | null {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? (token ?? null) : null;
}

/** A version's own name among all versions. */
export const versionedName = ({ uri, version }: FiledVersion): string => `${uri}:${version}`;

/** A number of the simulated Reuters, counted up within its service and day: "S1N6BN00F". */
export const usnOfStory = (service: string, number: number): string =>
  `${service}${number.toString(36).toUpperCase().padStart(3, '0')}`;

/** Some versions are in no list though they can be asked for: a reader notices that their numbers are missing. */
export const isUnlisted = ({ number, version }: FiledVersion): boolean => number % 40 === 33 && version === 1;
