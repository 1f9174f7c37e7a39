import { Rejected } from '../article/failure.ts';
import { EMPTY_ITEM, type WireItem, type WireMedia } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { type PageLine, type PagePicture, type PageStory, storyOfLines } from './page/story-of-lines.ts';

/** A page or file of running text: headline, deck, captions, then the story, with the page's furniture around it. */
const plainText: Format = {
  name: 'plain-text',
  carries: 'page',
  order: 'as-filed',
  detect({ text }) {
    const opening = text.slice(0, 4_096).trimStart();
    if (opening === '' || /^[<{[]/.test(opening) || /[\u0000-\u0008\u000e-\u001f]/.test(opening)) return 0;
    return opening.includes('\n') ? 0.2 : 0.05;
  },
  read({ text }) {
    const lines = linesOf(text);
    if (lines.length === 0) throw new Rejected('plain-text: there is no text');
    return { items: [itemOf(storyOfLines(lines))], feed: null, problems: [] };
  },
};
export default plainText;

/** Lines between these lengths, one after the other, are one paragraph that was wrapped by hand. */
const WRAPPED = { from: 45, to: 100 };

function linesOf(text: string): PageLine[] {
  const lines: PageLine[] = [];
  for (const match of text
    .replace(/\r\n?/g, '\n')
    .trim()
    .matchAll(/([^\n]+(?:\n[^\n]+)*)(\n*)/g)) {
    const block = (match[1] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const joined = isWrapped(block) ? [block.join(' ')] : block;
    for (const [at, line] of joined.entries())
      lines.push({ text: line, gap: at < joined.length - 1 ? 1 : (match[2] ?? '').length });
  }
  return lines;
}

function isWrapped(block: readonly string[]): boolean {
  const full = block.slice(0, -1);
  return (
    full.length > 0 &&
    full.every(({ length }) => length >= WRAPPED.from && length <= WRAPPED.to) &&
    full.some((line) => !/[.!?:"”]$/.test(line)) &&
    goesOnInSmall(block)
  );
}

/** Of the lines that go on a sentence so many begin with a small letter, where the script has small letters. */
const IN_SMALL = 1 / 3;

/** A caption over its paragraph is no wrapped text: lines that go on a sentence seldom begin with a capital. */
function goesOnInSmall(block: readonly string[]): boolean {
  const following = block.slice(1);
  const capital = following.filter((line) => /^["“„«(]?\p{Lu}/u.test(line)).length;
  return following.length - capital >= following.length * IN_SMALL;
}

function itemOf(story: PageStory): WireItem {
  const { headline, subheadline, byline, published, updated, pictures, points, paragraphs, creditLine, dropped } =
    story;
  return {
    ...EMPTY_ITEM,
    type: 'text',
    headline,
    subheadline,
    bylines: byline === null ? [] : [byline],
    dateline: story.dateline,
    body: { kind: 'text', value: paragraphs.join('\n\n') },
    summary: points.length === 0 ? null : { kind: 'text', value: points.join('\n\n') },
    creditLine,
    dates: [
      ...(published === null ? [] : [{ role: 'published' as const, value: published.value, field: 'page' }]),
      ...(updated === null ? [] : [{ role: 'updated' as const, value: updated.value, field: 'page' }]),
    ],
    media: pictures.map(pictureOf),
    trace: [
      { field: 'headline', from: 'the line that shares its words with the paragraphs' },
      ...dropped.map((text) => ({ field: 'body', from: 'page furniture', dropped: text })),
    ],
  };
}

function pictureOf({ caption, credit }: PagePicture): WireMedia {
  return {
    type: 'picture',
    uri: null,
    href: null,
    caption,
    credit,
    headline: null,
    position: null,
    hrefExpires: null,
    needsAuth: false,
    renditions: [],
  };
}
