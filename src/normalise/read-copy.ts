import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { ANY_STYLE } from '../agencies/tables/house-style.ts';
import type { Article } from '../article/article.ts';
import { webAddress } from '../article/web-address.ts';
import type { WireItem } from '../article/wire-item.ts';
import { closesCopy, readBody } from './agency-marks.ts';
import type { NormaliseContext } from './normalise-context.ts';
import { type BodyText, readBodyText } from './read-body.ts';
import { readDatelineElement } from './read-dateline.ts';
import { countWords } from './text-lengths.ts';
import { agencyOf, signaturesOf, styleOfCredit, trailingCredit } from './whose-copy.ts';

/** The copy of an item, with what an agency's desks write around it taken off. */
export interface Copy {
  readonly agency: Article['agency'];
  readonly style: HouseStyle | null;
  readonly text: BodyText;
  readonly read: ReturnType<typeof readBody>;
  readonly signed: ReturnType<typeof signaturesOf>;
  readonly dateline: Article['dateline'];
  readonly creditLine: string | null;
  readonly publisher: Article['publisher'];
  /** Without the credit that ends them. */
  readonly paragraphs: readonly string[];
  readonly bodyText: string;
  readonly wordCount: number;
}

/** Reads the copy of an item as filed: whose it is, and its text without the marks of desks. */
export function readCopy(item: WireItem, context: NormaliseContext): Copy {
  const agency = agencyOf(item, context);
  const style = context.styles.get(agency?.code ?? context.feed.agency ?? '') ?? styleOfCredit(item, context);
  const text = isClosed(item) ? { plain: '', html: '' } : readBodyText(item.body, null);
  const place = item.dateline ?? item.located;
  const read = readBody(
    withoutHeadline(text.plain, item, context),
    style ?? styleOfAny(context),
    context.styles,
    place,
  );
  const signed = signaturesOf(item, context);
  const line = item.creditLine ?? signed.credit;
  const credit = line === null ? trailingCredit(read.paragraphs, context) : { paragraphs: read.paragraphs, line };
  const paragraphs = credit.paragraphs.filter((each) => each !== '');
  const bodyText = paragraphs.join('\n\n');
  const wordCount = countWords(bodyText);
  return {
    agency,
    style,
    text,
    read,
    signed,
    dateline: read.dateline ?? readDatelineElement(item.dateline, style, context.styles),
    creditLine: credit.line,
    publisher:
      agency === null && item.publisher !== null ? { ...item.publisher, uri: webAddress(item.publisher.uri) } : null,
    paragraphs,
    bodyText,
    wordCount,
  };
}

/** A word over the headline says that nothing below it may be published. */
function isClosed({ signals }: WireItem): boolean {
  return signals.some(({ kind, value }) => kind === 'stateWord' && closesCopy(value));
}

/** Desks of agencies without a house style mark their copy too; sites do not. */
function styleOfAny({ feed }: NormaliseContext): HouseStyle | null {
  return feed.standing === 'wire' ? ANY_STYLE : null;
}

const LONGEST_LABEL = 60;

/** The paragraphs of wire copy without the headline that opens it again, and a line over it that names the service. */
function withoutHeadline(plain: string, { headline, subheadline }: WireItem, { feed }: NormaliseContext): string[] {
  const paragraphs = plain === '' ? [] : plain.split('\n\n');
  if (feed.standing !== 'wire' || headline === null || paragraphs.length < 2) return paragraphs;
  const folded = foldedWords(headline);
  const at = paragraphs.slice(0, 2).findIndex((paragraph) => foldedWords(paragraph.slice(0, 500)) === folded);
  const label = paragraphs[0] as string;
  if (at < 0 || (at === 1 && (label.length > LONGEST_LABEL || /[.!?:]$/.test(label)))) return paragraphs;
  const below = paragraphs.slice(at + 1);
  // The line under the headline may be said again too.
  const deck = subheadline === null ? null : foldedWords(subheadline);
  const copy = below.length > 1 && foldedWords((below[0] as string).slice(0, 500)) === deck ? below.slice(1) : below;
  return copy.length > 0 ? copy : paragraphs;
}

function foldedWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
