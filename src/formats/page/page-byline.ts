import { type Element, isTag } from 'domhandler';
import { cutText } from '../../article/cut-text.ts';
import { fold, isSite, metaOf } from './page-headline.ts';
import { findAll, textOf } from './page-text.ts';
import type { PageTree } from './page-tree.ts';
import type { StructuredArticle } from './structured-data.ts';

const LONGEST_NAME = 60;
const LONGEST_LINE = 100;
const MOST_NAMES = 8;

/** Meta elements that name the writer; sites invent prefixes of their own. */
const META = /(?:^|[.:_-])(?:authors?|creator|byl|byline)$/;

/** The names of those who wrote the article, as the page gives them; empty where it names nobody. */
export function authorsOf(tree: PageTree, structured: StructuredArticle | null, site: readonly string[]): string[] {
  const meta = [...tree.meta.keys()].filter((name) => META.test(name));
  const declared = [structured?.authors ?? [], metaOf(tree, ...meta), labelled(tree)];
  const sources = [
    () => groups(tree, ({ attribs }) => /\bauthor\b/.test(attribs.itemprop ?? '')),
    () => groups(tree, ({ name, attribs }) => name === 'a' && /\bauthor\b/.test(attribs.rel ?? '')),
    () => groups(tree, (element) => NAME_HERE.test(calledOf(element))),
    () => groups(tree, (element) => BYLINE_HERE.test(calledOf(element))),
    () => groups(tree, ({ name, attribs }) => name === 'a' && WRITER_PAGE.test(attribs.href ?? '')),
    () => signedLines(tree),
  ];
  const shown: (readonly string[])[] = [];
  for (const texts of declared) {
    const names = namesIn(texts, site);
    if (names.length > 0) return names;
  }
  for (const source of sources) {
    for (const texts of source()) {
      const names = namesIn(texts, site);
      if (names.length > 0) return names;
      shown.push(texts);
    }
  }
  // On a site of one person, or where the newsroom signs, the author goes by the site's own name.
  return [...declared, ...shown].map((texts) => namesIn(texts, [])).find((names) => names.length > 0) ?? [];
}

/** Names under labels of their own, as link previews show them: `twitter:label1` says what `twitter:data1` is. */
function labelled(tree: PageTree): string[] {
  return [1, 2].flatMap((at) =>
    WRITTEN_BY.test(metaOf(tree, `twitter:label${at}`)[0] ?? '') ? metaOf(tree, `twitter:data${at}`) : [],
  );
}

const WRITTEN_BY =
  /^(?:(?:written|posted|story|words|reported) by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skriven av|skrevet av|napisane przez|kirjoittanut)$/iu;

const NAME_HERE =
  /(?:^|[\s_-])(?:author[_-]{0,2}name|byline[_-]{0,2}name|by-author|entry-author|post-author|p-author|vcard|autor(?:en)?-?name|author-?link)(?:$|[\s_-])/i;
const BYLINE_HERE =
  /(?:^|[\s_-])(?:author|byline|autor|auteur|autore|verfasser|schrijver|signature|writer|redacteur)s?(?:$|[\s_-])/i;
