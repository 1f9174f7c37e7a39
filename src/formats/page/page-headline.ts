import { type Element, isTag } from 'domhandler';
import { find, findAll, textOf } from './page-text.ts';
import type { PageTree } from './page-tree.ts';
import type { StructuredArticle } from './structured-data.ts';

const LONGEST = 300;
const SEPARATOR = /(?<!\s)\s+(?:[|–—·•»«:]|::|-|\/|>)\s+|(?<!\s)\s*[|»•]\s*/u;

/** The headline that a page shows, or null: the heading that its titles agree on, else the title without the site. */
export function headlineOf(
  tree: PageTree,
  structured: StructuredArticle | null,
  site: readonly string[],
): string | null {
  const declared = [structured?.headline, ...metaOf(tree, ...TITLES)].flatMap((title) => (title ? [plain(title)] : []));
  const titles = tree.title === null ? declared : [...declared, tree.title];
  const ends = titles.map((title) => fold(withoutSite(title, site)));
  const folded = titles.map(fold);
  const best = headingsOf(tree)
    .filter(({ text }) => !isSite(text, site))
    .map((heading) => ({ ...heading, score: heading.score + agreement(heading.text, folded, ends) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .reduce<Heading | null>(
      (known, heading) => (known === null || heading.score > known.score ? heading : known),
      null,
    );
  if (best !== null && (best.text.length >= SHORTEST_CERTAIN || titles.length === 0 || best.score > LEAST_SCORE + 1))
    return best.text;
  const shown = titles.flatMap((title) => lineInTitle(tree, title))[0];
  if (shown !== undefined) return shown;
  for (const title of titles) {
    const stripped = withoutSite(title, site);
    if (stripped !== '' && !isSite(stripped, site)) return stripped;
  }
  return best?.text ?? headingsOf(tree)[0]?.text ?? null;
}

const TITLES = [
  'og:title',
  'twitter:title',
  'dc.title',
  'dcterms.title',
  'citation_title',
  'sailthru.title',
  'parsely-title',
];
/** The score that an h1 has by itself; headings of a lower level reach it only where a title of the page agrees. */
const LEAST_SCORE = 6;
const SHORTEST_CERTAIN = 12;

/** What names the site: its declared names and the words of its host. */
export function siteNames(tree: PageTree, structured: StructuredArticle | null, url: string | null): string[] {
  const host = hostOf(url ?? tree.canonical);
  const names = [
    ...metaOf(tree, 'og:site_name', 'application-name', 'apple-mobile-web-app-title', 'publisher', 'dc.publisher'),
    ...(structured?.publisher ? [structured.publisher] : []),
    ...(host === null ? [] : [host, host.replace(/\.[a-z.]+$/, '')]),
  ];
  return [...new Set(names.filter((name) => name.length > 1))];
}

/** The host of an address without "www.", or null. */
export function hostOf(url: string | null): string | null {
  try {
    return url === null ? null : new URL(url).hostname.replace(/^(?:www|m|amp)\./, '');
  } catch {
    return null;
  }
}

/** Every content of the meta elements of these names, in the order of the names. */
export function metaOf({ meta }: PageTree, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => meta.get(name) ?? []);
}

/** Letters and digits alone, in lower case, for comparing. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const plain = (text: string): string =>
  text
    .replace(/<[^<>]{1,80}>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The line of a page without headings that its title begins with. */
function lineInTitle({ root }: PageTree, title: string): string[] {
  const starts = ({ name, children }: Element): boolean =>
    /^(?:b|strong|font|p|div|span|td|a)$/.test(name) && children.length === 1;
  const line = find(root, (element) => {
    const text = starts(element) ? textOf(element) : '';
    return (
      text.length >= SHORTEST_CERTAIN && text.length < title.length && agreementWith(fold(text), fold(title)) === 5
    );
  });
  return line === null ? [] : [textOf(line)];
}

interface Heading {
  readonly text: string;
  readonly score: number;
}

const NAMED = /\b(?:head(?:line)?|title|entry-title|post-title|article-title|titel|titre|titulo)\b/i;

function headingsOf({ root }: PageTree): Heading[] {
  return findAll(root, ({ name, attribs }) => /^h[1-3]$/.test(name) || attribs.itemprop === 'headline')
    .filter((element) => !leadsHome(element))
    .map((element) => ({ text: headingText(element), score: scoreOf(element) }))
    .filter(({ text }) => text.length > 2 && text.length <= LONGEST);
}

/** A heading that is nothing but a link to the front page is the name of the site. */
function leadsHome(heading: Element): boolean {
  const link = find(heading, ({ name, attribs }) => name === 'a' && HOME.test(attribs.href?.trim() ?? ''));
  return link !== null && textOf(link) === textOf(heading);
}

const HOME = /^(?:https?:\/\/[^/?#]+)?\/(?:index\.(?:html?|php))?$|^https?:\/\/[^/?#]+$/iu;

/** Names of the short line that stands over a headline, inside the same heading. */
const KICKER =
  /kicker|over-?line|roof-?line|dachzeile|sub-?title|sub-?head|super-?title|top-?line|eyebrow|rubric|spitzmarke|visually-?hidden|sr-only|screen-reader/i;

/** The headline in a heading, without the kicker that stands before it. */
function headingText(element: Element): string {
  const marked = find(element, ({ attribs }) => attribs.itemprop === 'headline');
  if (marked !== null) return headingText(marked);
  const kicker = element.children.find((child) => isTag(child) || textOf(child) !== '');
  const whole = textOf(element);
  if (kicker === undefined || !isTag(kicker)) return whole;
  const above = /^(?:small|time)$/.test(kicker.name) || KICKER.test(kicker.attribs.class ?? '');
  const rest = whole.slice(textOf(kicker).length).replace(/^[\s:|–—-]+/u, '');
  return above && rest.includes(' ') ? rest : whole;
}

function scoreOf({ name, attribs }: Element): number {
  const level = { h1: 6, h2: 2, h3: 1 }[name] ?? 2;
  const called = attribs.class ?? '';
  return (
    level + (attribs.itemprop === 'headline' ? 4 : 0) + (NAMED.test(called) ? 1 : 0) - (UNSEEN.test(called) ? 3 : 0)
  );
}

/** Headings for screen readers name the parts of a page. */
const UNSEEN =
  /(?:^|[\s_-])(?:aural|visually-?hidden|sr-only|screen-?reader(?:-text)?|off-?screen|a11y-hidden)(?:$|[\s_-])/i;

/** How well a heading agrees with the titles of its page, whole or without the site's name. */
function agreement(heading: string, titles: readonly string[], ends: readonly string[]): number {
  const folded = fold(heading);
  const whole = Math.max(0, ...titles.map((title) => agreementWith(folded, title)));
  if (whole > 0) return whole;
  // Above a headline stands its section, in the same heading.
  return ends.some((end) => end.length >= SHORTEST_CERTAIN && folded.endsWith(` ${end}`)) ? 3 : 0;
}

function agreementWith(heading: string, title: string): number {
  if (heading === '' || title === '') return 0;
  if (heading === title) return 6;
  if (title.startsWith(`${heading} `)) return heading.length >= 10 || heading.length * 2 >= title.length ? 5 : 2;
  if (title.endsWith(` ${heading}`)) return heading.length * 2 >= title.length ? 4 : 1;
  // Titles for search engines are cut short: "The first words of the headline…".
  return title.length >= 20 && heading.startsWith(title.slice(0, -3)) && heading.length < title.length * 2.5 ? 4 : 0;
}

function withoutSite(title: string, site: readonly string[]): string {
  const parts = title.split(SEPARATOR).filter((part) => part.trim() !== '');
  if (parts.length < 2) return title.trim();
  const own = parts.filter((part) => !isSite(part, site));
  if (own.length === 0) return '';
  if (own.length < parts.length) {
    const [first, last] = [own[0] as string, own.at(-1) as string];
    return title.slice(title.indexOf(first), title.lastIndexOf(last) + last.length).trim();
  }
  const last = parts.at(-1) as string;
  // A short end after a bar is the site or its section, whatever it calls itself.
  const bar = /[|»•]/.test(title.slice(title.lastIndexOf(last) - 3, title.lastIndexOf(last)));
  return bar && last.length < title.length / 2
    ? title
        .slice(0, title.lastIndexOf(last))
        .replace(/(?<![\s|–—·•»«:-])[\s|–—·•»«:-]+$/u, '')
        .trim()
    : title.trim();
}

/** True when a text is a name of the site, with or without its domain. */
export function isSite(text: string, site: readonly string[]): boolean {
  const folded = fold(text).replaceAll(' ', '');
  return site.some((name) => {
    const known = fold(name).replaceAll(' ', '');
    if (known === folded) return folded !== '';
    if (known.length <= 3 || folded.length <= 3) return false;
    if (known.startsWith(folded)) return known.length - folded.length < 8;
    return folded.startsWith(known) && /^[a-z]{1,4}$/.test(folded.slice(known.length));
  });
}
