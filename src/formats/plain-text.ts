import { Rejected } from '../article/failure.ts';
import { EMPTY_ITEM, type WireItem, type WireMedia } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';

const LONGEST_HEADLINE = 160;
const LONGEST_DECK = 260;
const SHORTEST_BODY_LINE = 40;

/** Lines of a page that are no part of its story, whatever they stand beside. */
const FURNITURE: readonly RegExp[] = [
  /^you are here\b/i,
  /^(?:home|news|world|politics|business|sport|opinion|menu|search|login|log in|sign in|sign up|subscribe|newsletter|advertisement|advertising|sponsored|most read|most popular|trending|comments?|print|email|share)$/i,
  /^(?:share|follow|tweet|like|print|email)\b.{0,30}\b(?:this|us|on|article|story|facebook|twitter|x)\b/i,
  /^(?:related|read more|read also|see also|also read|more on|more from|watch|listen|in pictures|photos?|video)(?:\s*[:|]|\b.{0,20}:)/i,
  /^(?:related|read more|see also|also read)\b/i,
  /^(?:skip to|jump to|back to|click here|tap here|continue reading|story continues)\b/i,
  /^(?:©|copyright)\b/i,
  /^(?:published|updated|last updated|posted)\b.{0,60}$/i,
];

/** A page or file of running text: headline, deck, captions, then the story, with the page's furniture around it. */
const plainText: Format = {
  name: 'plain-text',
  detect({ text }) {
    const opening = text.slice(0, 4_096).trimStart();
    if (opening === '' || /^[<{[]/.test(opening) || /[\u0000-\u0008\u000e-\u001f]/.test(opening)) return 0;
    return opening.includes('\n') ? 0.2 : 0.05;
  },
  read({ text }) {
    const lines = blocksOf(text);
    if (lines.length === 0) throw new Rejected('plain-text: there is no text');
    return { items: [readPage(lines)], feed: null, problems: [] };
  },
};
export default plainText;

interface Block {
  readonly text: string;
  /** Blank lines after it: a page sets its head apart from the story. */
  readonly gap: number;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const match of text
    .replace(/\r\n?/g, '\n')
    .trim()
    .matchAll(/([^\n]+(?:\n[^\n]+)*)(\n*)/g)) {
    const joined = (match[1] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .join(' ')
      .trim();
    if (joined !== '') blocks.push({ text: joined, gap: (match[2] ?? '').length });
  }
  return blocks;
}

function readPage(blocks: readonly Block[]): WireItem {
  const kept = blocks.filter(({ text }) => !isFurniture(text));
  const headline = kept[0]?.text ?? null;
  const titled = headline !== null && headline.length <= LONGEST_HEADLINE && !endsSentence(headline);
  const rest = titled ? kept.slice(1) : [...kept];
  const deck = takeDeck(rest);
  const captions = takeCaptions(rest);
  const paragraphs = rest.map(({ text }) => text).filter((text, at, all) => !isCrosshead(text, at, all.length));
  const byline = /^By ((?:[\p{Lu}][\p{L}'’.-]+ ?){2,6}(?:(?:,| and) (?:[\p{Lu}][\p{L}'’.-]+ ?){2,6})*)$/u.exec(
    paragraphs[0] ?? '',
  )?.[1];
  if (byline !== undefined) paragraphs.shift();
  const credit = takeCreditLine(paragraphs);
  return {
    ...EMPTY_ITEM,
    type: 'text',
    headline: titled ? headline : null,
    subheadline: deck,
    bylines: byline === undefined ? [] : [byline.trim()],
    body: { kind: 'text', value: paragraphs.join('\n\n') },
    creditLine: credit,
    media: captions.map(pictureOf),
    trace: [
      { field: 'headline', from: 'first line' },
      ...blocks
        .filter(({ text }) => isFurniture(text))
        .map(({ text }) => ({ field: 'body', from: 'page furniture', dropped: text })),
    ],
  };
}

const isFurniture = (text: string): boolean => text.length < 120 && FURNITURE.some((pattern) => pattern.test(text));
const endsSentence = (text: string): boolean => /[.!?…]["”’»)]?$/.test(text);

/** A deck stands under the headline, is no full sentence, and is longer than a label. */
function takeDeck(rest: Block[]): string | null {
  const first = rest[0]?.text ?? '';
  if (rest.length < 3 || first.length > LONGEST_DECK || first.length < SHORTEST_BODY_LINE || endsSentence(first))
    return null;
  if (/\((?:Reuters|AFP|AP)\)/.test(first)) return null;
  rest.shift();
  return first;
}

/** What a picture shows is told in the present and by place: "Mr X leaving a meeting in Y", "A view of …", "PHOTO: AFP". */
const CAPTION =
  /^(?:[^.]{5,140}?\b(?:leaving|arriving|speaking|shaking|attending|walking|holding|waving|addressing|meeting|standing|sitting|posing|looking|gesturing|smiling|pictured|seen)\b[^.]{3,120}\.|(?:a view of|file photo|file picture|in this (?:file )?photo|people (?:walk|stand|wait))\b)/i;
const PICTURE_CREDIT = /(?:\bPHOTO|\bPicture|\bImage|©)\s*:?\s*[\p{L}/, -]{2,40}$/iu;

function takeCaptions(rest: Block[]): string[] {
  const captions: string[] = [];
  while (rest.length > 1) {
    const first = rest[0] as Block;
    const apart = first.gap > 2 && rest.slice(1, 8).every(({ gap }) => gap <= 2);
    if (
      !(
        PICTURE_CREDIT.test(first.text) ||
        (CAPTION.test(first.text) && (apart || /^(?:a view|file ph|in this|people)/i.test(first.text)))
      )
    )
      break;
    captions.push(first.text);
    rest.shift();
  }
  return captions;
}

/** A short line without a full stop amid the paragraphs leads to something that did not come along. */
function isCrosshead(text: string, at: number, count: number): boolean {
  return at > 0 && at < count - 1 && text.length < SHORTEST_BODY_LINE && /:$/.test(text);
}

/** A last line that is nothing but names in capitals or after a dash: "REUTERS, AFP", "— Reuters". */
function takeCreditLine(paragraphs: string[]): string | null {
  const last = paragraphs.at(-1) ?? '';
  if (paragraphs.length < 2 || last.length > 60 || endsSentence(last)) return null;
  if (!/^[—–-]\s*\S/.test(last) && !/^[\p{Lu}\d\s,/&().-]+$/u.test(last) && !/\b(?:Reuters|AFP|AP|dpa)\b/.test(last))
    return null;
  paragraphs.pop();
  return last.replace(/^[—–-]\s*/, '');
}

function pictureOf(caption: string): WireMedia {
  return {
    type: 'picture',
    uri: null,
    href: null,
    caption,
    credit: null,
    headline: null,
    position: null,
    hrefExpires: null,
    needsAuth: false,
    renditions: [],
  };
}