const WRITER_PAGE =
  /\/(?:authors?|autor(?:en|es)?|auteurs?|redakteure?|redaktion|staff|newsteam|journalists?|reporters?|contributors?|by|people)\/[^/?#]+\/?$/i;
const ABOUT = /(?:^|[\s_-])(?:comment|related|sidebar|recommend|teaser|popular|widget)/i;

const calledOf = ({ attribs }: Element): string =>
  `${attribs.class ?? ''} ${attribs.id ?? ''} ${attribs['data-testid'] ?? ''}`.slice(0, 300);

/** The texts of such elements, those that stand together in one group: further down a page stand other stories' writers. */
function groups(tree: PageTree, is: (element: Element) => boolean): string[][] {
  const elements = findAll(tree.root, is)
    .slice(0, 3 * MOST_NAMES)
    .filter((element) => textOf(element).length <= 4 * LONGEST_NAME && !ABOUT.test(ancestry(element)));
  const grouped = new Map<unknown, string[]>();
  for (const element of elements) {
    const place = element.parent?.parent?.parent ?? element.parent;
    grouped.set(place, [...(grouped.get(place) ?? []), nameIn(element)]);
  }
  return [...grouped.values()];
}

function ancestry(element: Element): string {
  const words: string[] = [];
  for (let at: unknown = element; at !== null && words.length < 8; at = (at as Element).parent)
    if (isTag(at as Element)) words.push(calledOf(at as Element));
    else break;
  return words.join(' ');
}

function nameIn(element: Element): string {
  const named = findAll(element, ({ attribs }) => /\bname\b/.test(attribs.itemprop ?? ''))[0] ?? element;
  return textOf(named) || named.attribs.content || '';
}

const BY = '(?:by|von|par|por|di|da|door|af|av)';
const LABEL = new RegExp(
  `^(?:(?:written|posted|published|reported|words|story|text|texte|report|erstellt|verfasst|geschrieben|veröffentlicht|publié|escrito|ein (?:beitrag|artikel|gastbeitrag|interview|kommentar)) )?(?:(?:on|am|le|el) [^.]{6,24} )?${BY}\\s*:?\\s+|^By(?=\\p{Lu}\\p{Ll})|^(?:text|texte|texto|autor(?:in|en|es)?|authors?|auteurs?|autore|words|byline|redaktion)\\s*:\\s+`,
  'iu',
);
const TAIL =
  /(?<!\s)\s*(?:[|•·–—]|\s-\s|\(|\bam \d|\bon \d|\d{1,2}[./]\d|\d{1,2}\.? \p{L}{3,12}\.? (?:19|20)\d\d|\p{L}{3,9}\.? \d{1,2}, (?:19|20)\d\d|\b(?:illustration(?:en|s)?|fotos?|photos?|photographs?|photography|bilder?|fotografías?)\b|\bpublié|\bpublicad|\bpubblicat|\bpublished\b|\bupdated\b|\bposted\b|\bveröffentlicht\b|\bfollow\b|\bvia\b|@|\b(?:mo|di|mi|do|fr|sa|so),? {0,9}$|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b).*$/iu;
const NOBODY =
  /^(?:(?:wordpress|wp|web)?-?admin(?:istrator)?|editor(?:ial)?(?: team| staff)?|webmaster|guest|gast|anonymous|authors?|unknown|team|the editors?|online|null|undefined|posts?|home|by|von|view all.*|all posts.*|more.*|mehr.*|about.*|über .*|follow.*|contact.*|e-?mail.*|autore?(?:n|s|in)?|auteure?s?|edit|updated?|zeige alle.*|afficher.*|see .*|relaciones.*)$/iu;

/** Short lines that say by whom: "Posted by Ann", "Text von Ann Lee". */
function signedLines({ root }: PageTree): string[][] {
  const signed: string[][] = [];
  const lines = findAll(root, ({ name }) => /^(?:p|div|span|em|strong|i|address|li|h[4-6]|small)$/.test(name));
  for (const line of lines) {
    const text = line.children.length <= 6 ? textOf(line) : '';
    if (text.length > LONGEST_LINE || !LABEL.test(text)) continue;
    const name = (
      text
        .replace(LABEL, '')
        .replace(TAIL, '')
        .split(/[,&]| and | und /)[0] ?? ''
    ).trim();
    if (/^\p{Lu}[\p{L}'’.-]+(?: (?:\p{Lu}[\p{L}'’.-]*|d[aeiu]s?|van|von|der|den|la|le|y)){0,4}$/u.test(name))
      signed.push([text]);
    if (signed.length >= MOST_NAMES) break;
  }
  return signed;
}

function namesIn(texts: readonly string[], site: readonly string[]): string[] {
  const names = texts.flatMap(partsOf).filter((name) => isName(name, site));
  return names.filter((name, at) => names.findIndex((other) => fold(other) === fold(name)) === at).slice(0, MOST_NAMES);
}

function partsOf(text: string): string[] {
  const bare = cutText(text.replace(/\s+/g, ' ').trim(), 200);
  if (/^https?:/i.test(bare)) return [];
  return bare
    .replace(LABEL, '')
    .split(/(?<!\s)\s*(?:[,;/&]|\band\b|\bund\b|\bet\b|\by\b|\s\+\s)\s*/u)
    .map((part) =>
      part
        .replace(LABEL, '')
        .replace(TAIL, '')
        .replace(/(?<![.,:;\s])[.,:;\s]+$/, '')
        .trim(),
    )
    .filter((part) => part !== '');
}

function isName(name: string, site: readonly string[]): boolean {
  return (
    name.length > 1 &&
    name.length <= LONGEST_NAME &&
    name.split(' ').length <= 6 &&
    !/\d{3}| \d{1,2}$|\d:\d|[<>{}=@[\]]|https?:|\bwww\./.test(name) &&
    !NOBODY.test(name) &&
    !isSite(name, site)
  );
}
