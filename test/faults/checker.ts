import type { SentItem } from '../../src/simulator/record.ts';
import { hashOf, type Receipt } from './receipt.ts';

/**
 * What the wire sent against what receivers got: the accounting of a total queue, per article and revision at each
 * destination. It holds only after everything was drained. Whoever is named is named with the destination before it.
 */
export interface Account {
  /** Stories whose last state never arrived. */
  readonly lost: readonly string[];
  /** Deliveries of something that the wire never sent, or in words that it never used. */
  readonly unexpected: readonly string[];
  /** Deliveries beyond the first of the same id: at-least-once allows them. */
  readonly repeatedUnderOneId: number;
  /** The same revision of an article under two ids. */
  readonly duplicated: readonly string[];
  /** A revision that first came after a higher one of its article. */
  readonly inverted: readonly string[];
  /** Copy that came before its embargo, or without the embargo that it was sent with. */
  readonly early: readonly string[];
  /** Text of a story that came after its kill. */
  readonly afterKill: readonly string[];
  /** Deliveries that say they are sent once more after a loss. */
  readonly recovered: number;
  /** Triples of article, revision and destination that were checked. */
  readonly checked: number;
  /** The longest that a story's last state took from the feed (or its embargo) to a receiver. Milliseconds. */
  readonly longestWaitMs: number;
  /**
   * The longest that a story's last state took to a receiver, counted from the end of the last fault before it came
   * (or from when it stood in the feed, where that was later). Milliseconds; 0 without faults.
   */
  readonly longestRecoveryMs: number;
}

/** Joins the wire's record with what each receiver got. @param faultEnds when each fault was over, epoch milliseconds */
export function account(
  record: readonly SentItem[],
  receipts: ReadonlyMap<string, readonly Receipt[]>,
  faultEnds: readonly number[] = [],
): Account {
  const sent = new Sent(record);
  const accounts = [...receipts].map(([destination, got]) => accountOne(sent, got, faultEnds, destination));
  const all = (of: (account: Account) => readonly string[]): string[] => accounts.flatMap(of);
  const sum = (of: (account: Account) => number): number => accounts.reduce((total, each) => total + of(each), 0);
  const most = (of: (account: Account) => number): number => accounts.reduce((top, each) => Math.max(top, of(each)), 0);
  return {
    lost: all(({ lost }) => lost),
    unexpected: all(({ unexpected }) => unexpected),
    repeatedUnderOneId: sum(({ repeatedUnderOneId }) => repeatedUnderOneId),
    duplicated: all(({ duplicated }) => duplicated),
    inverted: all(({ inverted }) => inverted),
    early: all(({ early }) => early),
    afterKill: all(({ afterKill }) => afterKill),
    recovered: sum(({ recovered }) => recovered),
    checked: sum(({ checked }) => checked),
    longestWaitMs: most(({ longestWaitMs }) => longestWaitMs),
    longestRecoveryMs: most(({ longestRecoveryMs }) => longestRecoveryMs),
  };
}

/** The promises: what must be empty in every account. */
export const PROMISES = ['lost', 'unexpected', 'duplicated', 'inverted', 'early', 'afterKill'] as const;

/** Whatever broke a promise, by the promise's name; empty when all were kept. */
export function brokenPromises(
  account: Account,
): Readonly<Partial<Record<(typeof PROMISES)[number], readonly string[]>>> {
  return Object.fromEntries(PROMISES.filter((name) => account[name].length > 0).map((name) => [name, account[name]]));
}

function accountOne(
  sent: Sent,
  receipts: readonly Receipt[],
  faultEnds: readonly number[],
  destination: string,
): Account {
  const firsts = new Map<string, Receipt>();
  for (const receipt of receipts) if (!firsts.has(receipt.id)) firsts.set(receipt.id, receipt);
  const unique = [...firsts.values()];
  const name = (words: string): string => `${destination}: ${words}`;
  const { arrivals, lost } = lastStates(sent, receipts);
  const revisions = revisionsIn(unique);
  return {
    lost: lost.map(name),
    unexpected: unique.filter((receipt) => !sent.knows(receipt)).map(({ uri, type }) => name(`${type} ${uri}`)),
    repeatedUnderOneId: receipts.length - firsts.size,
    duplicated: revisions.duplicated.map(name),
    inverted: revisions.inverted.map(name),
    early: receipts.filter((receipt) => sent.isEarly(receipt)).map(({ uri }) => name(uri)),
    afterKill: afterKill(receipts).map(name),
    recovered: receipts.filter(({ recovered }) => recovered).length,
    checked: revisions.count,
    ...waits(arrivals, faultEnds),
  };
}

