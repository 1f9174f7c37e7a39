import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { type Article, type ItemType, ItemType as ItemTypes, type Priority } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { NormaliseContext } from './normalise-context.ts';
import type { Decided } from './signals.ts';

/** Alerts of many words are stories that carry an alert's mark. */
const LONGEST_ALERT = 120;

/** The class of news an item is, by what it says and how it looks. */
export function classOf(
  item: WireItem,
  { newsClass: said, mark }: Pick<Decided, 'newsClass' | 'mark'>,
  { bodyText, wordCount }: Pick<Article, 'bodyText' | 'wordCount'>,
  style: HouseStyle | null,
): Article['newsClass'] {
  // A kill needs no words.
  const empty = mark !== 'withdrawal' && mark !== 'withheld' && bodyText === '' && saysNothing(item);
  if (said !== null && !(empty && said === 'alert') && (said !== 'alert' || wordCount <= LONGEST_ALERT)) return said;
  if (item.type === 'composite' && bodyText === '') return 'service';
  if (empty) return 'advisory';
  return said === null && isAlert(item, bodyText, style) ? 'alert' : 'story';
}

/** Without headline, summary and pictures an item tells readers nothing, whatever it calls itself. */
function saysNothing({ headline, subheadline, summary, media }: WireItem): boolean {
  return !headline?.trim() && !subheadline?.trim() && !summary?.value.trim() && media.length === 0;
}

// Alerts are sent as a headline in capitals and nothing else, or as one urgent line.
function isAlert(item: WireItem, bodyText: string, style: HouseStyle | null): boolean {
  const headline = item.headline ?? '';
  const shouted = headline === headline.toUpperCase() && /\p{Lu}/u.test(headline);
  if (style === null || (item.type ?? 'text') !== 'text') return false;
  const isUrgent = ['flash', 'alert'].includes(style.priorities[item.urgency ?? ''] ?? '');
  return bodyText === '' ? shouted : isUrgent && bodyText === headline;
}

/** What some desks write where the headline of an alert would stand: "AP News Alert". */
export const NAME_OF_ALERT = /^(?:\p{Lu}{2,5}[ -]?)?news\s?alert$/iu;

const FEWEST_LINES_OF_LIST = 6;
const LONGEST_STAND_IN = 180;
/** A mark that stands alone: "KILL:". */
const ONE_WORD = /^\S{1,20}\s?[:：]$/u;

/** The first words of the copy where a wire item has no headline: alerts, and agencies that file none. */
export function standInHeadline(item: WireItem, paragraphs: readonly string[], { feed }: NormaliseContext): string {
  const opening = paragraphs.find((each) => !ONE_WORD.test(each)) ?? '';
  // Of a list the first line says what it is of.
  const isList = opening.split('\n').length >= FEWEST_LINES_OF_LIST;
  const first = (isList ? (opening.split('\n', 1)[0] as string) : opening).replace(/\s+/g, ' ').trim();
  if (feed.standing !== 'wire' || (item.type ?? 'text') !== 'text' || item.bodyIsSummary) return '';
  if (first.length <= LONGEST_STAND_IN) return first;
  return `${cutText(first, LONGEST_STAND_IN).replace(/(?<!\s)\s+\S*$/, '')} …`;
}

/** The priority for routing, by the agency's own scale. */
export function priorityOf(item: WireItem, newsClass: Article['newsClass'], style: HouseStyle | null): Priority {
  const named = style?.priorities[item.urgency ?? item.priority ?? ''] ?? 'normal';
  return newsClass === 'alert' && named !== 'flash' ? 'alert' : named;
}

/** The kind of an item or of a medium; text where it is unknown. */
export function typeOf(type: string | null): ItemType {
  const read = ItemTypes.safeParse(type);
  return read.success ? read.data : 'text';
}

/** A whole number as filed, or null. */
export function numberOrNull(text: string | null): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}
