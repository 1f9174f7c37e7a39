/**
 * Failures that carry the decision what to do next. They are recognised by `name`, so that they survive a module
 * loaded twice and a thread boundary.
 */
export interface FailureDetail {
  readonly cause?: unknown;
  /** What the failure is about: feed, file, item, address. Shown to operators. */
  readonly about?: Readonly<Record<string, string | number>>;
}

class Failure extends Error {
  readonly about: Readonly<Record<string, string | number>>;
  constructor(message: string, detail: FailureDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = new.target.name;
    this.about = detail.about ?? {};
  }
}

/** The thing can never be used: it goes to the dead letters with the reason, its bytes are kept. */
export class Rejected extends Failure {
  /** True where it is what the thing is to be done to that is not there. */
  readonly isMissing: boolean;
  constructor(message: string, detail: FailureDetail & { isMissing?: boolean } = {}) {
    super(message, detail);
    this.isMissing = detail.isMissing ?? false;
  }
}

/** Worth another try; an attempt is spent. */
export class RetryLater extends Failure {}

/** Not now, and no attempt is spent. `until` is epoch milliseconds. */
export class Snoozed extends Failure {
  readonly until: number;
  constructor(message: string, until: number, detail: FailureDetail = {}) {
    super(message, detail);
    this.until = until;
  }
}

/** How a feed's answer is classed when it brings no usable document. `login`: the account was refused. */
export type FeedState = 'login' | 'blocked' | 'gone' | 'rate-limited' | 'server' | 'network' | 'bad-document';

/** The feed itself is down or unusable: opens this feed's breaker, touches no other feed. */
export class FeedDown extends Failure {
  readonly state: FeedState;
  /** Epoch milliseconds before which the feed asked not to be called again, where it said so. */
  readonly notBefore: number | null;
  constructor(message: string, state: FeedState, detail: FailureDetail & { notBefore?: number | null } = {}) {
    super(message, detail);
    this.state = state;
    this.notBefore = detail.notBefore ?? null;
  }
}

/** True when `error` is of the named failure class, wherever it was constructed. */
export function isFailure<Name extends keyof Failures>(error: unknown, name: Name): error is Failures[Name] {
  return error instanceof Error && error.name === name;
}

interface Failures {
  Rejected: Rejected;
  RetryLater: RetryLater;
  Snoozed: Snoozed;
  FeedDown: FeedDown;
}

/** The messages of an error and its causes, joined as one path on one line: `feed reuters-world: rss: item 3: no title`. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let at = error, depth = 0; at !== undefined && at !== null && depth < 8; depth += 1) {
    const message = onOneLine(at instanceof Error ? at.message : String(at));
    if (parts.at(-1)?.includes(message) !== true) parts.push(message);
    at = at instanceof Error ? at.cause : undefined;
  }
  return parts.join(': ');
}

function onOneLine(text: string): string {
  const lines = text.split(/[\r\n]/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}