/** What the desks of the simulated wire sign with; it is no part of the text. */
const SIGN_OFF = /^\(Reporting by|^sim\/wir$/;
/** Notices that we make ourselves. */
const OURS = /^urn:copytaster:/;

/** One version as the wire sent it, in the form of receipts. */
interface Version {
  readonly item: SentItem;
  readonly says: readonly string[];
}

/** What the wire sent, by story. */
class Sent {
  readonly #stories = new Map<string, Version[]>();

  constructor(record: readonly SentItem[]) {
    for (const item of record) {
      const sent = item.paragraphs.slice(1).filter((paragraph) => !SIGN_OFF.test(paragraph));
      const versions = this.#stories.get(item.uri) ?? [];
      versions.push({ item, says: sent.map(hashOf) });
      this.#stories.set(item.uri, versions);
    }
  }

  /** The last state of each story that must arrive. */
  *last(): Iterable<Version> {
    for (const versions of this.#stories.values()) {
      const due = versions.filter(({ item }) => item.expect === 'revision');
      const last = due.reduce<Version | null>(
        (before, each) => (before === null || each.item.version >= before.item.version ? each : before),
        null,
      );
      if (last !== null) yield last;
    }
  }

  /** True for a story of the wire, without text or in the words of one of its versions. */
  knows(receipt: Receipt): boolean {
    if (OURS.test(receipt.uri)) return true;
    const versions = this.#stories.get(receipt.uri) ?? [];
    return receipt.says.length === 0 ? versions.length > 0 : versions.some((version) => matches(receipt, version));
  }

  isEarly({ uri, at, type, embargoedUntil, says }: Receipt): boolean {
    // A notice that a story is withheld says until when, and nothing of its text.
    if (type === 'article.withheld' && says.length === 0) return false;
    if (embargoedUntil !== null) return Date.parse(embargoedUntil) > at;
    const versions = this.#stories.get(uri) ?? [];
    return says.length > 0 && versions.length > 0 && versions.every(({ item }) => item.embargoedUntil !== null);
  }
}

/** The receipt has the version's text: each of its paragraphs, and but for the lead nothing else. */
function matches({ marker, says }: Receipt, { item, says: sent }: Version): boolean {
  return marker === item.marker && says.length <= sent.length + 1 && sent.every((each) => says.includes(each));
}

/** When the last state of each story stood in the feed (or was free to go) and when it came. */
interface Arrival {
  readonly from: number;
  readonly at: number;
}

function lastStates(sent: Sent, receipts: readonly Receipt[]): { arrivals: Arrival[]; lost: string[] } {
  const byUri = new Map<string, Receipt[]>();
  for (const receipt of receipts) {
    const got = byUri.get(receipt.uri);
    if (got === undefined) byUri.set(receipt.uri, [receipt]);
    else got.push(receipt);
  }
  const arrivals: Arrival[] = [];
  const lost: string[] = [];
  for (const version of sent.last()) {
    const { item } = version;
    const got = byUri.get(item.uri) ?? [];
    const killed = item.status === 'canceled';
    // A kill goes to whoever has the story: overtaken before its first delivery, it has nobody to go to.
    if (killed && got.length === 0) continue;
    const arrival = got.find((receipt) => (killed ? receipt.type === 'article.withdrawal' : matches(receipt, version)));
    if (arrival === undefined || (killed && got.at(-1)?.type !== 'article.withdrawal'))
      lost.push(`${item.scenario} ${item.uri} version ${item.version}`);
    else {
      const free = Math.max(Date.parse(item.versionCreated), Date.parse(item.embargoedUntil ?? item.versionCreated));
      arrivals.push({ from: free, at: arrival.at });
    }
  }
  return { arrivals, lost };
}

function revisionsIn(firsts: readonly Receipt[]): { duplicated: string[]; inverted: string[]; count: number } {
  const idOf = new Map<string, string>();
  const highest = new Map<string, number>();
  const duplicated: string[] = [];
  const inverted: string[] = [];
  for (const { id, articleId, revision } of firsts) {
    // The withdrawal of a story that was never seen has no number among its revisions.
    if (revision === null) continue;
    const key = `${articleId} ${revision}`;
    if ((idOf.get(key) ?? id) !== id) duplicated.push(key);
    idOf.set(key, id);
    const top = highest.get(articleId) ?? 0;
    if (revision < top) inverted.push(key);
    highest.set(articleId, Math.max(top, revision));
  }
  return { duplicated, inverted, count: idOf.size };
}

function afterKill(receipts: readonly Receipt[]): string[] {
  const killed = new Set<string>();
  const wrong: string[] = [];
  for (const { articleId, type, uri } of receipts) {
    if (type === 'article.withdrawal') killed.add(articleId);
    else if (killed.has(articleId)) wrong.push(uri);
  }
  return wrong;
}

function waits(
  arrivals: readonly Arrival[],
  faultEnds: readonly number[],
): { longestWaitMs: number; longestRecoveryMs: number } {
  let longestWaitMs = 0;
  let longestRecoveryMs = 0;
  for (const { from, at } of arrivals) {
    longestWaitMs = Math.max(longestWaitMs, at - from);
    const over = faultEnds.findLast((end) => end <= at);
    if (over !== undefined) longestRecoveryMs = Math.max(longestRecoveryMs, at - Math.max(from, over));
  }
  return { longestWaitMs, longestRecoveryMs };
}
