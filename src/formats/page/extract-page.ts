import { readableText } from './article-body.ts';
import { kindOfLine } from './line-kinds.ts';
import { blocksOf, type PageBlock } from './page-blocks.ts';
import { authorsOf } from './page-byline.ts';
import { dateOf } from './page-date.ts';
import { fold, headlineOf, hostOf, metaOf, siteNames } from './page-headline.ts';
import { type PageState, stateOfPage } from './page-state.ts';
import { textOf } from './page-text.ts';
import { type PageTree, readPageTree } from './page-tree.ts';
import { prune } from './prune.ts';
import { storyOfBlocks } from './story-of-blocks.ts';
import { readStructuredData, type StructuredArticle } from './structured-data.ts';

/** The story of a web page. */
export interface PageArticle {
  /** What the page is when it is no story; null for a story. */
  readonly state: PageState | null;
  readonly headline: string | null;
  readonly subheadline: string | null;
  readonly authors: readonly string[];
  /** ISO 8601 in the page's own offset, or null. */
  readonly date: string | null;
  readonly modified: string | null;
  readonly creditLine: string | null;
  readonly blocks: readonly PageBlock[];
  readonly captions: readonly string[];
  readonly picture: string | null;
  readonly publisher: { readonly name: string; readonly uri: string | null } | null;
  readonly language: string | null;
  readonly canonical: string | null;
  readonly keywords: readonly string[];
  readonly copyrightHolder: string | null;
}

/**
 * Finds the story in a page's HTML: what it says of itself, and what of it is copy.
 * @throws Rejected for a page that is too large or too deep
 */
export function extractPage(html: string, url: string | null): PageArticle {
  const tree = readPageTree(html);
  const structured = readStructuredData(tree.structured);
  const site = siteNames(tree, structured, url);
  const headline = headlineOf(tree, structured, site);
  const names = authorsOf(tree, structured, site);
  const date = dateOf(tree, structured, url)?.iso ?? null;
  const shown = textOf(tree.root);
  const { captions } = prune(tree.root);
  const story = storyOfBlocks(blocksOf(tree.root), readableText(tree.root), headline);
  const { deck, blocks } = withoutHead(story.blocks, headline);
  const text = blocks.map((block) => block.text).join('\n\n');
  const agencies = names.filter((name) => kindOfLine(name) === 'credit');
  return {
    state: stateOfPage(tree, text, shown, structured?.isAccessibleForFree === false),
    headline,
    subheadline: deck,
    authors: names.filter((name) => !agencies.includes(name)),
    date,
    modified: structured?.dateModified ?? metaOf(tree, 'article:modified_time')[0] ?? null,
    creditLine:
      story.creditLine ?? structured?.creditText ?? creditOfData(tree, structured) ?? (agencies.join(', ') || null),
    blocks,
    captions: [...captions, ...story.captions].filter((caption) => caption !== ''),
    picture: metaOf(tree, 'og:image', 'twitter:image')[0] ?? structured?.picture ?? null,
    publisher: publisherOf(tree, structured, url),
    language: tree.language ?? structured?.language ?? metaOf(tree, 'og:locale')[0] ?? null,
    canonical: tree.canonical,
    keywords: keywordsOf(tree),
    copyrightHolder: structured?.copyrightHolder ?? null,
  };
}

const DECK =
  /(?:^|[\s_-])(?:deck|dek|stand-?first|sub-?title|sub-?head(?:line|ing)?|chapo|chapeau|vorspann|untertitel|unterzeile|bajada|copete|entradilla|sumario|summary|excerpt|ingress|kicker-?text|strapline)(?:$|[\s_-])/i;
const SHORTEST_DECK = 25;
const LONGEST_DECK = 400;

/** The blocks without the headline; the line under it that the page sets as a deck apart. */
function withoutHead(
  given: readonly PageBlock[],
  headline: string | null,
): { deck: string | null; blocks: readonly PageBlock[] } {
  const blocks = given.filter(({ text }) => fold(text) !== fold(headline ?? ''));
  const [first, second] = blocks;
  if (first === undefined || second === undefined) return { deck: null, blocks };
  const { text, element, kind } = first;
  const named = DECK.test(`${element.attribs?.class ?? ''} ${element.attribs?.itemprop ?? ''}`);
  const isDeck =
    text.length >= SHORTEST_DECK &&
    text.length <= LONGEST_DECK &&
    (named || (kind === 'heading' && /^h[2-4]$/.test(element.name)));
  return isDeck && second.kind !== 'heading' ? { deck: text, blocks: blocks.slice(1) } : { deck: null, blocks };
}

function creditOfData(tree: PageTree, structured: StructuredArticle | null): string | null {
  const named = [
    ...metaOf(tree, 'source', 'syndication-source', 'original-source', 'article:source', 'news_source'),
    structured?.copyrightHolder ?? '',
  ];
  return named.find((name) => kindOfLine(name) === 'credit') ?? null;
}

function publisherOf(
  tree: PageTree,
  structured: StructuredArticle | null,
  url: string | null,
): PageArticle['publisher'] {
  const address = url ?? tree.canonical;
  const host = hostOf(address);
  const named = metaOf(tree, 'og:site_name')[0] ?? structured?.publisher ?? host;
  return named === null ? null : { name: named, uri: host === null ? null : new URL(address as string).origin };
}

function keywordsOf(tree: PageTree): string[] {
  const listed = metaOf(tree, 'news_keywords', 'keywords').flatMap((list) => list.split(','));
  const words = [...metaOf(tree, 'article:tag'), ...listed].map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== '' && word.length <= 80))].slice(0, 40);
}
