import type { HeadlineMark, HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article, Change, NewsClass } from '../article/article.ts';

/** What a house style read in a headline. */
export interface ReadHeadline {
  readonly headline: string;
  readonly change: HeadlineMark['change'];
  readonly newsClass: NewsClass | null;
  readonly genres: readonly string[];
}

/** Weakest to strongest: of several signals the strongest wins. */
const STRENGTH: readonly HeadlineMark['change'][] = [
  null,
  'new',
  'repeat',
  'update',
  'refile',
  'correction',
  'withheld',
  'withdrawal',
];

/** Takes a desk's marks off a headline, one after another; topic tags stay. */
export function readHeadline(headline: string, style: HouseStyle | null): ReadHeadline {
  let rest = headline;
  let change: HeadlineMark['change'] = null;
  let newsClass: NewsClass | null = null;
  const genres: string[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const mark = style?.headlineMarks.find(({ pattern }) => pattern.test(rest));
    if (mark === undefined) break;
    rest = rest.replace(mark.pattern, '').trimStart();
    change = strongest(change, mark.change);
    newsClass = mark.newsClass ?? newsClass;
    if (mark.genre !== null) genres.push(mark.genre);
  }
  return { headline: rest, change, newsClass, genres };
}

/** The stronger of two changes. */
export function strongest(a: HeadlineMark['change'], b: HeadlineMark['change']): HeadlineMark['change'] {
  return STRENGTH.indexOf(b) > STRENGTH.indexOf(a) ? b : a;
}

/** A repeat brings nothing new by itself. */
export function changeOf(mark: HeadlineMark['change']): Change {
  return mark === null || mark === 'repeat' ? 'new' : mark;
}

/** A body with what the house style found in it taken out. */
export interface ReadBody {
  readonly paragraphs: readonly string[];
  readonly dateline: Article['dateline'];
  readonly bylines: readonly string[];
  readonly notes: readonly string[];
  readonly change: HeadlineMark['change'];
  readonly signOff: string | null;
}

/** Notes and bylines stand above the copy, the dateline opens it, the sign-off closes it. */
export function readBody(given: readonly string[], style: HouseStyle | null): ReadBody {
  const paragraphs = given.filter((each) => !(style?.furniture ?? []).some(({ pattern }) => pattern.test(each)));
  if (style === null) return { paragraphs, dateline: null, bylines: [], notes: [], change: null, signOff: null };
  const notes: string[] = [];
  const bylines: string[] = [];
  let change: HeadlineMark['change'] = null;
  while (paragraphs.length > 0) {
    const first = paragraphs[0] as string;
    const note = style.bodyNotes.find(({ pattern }) => pattern.test(first));
    const byline = style.bodyBylines.map((pattern) => pattern.exec(first)?.[1]).find((name) => name !== undefined);
    if (note === undefined && byline === undefined) break;
    paragraphs.shift();
    if (note !== undefined) {
      const { words, rest } = bracketed(first);
      notes.push(words);
      if (rest !== '') paragraphs.unshift(rest);
      change = strongest(change, note.change);
    }
    if (byline !== undefined) bylines.push(byline.trim());
  }
  const dateline = takeDateline(paragraphs, style);
  return { paragraphs, dateline, bylines, notes, change, signOff: takeSignOff(paragraphs, style) };
}

/** A note ends with its bracket; what follows on the same line is copy. */
function bracketed(paragraph: string): { words: string; rest: string } {
  if (!paragraph.startsWith('(')) return { words: paragraph, rest: '' };
  let depth = 0;
  for (let at = 0; at < paragraph.length; at += 1) {
    if (paragraph[at] === '(') depth += 1;
    if (paragraph[at] === ')') depth -= 1;
    if (depth === 0) return { words: paragraph.slice(1, at), rest: paragraph.slice(at + 1).trim() };
  }
  return { words: paragraph.slice(1), rest: '' };
}

function takeDateline(paragraphs: string[], style: HouseStyle): Article['dateline'] {
  const first = (paragraphs[0] ?? '').replace(/^[^\n]{0,160}/, (opening) => opening.replace(/ {2}(?! )/g, ' '));
  for (const pattern of style.datelines) {
    const match = pattern.exec(first.slice(0, 160));
    if (match === null) continue;
    paragraphs[0] = first.slice(match[0].length).trimStart();
    const { place, country, date } = match.groups ?? {};
    return {
      text: match[0].trim(),
      place: place?.trim() ?? null,
      country: country?.trim() ?? null,
      date: date?.trim() ?? null,
      agencies: [style.code],
    };
  }
  return null;
}

function takeSignOff(paragraphs: string[], style: HouseStyle): string | null {
  const last = paragraphs.at(-1) ?? '';
  for (const pattern of style.signOffs) {
    const match = pattern.exec(last);
    if (match === null) continue;
    const rest = last.slice(0, match.index).trim();
    if (rest === '') paragraphs.pop();
    else paragraphs[paragraphs.length - 1] = rest;
    return match[0].trim();
  }
  return null;
}
