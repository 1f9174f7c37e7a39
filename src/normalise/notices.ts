import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { killNoticeIn } from '../agencies/tables/kill-notices.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { NormaliseContext } from './normalise-context.ts';
import type { SaidSignal } from './signals.ts';

/** Formats of pages: a paper's own headline may open with a word that desks use. */
export const PAGES: ReadonlySet<string> = new Set(['html-page', 'plain-text']);
const QUOTES = /[“"„«»]/;

interface Copy {
  readonly style: HouseStyle | null;
  readonly paragraphs: readonly string[];
}

/** What the short message of a wire says if it takes a story back: headline, notes and copy. Of a stop, what it quotes. */
export function noticeOf(item: WireItem, { style, paragraphs }: Copy, context: NormaliseContext): SaidSignal[] {
  if (context.feed.standing !== 'wire' || PAGES.has(context.format) || style === null) return [];
  // The envelope of some wires says itself what is stopped.
  if (item.signals.some(({ kind }) => kind === 'killVictim')) return [];
  const said = killNoticeIn([item.headline ?? '', ...item.notes.map(({ text }) => text), ...paragraphs]);
  // A stop may bring the text that it stops: that is no notice.
  const notice = context.readsNotices === true ? said : said.filter((each) => QUOTES.test(each));
  return notice.length === 0
    ? []
    : [{ source: 'body', change: 'withdrawal', newsClass: null, text: notice.join('\n') }];
}
