import type { HeadlineMark } from '../agencies/contract/house-style.ts';
import type { NewsClass, PubStatus } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { parseInstant } from './dates.ts';

/** What the envelope says may be done with an item. */
export interface ReadStatus {
  readonly pubStatus: PubStatus;
  readonly embargoedUntil: string | null;
  readonly embargoText: string | null;
  readonly change: HeadlineMark['change'];
  /** Which signal said so. */
  readonly source: string | null;
  readonly newsClass: NewsClass | null;
  readonly note: string | null;
}

/** Signal kinds and words to what they mean; a row a rule. Values are compared after the last colon, lower case. */
const SIGNALS: readonly {
  readonly kinds: readonly string[];
  readonly value: RegExp;
  readonly change?: HeadlineMark['change'];
  readonly newsClass?: NewsClass;
}[] = [
  { kinds: ['status', 'instruction'], value: /^(?:cancell?ed|kill|delete|withdrawn)$/, change: 'withdrawal' },
  { kinds: ['status', 'instruction'], value: /^(?:withheld|withhold)$/, change: 'withheld' },
  { kinds: ['edStat', 'msgType'], value: /^d$/, change: 'withdrawal' },
  { kinds: ['killWord'], value: /./, change: 'withdrawal' },
  { kinds: ['edStat'], value: /^c$/, change: 'correction' },
  { kinds: ['msgType'], value: /^a$/, change: 'correction' },
  {
    kinds: ['signal', 'instruction', 'revisionStatus'],
    value: /^(?:correction|rectify|rectification)$/,
    change: 'correction',
  },
  { kinds: ['edStat'], value: /^u$/, change: 'update' },
  { kinds: ['msgType'], value: /^r$/, change: 'update' },
  { kinds: ['signal', 'instruction', 'revisionStatus', 'genre'], value: /^update$/, change: 'update' },
  { kinds: ['advisory'], value: /^(?:corrects|corrige|clarifies)\b/, change: 'correction' },
  { kinds: ['advisory'], value: /^(?:updates|recasts|adds|raises|إضافة)\b/, change: 'update' },
  {
    kinds: ['genre', 'itemType', 'profile'],
    value: /^(?:program|textprogram|agenda|schedule)$/,
    newsClass: 'schedule',
  },
  { kinds: ['genre', 'itemType'], value: /^(?:advice|advisory)$/, newsClass: 'advisory' },
  { kinds: ['itemType', 'genre'], value: /^alert$/, newsClass: 'alert' },
  { kinds: ['signal', 'status', 'profile'], value: /^test$/, newsClass: 'test' },
];

const STRENGTH: readonly HeadlineMark['change'][] = [null, 'update', 'refile', 'correction', 'withheld', 'withdrawal'];

/** Status before content: withdrawn, withheld and embargoed are read from every place where they are written. */
export function readStatus(item: WireItem, { zone, now }: { zone: string | null; now: number }): ReadStatus {
  let change: HeadlineMark['change'] = null;
  let source: string | null = null;
  let newsClass: NewsClass | null = null;
  for (const { kind, value } of item.signals) {
    const word = value
      .slice(value.lastIndexOf(':') + 1)
      .trim()
      .toLowerCase();
    const rule = SIGNALS.find(({ kinds, value: pattern }) => kinds.includes(kind) && pattern.test(word));
    if (rule === undefined) continue;
    newsClass ??= rule.newsClass ?? null;
    if (rule.change !== undefined && STRENGTH.indexOf(rule.change) > STRENGTH.indexOf(change)) {
      change = rule.change;
      source = kind;
    }
  }
  const pubStatus = change === 'withdrawal' ? 'canceled' : change === 'withheld' ? 'withheld' : 'usable';
  return { pubStatus, ...embargoOf(item, zone, now), change, source, newsClass, note: noteOf(item) };
}

function embargoOf(
  item: WireItem,
  zone: string | null,
  now: number,
): Pick<ReadStatus, 'embargoedUntil' | 'embargoText'> {
  const said = item.signals.some(({ kind, value }) => kind === 'status' && /embargo/i.test(value));
  const words = item.signals.find(({ kind, value }) => kind === 'embargo-text' && value.trim() !== '')?.value ?? null;
  const dates = [
    ...item.dates.filter(({ role }) => role === 'embargoed').map(({ value }) => value),
    ...item.signals
      .filter(({ kind, value }) => kind === 'embargo-date' && value.trim() !== '')
      .map(({ value }) => value),
  ];
  const instants = dates
    .map((value) => parseInstant(value, { zone, now }).instant)
    .filter((instant) => instant !== null);
  if (instants.length > 0) return { embargoedUntil: instants.sort().at(-1) ?? null, embargoText: words };
  const unread = dates[0] ?? null;
  return { embargoedUntil: null, embargoText: words ?? unread ?? (said ? 'embargoed, no time given' : null) };
}

function noteOf(item: WireItem): string | null {
  const advisory = item.signals.find(({ kind }) => kind === 'advisory')?.value;
  return advisory ?? item.notes.find((note) => note.public)?.text ?? null;
}
