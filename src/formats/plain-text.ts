import { Rejected } from '../article/failure.ts';
import { EMPTY_ITEM, type WireItem, type WireMedia } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { linesOfText } from './page/lines-of-text.ts';
import { type PagePicture, type PageStory, storyOfLines } from './page/story-of-lines.ts';
import { mediaOf } from './wire/media.ts';

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
    if (!hasWords(text)) throw new Rejected('plain-text: no text: there are no words in it');
    const lines = linesOfText(text);
    if (lines.length === 0) throw new Rejected('plain-text: there is no text');
    return { items: [itemOf(storyOfLines(lines))], feed: null, problems: [] };
  },
};
export default plainText;

/** Writing that sets no blanks between its words. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmr}\p{Script=Mymr}]/gu;
const LOOKED_AT = 4_000;
const LONGEST_WORD = 500;
/** In no language are the words of a text so long on average. */
const MEAN_WORD = 80;

/** False for signs without words between them: bytes by chance, or ones that were written as letters. */
function hasWords(text: string): boolean {
  const start = text.slice(0, LOOKED_AT).trim();
  if (start.length <= LONGEST_WORD || start.length / start.split(/\s+/).length <= MEAN_WORD) return true;
  return (start.match(UNPARTED)?.length ?? 0) > start.length / 4;
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

const pictureOf = ({ caption, credit }: PagePicture): WireMedia => mediaOf({ type: 'picture', caption, credit }, []);
