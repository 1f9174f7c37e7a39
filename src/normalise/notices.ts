import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import { quotationsIn, withoutQuotations } from '../article/quotations.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { NormaliseContext } from './normalise-context.ts';
import { beginsWithDoer } from './not-taken-back.ts';
import { rowsTaking } from './notice-patterns.ts';
import { type Notice, readNotice, replacesAnother } from './read-notice.ts';
import type { SaidSignal } from './signals.ts';

/** Formats of pages: a paper's own headline may open with a word that desks use. */
export const PAGES: ReadonlySet<string> = new Set(['html-page', 'plain-text']);

interface Copy {
  readonly style: HouseStyle | null;
  readonly paragraphs: readonly string[];
  /** What stood over the copy. */
  readonly dateline: Article['dateline'];
  readonly read: { readonly notes: readonly string[]; readonly teaser: string | null };
}

/** Asked twice of an item: when it is normalised, and when it is asked what else it may be. */
const readNotices = new WeakMap<NormaliseContext, Map<WireItem, Notice | null>>();

/** The notice that a message of a wire is, by its headline, notes and copy. */
export function noticeIn(item: WireItem, copy: Copy, context: NormaliseContext): Notice | null {
  const known = readNotices.get(context)?.get(item);
  if (known !== undefined) return known;
  const notice = readNoticeIn(item, copy, context);
  readNotices.set(context, new Map([[item, notice]]));
  return notice;
}

function readNoticeIn(item: WireItem, copy: Copy, context: NormaliseContext): Notice | null {
  const { style, dateline, read } = copy;
  if (!mayBeNotice(style, context)) return null;
  // The envelope of some wires says itself what is stopped.
  if (item.signals.some(({ kind }) => kind === 'killVictim')) return null;
  const text = copyOf(copy);
  const own = (note: string): boolean => !replacesAnother(note, text);
  return readNotice({
    headline: item.headline ?? '',
    notes: item.notes.map((note) => note.text).filter(own),
    paragraphs: [...read.notes.filter(own), ...text],
    names: [style.name.toLowerCase(), ...style.names],
    hasDateline: dateline !== null,
  });
}

function mayBeNotice(style: HouseStyle | null, { feed, format }: NormaliseContext): style is HouseStyle {
  // An agency's own feed may bring its wire as bare text; elsewhere such text is a page.
  const isCopy = !PAGES.has(format) || (format === 'plain-text' && feed.agency !== null);
  return style !== null && feed.standing === 'wire' && isCopy;
}

const copyOf = ({ paragraphs, read }: Copy): string[] => [...(read.teaser?.split('\n\n') ?? []), ...paragraphs];

/**
 * What a notice says of its message: where its form leaves it open, only if it is known to be a stop. Of one that is so by
 * its marks alone, what it quotes: it may bring the text that it stops.
 */
export function saidByNotice(notice: Notice | null, { isRead, isMarked }: Meant): SaidSignal[] {
  if (notice === null || !(notice.isCertain || isRead || isMarked)) return [];
  const text = notice.isCertain || isRead ? notice.text : quotingLines(notice.text);
  return text === '' ? [] : [{ source: 'body', change: notice.change, newsClass: null, text }];
}

interface Meant {
  /** What reads like a notice is one. */
  readonly isRead: boolean;
  /** The message is a stop by what stands round its copy. */
  readonly isMarked: boolean;
}

const MOST_WORDS_QUOTING = 30;

function quotingLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.split(/\s+/).length <= MOST_WORDS_QUOTING && quotationsIn(line).length > 0)
    .join('\n');
}

/** The notes of an envelope that say that the copy takes the place of another story. */
export function saidOfAnother({ notes }: WireItem, copy: Copy, context: NormaliseContext): SaidSignal[] {
  if (!mayBeNotice(copy.style, context)) return [];
  const text = copyOf(copy);
  return notes
    .filter((note) => note.public && replacesAnother(note.text, text))
    .map((note) => ({ source: 'edNote', change: 'correction', newsClass: null, text: note.text }));
}

const LONGEST_SENTENCE = 300;

/** True of copy whose headline or first sentence begins with the name of who took a story back: "Tribunen poisti jutun …". */
export function tellsWhoDid({ headline, bodyText }: Pick<Article, 'headline' | 'bodyText'>): boolean {
  const sentences = [headline ?? '', bodyText.slice(0, LONGEST_SENTENCE)].map(withoutQuotations);
  return rowsTaking(sentences.join('\n')).some(({ story, taking, please, desk, own }) =>
    sentences.some((sentence) =>
      beginsWithDoer(sentence, {
        story,
        taking,
        isSpoken: (name) => [please, desk, own].some((words) => words.test(name)),
      }),
    ),
  );
}
