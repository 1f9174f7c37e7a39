/** What the service answers, as far as the page reads it. */

export interface Session {
  readonly name: string | null;
  readonly by: 'token' | 'session' | 'proxy' | 'open' | 'nothing';
  readonly scopes: readonly ('read' | 'act' | 'admin')[];
  readonly forgeryToken: string;
}

export interface Article {
  readonly id: string;
  readonly revision: number | null;
  readonly revisionId: string;
  readonly change: string;
  readonly changed: readonly string[];
  readonly changeNote: string | null;
  readonly marked: boolean;
  readonly correctionNote: string | null;
  readonly current: boolean;
  readonly pubStatus: 'usable' | 'withheld' | 'canceled';
  readonly embargoedUntil: string | null;
  readonly embargoText: string | null;
  readonly withdraws: { readonly reason: string | null } | null;
  readonly uri: string | null;
  readonly version: string | null;
  readonly agency: { readonly code: string; readonly name: string } | null;
  readonly creditLine: string | null;
  readonly headline: string | null;
  readonly sourceHeadline: string | null;
  readonly subheadline: string | null;
  readonly slugline: string | null;
  readonly eventId: string | null;
  readonly byline: string | null;
  readonly dateline: { readonly text: string } | null;
  readonly newsClass: string;
  readonly priority: 'flash' | 'alert' | 'urgent' | 'normal' | 'low';
  readonly language: string;
  readonly summary: string | null;
  readonly bodyText?: string;
  readonly bodyHtml?: string;
  readonly wordCount: number;
  readonly signOff: string | null;
  readonly edNote?: string | null;
  readonly subjects: readonly {
    readonly name: string | null;
    readonly code: string | null;
    readonly sourceCode: string | null;
  }[];
  readonly keywords: readonly string[];
  readonly media?: readonly {
    readonly type: string;
    readonly caption: string | null;
    readonly credit: string | null;
  }[];
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
  readonly rights?: { readonly usageTerms: string | null; readonly restrictions: readonly { readonly text: string }[] };
  readonly versionCreated: string | null;
  readonly receivedAt: string;
  readonly late: boolean;
  readonly duplicates: readonly {
    readonly uri: string | null;
    readonly feed: string;
    readonly relation: string;
    readonly receivedAt: string;
  }[];
  readonly related: readonly { readonly id: string; readonly relation: string; readonly share: number | null }[];
  readonly provenance: {
    readonly feed: string;
    readonly format: string;
    readonly captureSha256: string;
    readonly normaliser: string;
  };
}

export interface Found {
  readonly articles: readonly Article[];
  /** Where the wire log has each: what is older follows it. */
  readonly positions: readonly string[];
  readonly count: number;
  readonly countIsComplete: boolean;
  readonly complete: boolean;
  readonly next: string | null;
}

export interface StopRow {
  readonly destination: string;
  readonly since: number;
  readonly attempts: number;
  readonly answer: string | null;
  readonly confirmedAt: number | null;
  readonly signedOff: { readonly by: string; readonly why: string; readonly at: number } | null;
  readonly superseded: boolean;
}

export interface Stop {
  readonly id: string;
  readonly article: string;
  readonly uri: string;
  readonly change: string;
  readonly at: number;
  readonly destinations: readonly StopRow[];
}

export interface Held {
  readonly article: string;
  readonly revisionId: string;
  readonly uri: string | null;
  readonly agency: string | null;
  readonly headline: string | null;
  readonly until: string | null;
  readonly words: string | null;
  readonly destinations: readonly string[];
}

export interface Reach {
  readonly revisions: readonly {
    readonly revisionId: string;
    readonly revision: number | null;
    readonly change: string;
    readonly receivedAt: string;
    readonly destinations: Readonly<
      Record<string, { readonly state: string; readonly at: number; readonly reason?: string }>
    >;
  }[];
  readonly stops: readonly Stop[];
}

