import type { SentItem } from '../../src/simulator/record.ts';

/** One delivery as a receiver outside the service wrote it down, in order of arrival. */
export interface Receipt {
  readonly at: number;
  readonly id: string;
  readonly type: string;
  readonly articleId: string;
  readonly revision: number | null;
  readonly uri: string;
  readonly bodyText: string;
  readonly embargoedUntil: string | null;
}

/** What the wire sent against what a destination got: the accounting of a total queue, per article and revision. */
export interface Account {
  /** Stories whose last state never arrived. */
  readonly lost: readonly string[];
  /** Deliveries of something that the wire never sent. */
  readonly unexpected: readonly string[];
  /** Deliveries beyond the first of the same id: at-least-once allows them. */
  readonly repeatedUnderOneId: number;
  /** The same revision of an article under two ids. */
  readonly duplicated: readonly string[];
  /** A revision that first came after a higher one of its article. */
  readonly inverted: readonly string[];
  /** Copy that came before its embargo. */
  readonly early: readonly string[];
  /** Text of a story that came after its kill. */
  readonly afterKill: readonly string[];
  /** Article and revision pairs that were checked. */
  readonly checked: number;
}

/** Joins the wire's record with a receiver's. */
export function account(record: readonly SentItem[], receipts: readonly Receipt[]): Account {
  const firsts = new Map<string, Receipt>();
  for (const receipt of receipts) if (!firsts.has(receipt.id)) firsts.set(receipt.id, receipt);
  const known = new Set(record.map(({ uri }) => uri));
  const idOf = new Map<string, string>();
  const duplicated: string[] = [];
  const inverted: string[] = [];
  const highest = new Map<string, number>();
  for (const { id, articleId, revision } of firsts.values()) {
    const key = `${articleId} ${revision}`;
    if ((idOf.get(key) ?? id) !== id) duplicated.push(key);
    idOf.set(key, id);
    if ((revision ?? 0) < (highest.get(articleId) ?? 0)) inverted.push(key);
    highest.set(articleId, Math.max(highest.get(articleId) ?? 0, revision ?? 0));
  }
  return {
    lost: lostOf(record, [...firsts.values()]),
    unexpected: [...firsts.values()]
      .filter(({ uri }) => !known.has(uri) && !uri.startsWith('urn:copytaster:'))
      .map(({ uri }) => uri),
    repeatedUnderOneId: receipts.length - firsts.size,
    duplicated,
    inverted,
    early: receipts
      .filter(({ at, embargoedUntil }) => embargoedUntil !== null && Date.parse(embargoedUntil) > at)
      .map(({ uri }) => uri),
    afterKill: afterKill(receipts),
    checked: idOf.size,
  };
}

/** What the desks of the simulated wire sign with; it is no part of the text. */
const SIGN_OFF = /^\(Reporting by|^sim\/wir$/;

/** The last state of each story must have come: its text, or its withdrawal. */
function lostOf(record: readonly SentItem[], receipts: readonly Receipt[]): string[] {
  const last = new Map<string, SentItem>();
  for (const item of record) {
    const before = last.get(item.uri);
    if (item.expect === 'revision' && (before === undefined || item.version >= before.version))
      last.set(item.uri, item);
  }
  const byUri = new Map<string, Receipt[]>();
  for (const receipt of receipts) byUri.set(receipt.uri, [...(byUri.get(receipt.uri) ?? []), receipt]);
  return [...last.values()]
    .filter((item) => {
      const got = byUri.get(item.uri) ?? [];
      // A kill goes to whoever has the story: overtaken before its first delivery, it has nobody to go to.
      if (item.status === 'canceled') return got.length > 0 && got.at(-1)?.type !== 'article.withdrawal';
      const told = item.paragraphs.slice(1).filter((paragraph) => !SIGN_OFF.test(paragraph));
      return !got.some(
        ({ bodyText }) => bodyText.includes(item.marker) && told.every((each) => bodyText.includes(each)),
      );
    })
    .map(({ uri, scenario, version }) => `${scenario} ${uri} version ${version}`);
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
