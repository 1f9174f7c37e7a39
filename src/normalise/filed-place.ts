import type { Article } from '../article/article.ts';

const LONGEST_PLACE = 60;
const DASH = /^\s?(?:--?|[–—_])\s/;
const MOST_OVER = 3;

/** Takes the place and the dash behind it off a paragraph, where it is the place that the message names apart. */
export function takePlace(paragraphs: string[], at: number, place: string | null): boolean {
  const filed = bare(place);
  const paragraph = paragraphs[at] as string;
  if (filed === null || !startsWith(paragraph, filed)) return false;
  const dash = DASH.exec(paragraph.slice(filed.length))?.[0];
  if (dash === undefined) return false;
  paragraphs[at] = paragraph.slice(filed.length + dash.length).trimStart();
  return true;
}

/** Takes off a paragraph near the top that is nothing but the place that the message names apart. */
export function takeLonePlace(paragraphs: string[], place: string | null): Article['dateline'] {
  const filed = bare(place);
  if (filed === null) return null;
  const at = paragraphs
    .slice(0, MOST_OVER)
    .findIndex((paragraph) => startsWith(paragraph, filed) && /^[.:]?$/.test(paragraph.slice(filed.length).trim()));
  if (at < 0 || paragraphs.length < at + 2) return null;
  const [text = ''] = paragraphs.splice(at, 1);
  return { text, place: filed, country: null, date: null, agencies: [] };
}

function startsWith(paragraph: string, place: string): boolean {
  return paragraph.slice(0, place.length).toLowerCase() === place.toLowerCase();
}

function bare(place: string | null): string | null {
  const filed =
    place
      ?.trim()
      .replace(/[-–—_:.]{1,3}$/, '')
      .trim() ?? '';
  return filed.length < 3 || filed.length > LONGEST_PLACE ? null : filed;
}
