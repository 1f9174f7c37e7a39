const MAX_NODES = 2_000;
const ARTICLE = /(?:article|posting|report|review|recipe|liveblog|statement|pressrelease|learningresource)$/i;
const PAGE = /(?:webpage|itempage|creativework)$/i;

/** What a page's JSON-LD says of its article; schema.org names on the left. */
export interface StructuredArticle {
  readonly headline: string | null;
  readonly alternativeHeadline: string | null;
  readonly description: string | null;
  readonly authors: readonly string[];
  readonly datePublished: string | null;
  readonly dateModified: string | null;
  readonly articleBody: string | null;
  readonly publisher: string | null;
  readonly copyrightHolder: string | null;
  readonly creditText: string | null;
  readonly language: string | null;
  readonly picture: string | null;
  readonly isAccessibleForFree: boolean | null;
}

type Json = Readonly<Record<string, unknown>>;

/** The article in a page's JSON-LD scripts, or null. Broken scripts say nothing; a graph is searched whole. */
export function readStructuredData(scripts: readonly string[]): StructuredArticle | null {
  const nodes = scripts.flatMap((script) => nodesOf(parse(script)));
  const byId = new Map(nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node]] : [])));
  const articles = nodes.filter((node) => isOfType(node, ARTICLE) && isStory(node));
  const article =
    articles.find((node) => node.articleBody !== undefined) ??
    articles.find((node) => node.author !== undefined && node.datePublished !== undefined) ??
    articles[0] ??
    nodes.find((node) => isOfType(node, PAGE) && (node.datePublished !== undefined || node.author !== undefined));
  if (article === undefined) return null;
  const follow = (value: unknown): unknown => {
    const id = isObject(value) && Object.keys(value).length === 1 ? value['@id'] : undefined;
    return typeof id === 'string' ? (byId.get(id) ?? value) : value;
  };
  const isPage = !isOfType(article, ARTICLE);
  return {
    headline: isPage ? null : textOf(article.headline ?? article.name),
    alternativeHeadline: textOf(article.alternativeHeadline),
    description: textOf(article.description),
    authors: listOf(article.author ?? article.creator).flatMap((value) => authorNames(follow(value))),
    datePublished: textOf(article.datePublished ?? article.dateCreated),
    dateModified: textOf(article.dateModified),
    articleBody: textOf(article.articleBody),
    publisher: nameOf(follow(listOf(article.publisher)[0])),
    copyrightHolder: nameOf(follow(listOf(article.copyrightHolder)[0])),
    creditText: textOf(article.creditText),
    language: textOf(article.inLanguage),
    picture: pictureOf(follow(listOf(article.image)[0])),
    isAccessibleForFree: freeOf(article.isAccessibleForFree),
  };
}

function parse(script: string): unknown {
  const text = script
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/, '')
    .trim()
    .replace(/;$/, '');
  for (const attempt of [text, text.replace(/[\u0000-\u001f]+/g, ' '), text.replace(/,(\s*[}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {}
  }
  return null;
}

function nodesOf(parsed: unknown): Json[] {
  const found: Json[] = [];
  const queue: unknown[] = [parsed];
  for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
    const value = queue[at];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (isObject(value)) {
      found.push(value);
      for (const field of ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart', 'itemListElement', 'item'])
        if (typeof value[field] === 'object') queue.push(value[field]);
    }
  }
  return found;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function isOfType(node: Json, pattern: RegExp): boolean {
  return listOf(node['@type']).some((type) => typeof type === 'string' && pattern.test(type));
}

function isStory(node: Json): boolean {
  return node.headline !== undefined || node.datePublished !== undefined || node.articleBody !== undefined;
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return textOf(value[0]);
  if (isObject(value)) return textOf(value['@value'] ?? value.name);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

function authorNames(value: unknown): string[] {
  const name = nameOf(value);
  return name === null ? [] : [name];
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value);
  return isObject(value) ? textOf(value.name) : null;
}

function pictureOf(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value);
  return isObject(value) ? textOf(value.url ?? value.contentUrl) : null;
}

function freeOf(value: unknown): boolean | null {
  if (value === undefined || value === null) return null;
  return !/^false$/i.test(String(value));
}
