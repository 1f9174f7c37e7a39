import type { Element } from 'domhandler';
import { bylineOf } from './line-kinds.ts';
import { fold, isSite, metaOf } from './page-headline.ts';
import { findAll, textOf } from './page-text.ts';
import type { PageTree } from './page-tree.ts';
import type { StructuredArticle } from './structured-data.ts';

const LONGEST_NAME = 60;
const MOST_NAMES = 8;

/** The names of those who wrote the article, as the page gives them; empty where it names nobody. */
export function authorsOf(tree: PageTree, structured: StructuredArticle | null, site: readonly string[]): string[] {
  const sources: (() => readonly string[])[] = [
    () => structured?.authors ?? [],
    () =>
      metaOf(
        tree,
        'author',
        'article:author',
        'dc.creator',
        'dcterms.creator',
        'citation_author',
        'sailthru.author',
        'parsely-author',
        'byl',
        'article.author',
        'og:article:author',
      ),
    () => marked(tree, ({ attribs }) => /\bauthor\b/.test(attribs.itemprop ?? '')).map(nameIn),
    () => marked(tree, ({ name, attribs }) => name === 'a' && /\bauthor\b/.test(attribs.rel ?? '')).map(textOf),
    () => marked(tree, ({ attribs }) => NAMED_EXACTLY.test(attribs.class ?? '')).map(textOf),
    () => marked(tree, ({ attribs }) => NAMED.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)).map(textOf),
    () =>
      marked(
        tree,
        ({ name, attribs }) =>
          name === 'a' &&
          /\/(?:authors?|autor(?:en|es)?|auteurs?|redakteure?|profile)\/[^/?#]+\/?$/i.test(attribs.href ?? ''),
      )
        .map(textOf)
        .slice(0, 2),
    () =>
      findAll(
        tree.root,
        ({ name }) => name === 'p' || name === 'div' || name === 'span' || name === 'strong' || name === 'em',
      )
        .flatMap((element) => (shortText(element) === null ? [] : (bylineOf(shortText(element) as string) ?? [])))
        .slice(0, 1),
  ];
  for (const source of sources) {
    const names = namesIn(source(), site);
    if (names.length > 0) return names;
  }
  return [];
}

const NAMED_EXACTLY =
  /(?:^|[\s_-])(?:author[_-]?name|byline[_-]?name|author__name|by-author|entry-author|post-author|p-author|vcard|autor(?:en)?name)(?:$|[\s_-])/i;
const NAMED = /(?:^|[\s_-])(?:author|byline|autor|auteur|autore|verfasser|schrijver|signature|writer)s?(?:$|[\s_-])/i;
const ABOUT = /bio|box|desc|info|image|photo|avatar|social|comment|more|related|count/i;

function marked(tree: PageTree, is: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  for (const element of findAll(tree.root, is)) {
    if (/(?:^|[\s_-])comment/i.test(ancestry(element))) continue;
    if (ABOUT.test(element.attribs.class ?? '') && textOf(element).length > LONGEST_NAME) continue;
    found.push(element);
    if (found.length >= MOST_NAMES) break;
  }
  return found;
}

function ancestry(element: Element): string {
  let words = '';
  for (let at: Element | null = element, up = 0; at !== null && up < 8; up += 1) {
    words += ` ${at.attribs?.class ?? ''} ${at.attribs?.id ?? ''}`;
    at = (at.parent as Element | null) ?? null;
  }
  return words;
}

function nameIn(element: Element): string {
  const named = findAll(element, ({ attribs }) => /\bname\b/.test(attribs.itemprop ?? ''))[0];
  return named === undefined
    ? textOf(element) || element.attribs.content || ''
    : textOf(named) || named.attribs.content || '';
}

function shortText(element: Element): string | null {
  const text = textOf(element);
  return text.length > 0 && text.length <= 80 ? text : null;
}

const LABEL =
  /^(?:(?:written |posted |published |reported |words |story |text |report )?by|erstellt von|von|par|por|di|da|door|af|av|text|texte|texto|autor(?:in|en|es)?|author|auteur|autore|verfasst von|ein (?:beitrag|artikel|gastbeitrag) von|geschrieben von|veröffentlicht von|redaktion|publié par|escrito por|foto)\s*:?\s+/iu;
const TAIL =
  /\s*(?:[|•·–—]|\s-\s|\(|\bam \d|\bon \d|\d{1,2}[./]\d|\bpublished\b|\bupdated\b|\bposted\b|\bveröffentlicht\b|\bfollow\b|\bvia\b|@).*$/iu;
const NOBODY =
  /^(?:admin(?:istrator)?|redaktion.*|.*\bredaktion|editor(?:ial)?(?: team| staff)?|staff(?: writer| reporter)?|webmaster|guest|gast|anonymous|author|autor|unknown|team|the editors?|newsroom|news desk|web desk|online|null|undefined|posts?|home|by|von|view all.*|all posts.*|more.*|mehr.*|about.*|follow.*|autore?s?|auteure?s?|autorin|edit|updated?|contact.*|email.*|e-mail.*)$/iu;

function namesIn(texts: readonly string[], site: readonly string[]): string[] {
  const names = texts.flatMap(partsOf).filter((name) => isName(name, site));
  const kept: string[] = [];
  for (const name of names) if (!kept.some((known) => fold(known) === fold(name))) kept.push(name);
  return kept.slice(0, MOST_NAMES);
}

function partsOf(text: string): string[] {
  const bare = text.replace(/\s+/g, ' ').trim().slice(0, 200);
  if (/^https?:/i.test(bare)) return [];
  return bare
    .replace(LABEL, '')
    .split(/\s*(?:[,;/&]|\band\b|\bund\b|\bet\b|\by\b|\s\+\s)\s*/u)
    .map((part) =>
      part
        .replace(LABEL, '')
        .replace(TAIL, '')
        .replace(/[.,:;\s]+$/, '')
        .trim(),
    )
    .filter((part) => part !== '');
}

function isName(name: string, site: readonly string[]): boolean {
  return (
    name.length > 1 &&
    name.length <= LONGEST_NAME &&
    !/\d{3}|\d:\d|[<>{}=@[\]]|https?:|\bwww\./.test(name) &&
    !NOBODY.test(name) &&
    !isSite(name, site) &&
    name.split(' ').length <= 6
  );
}