export interface Arrival {
  readonly id?: string;
  readonly arrival?: string;
  readonly at: number;
  readonly feed: string;
  readonly uri: string | null;
  readonly headline: string | null;
  readonly action: string;
  readonly relation: string | null;
  readonly change: string | null;
  readonly articleId: string | null;
  readonly revisionId: string | null;
  readonly rule: string;
  readonly reason: string;
  readonly of: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface Diff {
  readonly from: { readonly revision: number | null; readonly receivedAt: string };
  readonly to: { readonly revision: number | null; readonly receivedAt: string };
  readonly headline: readonly DiffPart[];
  readonly body: readonly DiffPart[];
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}
export interface DiffPart {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface EventReport {
  readonly articles: readonly Article[];
  readonly race: readonly {
    readonly agency: string;
    readonly article: string;
    readonly headline: string | null;
    readonly firstAt: string;
    readonly behindMs: number;
    readonly ownDelayMs: number;
  }[];
}

export interface Feed {
  readonly id: string;
  readonly transport: string;
  readonly agency: string | null;
  readonly standing: string;
  readonly enabled: boolean;
  readonly state: string;
  readonly failures: number;
  readonly lastError: string | null;
  readonly notice: string | null;
  /** How it is silent unlike itself, in words. */
  readonly silence: string | null;
  readonly lastGap: string | null;
  readonly lastGapAt: number | null;
  readonly notBefore: number;
  readonly lastFetchAt: number | null;
  readonly lastOkAt: number | null;
  readonly lastCommitAt: number | null;
  readonly intervalMs: number | null;
}

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface FeedReport extends Feed {
  readonly fetches: readonly {
    readonly at: number;
    readonly tookMs: number;
    readonly state: string;
    readonly intervalMs: number | null;
    readonly error: string | null;
  }[];
  readonly gaps: readonly { readonly at: number; readonly gap: string }[];
  readonly hours: readonly {
    readonly at: number;
    readonly stories: number | null;
    readonly usual: { readonly low: number; readonly mean: number; readonly high: number } | null;
  }[];
  readonly lateness: {
    readonly stories: number;
    readonly behind: Percentiles | null;
    readonly ownPolling: Percentiles | null;
  };
  readonly race: {
    readonly events: number;
    readonly first: number;
    readonly ahead: Percentiles | null;
    readonly behind: Percentiles | null;
  };
}

export interface DestinationReport extends Destination {
  readonly lag: readonly { readonly at: number; readonly waiting: number; readonly oldestMs: number }[];
  readonly attempts: readonly {
    readonly at: number;
    readonly articleId: string;
    readonly revisionId: string;
    readonly headline: string | null;
    readonly outcome: string;
    readonly tookMs: number;
    readonly reason: string;
    readonly body: string | null;
  }[];
}

export interface Destination {
  readonly id: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly document: string;
  readonly embargo: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly waiting: number;
  readonly oldestAt: number | null;
  /** Stops that it has not confirmed. */
  readonly owed: number;
  readonly lastAnswer: { readonly at: number; readonly outcome: string; readonly reason: string } | null;
  readonly paused: string | null;
  readonly failingSince: number | null;
  readonly lastSuccessAt: number | null;
}

export interface Letter {
  readonly id: string;
  readonly kind: 'document' | 'item' | 'delivery';
  readonly reason: string;
  readonly at: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Remains extends Letter {
  readonly item: Readonly<Record<string, unknown>> | null;
  readonly text: string | null;
  readonly bytes: number | null;
  readonly hidden: string | null;
}

/** The document that a version was read from. */
export interface Source {
  readonly url: string | null;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly text: string | null;
  readonly bytes: number | null;
  readonly hidden: string | null;
}

export interface System {
  readonly version: string;
  readonly ready: boolean;
  readonly problems: readonly { readonly problem: string; readonly cure: string }[];
  readonly alarms: readonly { readonly problem: string; readonly cure: string }[];
  readonly memory: { readonly usedBytes: number; readonly limitBytes: number | null } | null;
  readonly now: number;
  readonly roles: readonly string[];
  readonly process: string;
  readonly startedAt: number;
  readonly listening: number;
  readonly search: { readonly articles: number; readonly complete: boolean } | null;
  readonly owed: number;
  readonly held: number;
  readonly deadLetters: number;
  readonly settings: unknown;
}

export interface Act {
  readonly at: number;
  readonly by: string;
  readonly act: string;
  readonly of: string;
  readonly reason: string;
}
