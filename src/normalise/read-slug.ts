import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { readDeskWord } from '../agencies/tables/desk-words.ts';
import type { SaidSignal } from './signals.ts';

const SLUG_QUALIFIER = /(?<!\s)\s*\(([^()]{1,80})\)\s*$/;
/** Media that a slugline's qualifier announces. */
const SLUG_MEDIA: Readonly<Record<string, string>> = {
  PIX: 'Picture',
  PICTURE: 'Picture',
  PICTURES: 'Picture',
  TV: 'Video',
  VIDEO: 'Video',
  GRAPHIC: 'Graphic',
  GRAPHICS: 'Graphic',
};

/** A slugline without its state, what the state says, and the media it announces. */
export function readSlug(
  slugline: string | null,
  style: HouseStyle | null,
): { key: string | null; said: SaidSignal[]; media: string[]; notes: string[] } {
  if (slugline === null) return { key: null, said: [], media: [], notes: [] };
  const desk = DESK_SLUG.exec(slugline.slice(0, 600))?.[1];
  if (desk !== undefined) return readDeskSlug(desk);
  const behind = DESK_BEHIND_SLUG.exec(slugline.slice(0, 600));
  if (behind !== null) return { ...readDeskSlug(behind[2] ?? ''), key: behind[1] ?? null };
  const qualifier = SLUG_QUALIFIER.exec(slugline.slice(-120))?.[1] ?? '';
  const found = (style?.slugMarks ?? []).filter(({ pattern }) => pattern.test(slugline));
  const media = qualifier.split(/(?<!\s)\s*,\s*/).flatMap((word) => SLUG_MEDIA[word.toUpperCase()] ?? []);
  let key = slugline.replace(SLUG_QUALIFIER, '');
  for (const { pattern } of found) key = key.replace(pattern, '').replace(/(?<![\s,/-])[\s,/-]+$/, '');
  return {
    key: key.replace(/(?<![\s/,-])[\s/,-]+$/, '').trim() || null,
    said: found.map((mark) => ({ source: 'slug', ...mark, text: mark.words })),
    media,
    notes: [],
  };
}

/** A slugline between strokes is no key of a story but a word of the desk: "///KORJATTU LEHTIVERSIO …///". */
const DESK_SLUG = /^\s?\/{2,}\s?([^/].{0,500}?)\s?\/{2,}\s?$/u;

/** Such a word behind the key of the story: "robbery///UPDATED 12.40///". */
const DESK_BEHIND_SLUG = /^([^/]{2,100}?)\s?\/{2,}\s?([^/].{0,400}?)\s?\/{2,}\s?$/u;

function readDeskSlug(text: string): ReturnType<typeof readSlug> {
  const word = readDeskWord(text);
  if (word === null) return { key: null, said: [], media: [], notes: [] };
  const { change, newsClass, media, note } = word;
  return {
    key: null,
    said: [{ source: 'slug', change, newsClass, text: note ?? word.word }],
    media: media === null ? [] : [media],
    notes: note === null ? [] : [note],
  };
}
