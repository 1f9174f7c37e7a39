import type { Element } from 'domhandler';
import { findAll, textOf } from './page-text.ts';
import type { PageTree } from './page-tree.ts';
import type { StructuredArticle } from './structured-data.ts';

const LONGEST = 300;
const SEPARATOR = /\s+(?:[|–—·•»«:]|::|-|\/|>)\s+|\s*[|»•]\s*/u;

/** The headline that a page shows, or null: the heading that its titles agree on, else the title without the site. */
export function headlineOf(
  tree: PageTree,
  structured: StructuredArticle | null,
  site: readonly string[],
): string | null {
  const titles = [
    structured?.headline,
    ...metaOf(
      tree,
      'og:title',
      'twitter:title',
      'dc.title',
      'dcterms.title',
      'citation_title',
      'sailthru.title',
      'parsely-title',
    ),
  ].flatMap((title) => (title ? [plain(title)] : []));
  const all = tree.title === null ? titles : [...titles, tree.title];
  const headings = headingsOf(tree);
  const agreed = headings.filter((heading) => all.some((title) => agrees(heading.text, title)));
  const best = agreed.toSorted((a, b) => b.score - a.score || b.text.length - a.text.length)[0];
  if (best !== undefined) return best.text;
  const first = headings.filter(({ element, text }) => element.name === 'h1' && !isSite(text, site));
  if (first.length === 1 && first[0]!.text.length >= 12) return first[0]!.text;
  for (const title of all) {
    const stripped = withoutSite(title, site);
    if (stripped !== '' && !isSite(stripped, site)) return stripped;
  }
  return first[0]?.text ?? null;
}

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

interface Heading {
  readonly element: Element;
  readonly text: string;
  readonly score: number;
}

const NAMED = /\b(?:head(?:line)?|title|entry-title|post-title|article-title|titel|titre|titulo)\b/i;

function headingsOf({ root }: PageTree): Heading[] {
  return findAll(root, ({ name, attribs }) => /^h[1-3]$/.test(name) || attribs.itemprop === 'headline')
    .map((element) => ({ element, text: textOf(element), score: scoreOf(element) }))
    .filter(({ text }) => text.length > 2 && text.length <= LONGEST);
}

function scoreOf({ name, attribs }: Element): number {
  const level = { h1: 6, h2: 3, h3: 1 }[name] ?? 2;
  return level + (attribs.itemprop === 'headline' ? 4 : 0) + (NAMED.test(attribs.class ?? '') ? 1 : 0);
}

function agrees(heading: string, title: string): boolean {
  const [short, long] = [fold(heading), fold(title)];
  if (short === '' || long === '') return false;
  if (short === long) return true;
  if (long.startsWith(`${short} `) || long.endsWith(` ${short}`))
    return short.length >= 10 || short.length * 2 >= long.length;
  // Titles for search engines are cut short: "The first words of the headline…".
  return long.length >= 20 && short.startsWith(long.slice(0, -3)) && short.length < long.length * 2.5;
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
        .replace(/\s*(?:[|–—·•»«:-]|::)+\s*$/u, '')
        .trim()
    : title.trim();
}

/** True when a text is a name of the site. */
export function isSite(text: string, site: readonly string[]): boolean {
  const folded = fold(text).replaceAll(' ', '');
  return (
    folded !== '' &&
    site.some((name) => {
      const known = fold(name).replaceAll(' ', '');
      return (
        known === folded ||
        (known.length > 3 &&
          folded.length > 3 &&
          (known.startsWith(folded) || folded.startsWith(known)) &&
          Math.abs(known.length - folded.length) < 8)
      );
    })
  );
}
