import { opensAsSite } from './furniture-words.ts';
import type { TextKind, TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';
import {
  isNameInCapitals,
  isWriterTitle,
  opensWriter,
  readLabelledName,
  readNameAlone,
  readNameInSigns,
  readNamePlaced,
  readSigned,
  readWriter,
} from './text-writer.ts';

/**
 * Who wrote a story, by the lines of its head; the story speaks of others. `isCaption` says so of a place; `take` is told
 * the places of the lines that say so.
 */
export function bylineIn(
  head: readonly TextLine[],
  story: string,
  isCaption: (at: number) => boolean,
  take: (at: number) => void,
): string | null {
  for (const [at, { kind, text }] of head.entries()) {
    const next = head[at + 1]?.text ?? '';
    const labelled = opensWriter(text) && !isOverRole(head, at + 1, OF_PICTURES) ? readLabelledName(next) : null;
    if (labelled !== null) {
      take(at);
      take(at + 1);
      return labelled;
    }
    const beside = kind === 'credit' || kind === 'date' ? readSigned(head[at] as TextLine) : null;
    if (beside !== null) return beside;
    if (kind !== 'writer') continue;
    take(at);
    return readWriter(text);
  }
  return namedAlone(head, story, isCaption, take);
}

/** So many lines over the headline may say who wrote it. */
const NEAR_ABOVE = 4;

/** A name right over the headline, under or over the date: so do papers that open with who wrote and when. Or null. */
export function namedAbove(lines: readonly TextLine[], headline: number): string | null {
  for (let at = headline - 1; at >= headline - NEAR_ABOVE; at -= 1) {
    const line = lines[at];
    const isDated = [lines[at - 1], lines[at + 1]].some((near) => near !== undefined && OF_TIME.has(near.kind));
    if (line === undefined || !(isDated || isWriterTitle(lines[at + 1]?.text ?? ''))) continue;
    const name =
      line.kind === 'writer' ? readWriter(line.text) : line.kind === 'copy' ? readNameAlone(line.text) : null;
    if (name !== null) return name;
  }
  return null;
}

/** A name without a label, beside what tells that it is the writer's. */
function namedAlone(
  head: readonly TextLine[],
  story: string,
  isCaption: (at: number) => boolean,
  take: (at: number) => void,
): string | null {
  const places = head.flatMap(({ kind, text }, place) => {
    const above = head[place - 1];
    const isLast =
      !isMakerOf(head, place, isCaption) &&
      head.slice(place + 1).every(({ kind: below }) => below === 'site') &&
      above !== undefined &&
      (isSentence(above) || OF_PICTURE.has(above.kind));
    const name = kind === 'copy' && !opensAsSite(text) ? readNamePlaced(text) : null;
    const isNamed = name !== null && !story.includes(` ${name}`) && !isOverRole(head, place, OF_PICTURES);
    const isWriter = isNamed && isPerson(name, story);
    const isUnderCredit = isWriter && above?.kind === 'credit';
    const opens = isWriter && place === 0 && head[1]?.kind === 'site';
    return isNamed && (opens || isLast || standsAsName(head, place, isCaption, isUnderCredit)) ? [place] : [];
  });
  // Right under a caption stands who made or owns the picture.
  const at = places.find((place) => !(head[place - 1]?.gap === 1 && isCaption(place - 1))) ?? places[0] ?? -1;
  if (at < 0) return namedInSigns(head, take);
  take(at);
  if (isWriterTitle(head[at + 1]?.text ?? '')) take(at + 1);
  return readNamePlaced(head[at]?.text ?? '');
}

/** Two words or more, none of which the story names, as it would the place from where it comes. */
const isPerson = (name: string, story: string): boolean =>
  name.includes(' ') && name.split(' ').every((word) => !story.includes(word));

/** A name in signs, between the headline and a date. */
function namedInSigns(head: readonly TextLine[], take: (at: number) => void): string | null {
  const at = head.findIndex(
    ({ kind, text }, place) =>
      kind === 'copy' && (isOverDate(head, place) || isNamedTwice(head, place)) && readNameInSigns(text) !== null,
  );
  if (at < 0) return null;
  take(at);
  return readNameInSigns(head[at]?.text ?? '');
}

/** What papers set under the names of those who wrote and of those who made the pictures. */
const OF_TEXT = /^(?:text[eo]?|testo|tekst|teksti|words|story)$/iu;
const OF_PICTURES =
  /^(?:fotos?|photos?|photograph(?:y|s|er)|fotograf(?:i[ae]|ía|ie)?|bild(?:er)?|kuvat?|pictures?|zdjęcia)$/iu;
const isOverRole = (head: readonly TextLine[], at: number, role: RegExp): boolean =>
  head[at]?.gap === 1 && role.test(head[at + 1]?.text ?? '');

/** So many lines below a name its date may stand. */
const NEAR = 3;

/** The last lines of a head are a name and, under it, a paper. */
const isOverPaper = (head: readonly TextLine[], at: number): boolean =>
  at === head.length - 2 &&
  at > 0 &&
  head[at]?.gap === 1 &&
  /^(?:\p{Lu}[\p{L}.&’'-]{1,20} ?){1,3}$/u.test(head[at + 1]?.text ?? '');

/** A date on the next line, or behind a line of signs. */
const isOverDate = (head: readonly TextLine[], at: number): boolean =>
  head[/\p{L}/u.test(head[at + 1]?.text ?? '') ? at + 1 : at + 2]?.kind === 'date';

/** A name in signs right under the date that another line of the head closes with: "القاهرة - محمد علي". */
const isNamedTwice = (head: readonly TextLine[], at: number): boolean =>
  head[at - 1]?.kind === 'date' &&
  head.some(({ text, length }, place) => place !== at && length < 60 && text.endsWith(` ${head[at]?.text}`));

const OF_PICTURE: ReadonlySet<TextKind> = new Set<TextKind>(['caption', 'picture-credit']);
const OF_TIME: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'date-label', 'clock']);
const isNoTool = ({ kind }: TextLine): boolean => kind !== 'site';

/** In capitals right under a caption stands who made or owns the picture. */
const isMakerOf = (head: readonly TextLine[], at: number, isCaption: (at: number) => boolean): boolean =>
  head[at - 1]?.gap === 1 && isCaption(at - 1) && isNameInCapitals(head[at]?.text ?? '');

/** A name without a label stands beside a date, a title or the tools of the page. */
function standsAsName(
  head: readonly TextLine[],
  at: number,
  isCaption: (at: number) => boolean,
  isUnderCredit: boolean,
): boolean {
  if (isWriterTitle(head[at + 1]?.text ?? '') || isOverRole(head, at, OF_TEXT)) return true;
  // Under a credit a place stands, over the date.
  if ((head[at - 1]?.kind === 'credit' && !isUnderCredit) || isMakerOf(head, at, isCaption)) return false;
  const above = head.slice(0, at).findLast(isNoTool);
  const below = head.slice(at + 1).filter(isNoTool);
  const isBesideTime = [above, ...below.slice(0, NEAR)].some((line) => line !== undefined && OF_TIME.has(line.kind));
  const isOverAddress = /^\S{1,60}@\S{1,60}$/u.test(head[at + 1]?.text ?? '');
  const isOverCredit = below.slice(0, 2).some(({ kind }) => kind === 'credit') && head[at]?.gap === 1;
  return isBesideTime || isOverAddress || isOverCredit || isOverPaper(head, at);
}
