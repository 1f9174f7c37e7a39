import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { withoutContacts } from './contacts.ts';
import { parseInstant } from './dates.ts';
import { instantInWords } from './embargo-times.ts';
import { holdingWordsIn } from './embargo-words.ts';

const NOTE_LENGTH = 240;
const FIRST_PARAGRAPHS = 3;
/** What stands for the words where the note that says them must not leave. */
const IN_A_PRIVATE_NOTE = 'embargoed by a note that is not for publication';

/** Until when a story is held, from every place where that is written; the latest instant stands. */
export function embargoOf(
  item: WireItem,
  {
    zone,
    now,
    style,
    opening,
  }: { zone: string | null; now: number; style: HouseStyle | null; opening: readonly string[] },
): Pick<Article, 'embargoedUntil' | 'embargoText'> {
  const filed = [
    ...item.dates.filter(({ role }) => role === 'embargoed').map(({ value }) => value),
    ...item.signals.filter(({ kind }) => kind === 'embargo-date').map(({ value }) => value),
  ];
  const instants = filed.map((value) => instantIn(value, zone, now)).filter((instant) => instant !== null);
  const words = holdingWords(item, opening);
  const hidden = item.notes.filter((note) => !note.public).flatMap(({ text }) => holdingWordsIn(text) ?? []);
  const spokenAt = whenSpoken(item, instants, { zone, now });
  const spoken = [...words.map(({ from }) => from), ...hidden]
    .map((text) => instantInWords(text, zone, spokenAt) ?? instantIn(text, zone, spokenAt))
    .filter((instant) => instant !== null);
  const isHeld = words.length > 0 || hidden.length > 0;
  const text = withoutContacts(words[0]?.text ?? null, { isNote: true }) ?? (isHeld ? IN_A_PRIVATE_NOTE : null);
  const until = [...instants, ...spoken].sort().at(-1) ?? null;
  if (until !== null) return { embargoedUntil: until, embargoText: text };
  const unread = filed.find((value) => value.trim() !== '');
  const said = item.signals.some(
    ({ kind, value }) =>
      (kind === 'status' && /embargo/i.test(value)) ||
      (kind === 'editorialType' && /^hold ?for ?release$/i.test(value)),
  );
  const empty = filed.length > 0 && unread === undefined && style?.emptyEmbargo !== 'none';
  const silent = said || empty ? 'embargoed, no time given' : null;
  return { embargoedUntil: null, embargoText: text ?? unread ?? silent };
}

const LONG_AGO_MS = 8 * 86_400_000;

/**
 * From when on a note counts its days. Of an old item whose filed embargo is over the note speaks of that time: "until
 * Tuesday" is then not the next.
 */
function whenSpoken(
  item: WireItem,
  instants: readonly string[],
  { zone, now }: { zone: string | null; now: number },
): number {
  const filed = item.dates.find(({ role }) => role === 'versionCreated')?.value;
  const instant = filed === undefined ? null : parseInstant(filed, { zone, now }).instant;
  const made = instant === null ? now : Date.parse(instant);
  const isOver = instants.length > 0 && instants.every((each) => Date.parse(each) < now - LONG_AGO_MS);
  return isOver && made < now - LONG_AGO_MS ? made : now;
}

interface Holding {
  /** The whole note. */
  readonly text: string;
  /** From the words on that hold the story back. */
  readonly from: string;
}

/** Notes, headline and the first lines of the copy that hold the story back. */
function holdingWords(item: WireItem, opening: readonly string[]): Holding[] {
  const filed = item.signals.filter(({ kind, value }) => kind === 'embargo-text' && value.trim() !== '');
  const summary = item.summary?.value.replace(/<[^<>]{0,400}>/g, ' ').trim() ?? null;
  const lines = [item.headline, item.subheadline, item.slugline, summary, ...opening.slice(0, FIRST_PARAGRAPHS)].filter(
    (line) => line !== null && line.length <= NOTE_LENGTH,
  );
  const written = [
    ...item.notes.filter((note) => note.public).map(({ text }) => text),
    ...item.signals.filter(({ kind }) => kind === 'stateWord' || kind === 'advisory').map(({ value }) => value),
    ...item.usageTerms,
    ...lines,
  ].flatMap((text) => {
    const from = text === null ? null : holdingWordsIn(text);
    return text === null || from === null ? [] : [{ text, from }];
  });
  return [...filed.map(({ value }) => ({ text: value, from: value })), ...written];
}

/** True when a line says that a story is held back. */
export function holdsBack(line: string): boolean {
  return line.length <= NOTE_LENGTH && holdingWordsIn(line) !== null;
}

const PART_OF_A_SECOND = /(?:[T\s]\d{6}|:\d\d)[.,]0*[1-9]/;

/** Times are read to the second: an embargo is kept to the end of the one it names. */
function secondAfter(instant: string): string {
  return new Date(Date.parse(instant) + 1_000).toISOString();
}

/** The instant that a field names. */
function instantIn(text: string, zone: string | null, now: number): string | null {
  const value = text.trim();
  if (value === '' || value.length > 40) return null;
  const { instant } = parseInstant(value, { zone, now });
  if (instant === null) return instantInWords(value, zone, now);
  return PART_OF_A_SECOND.test(value) ? secondAfter(instant) : instant;
}
