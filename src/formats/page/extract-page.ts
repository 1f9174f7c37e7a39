import { undoDoubleEncoding } from '../../decode/double-encoded.ts';
import { readableText } from './article-body.ts';
import { bylineOf, kindOfLine } from './line-kinds.ts';
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
  /** The story in points, as some pages list it above the first paragraph. */
  readonly points: readonly string[];
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
  const tree = readPageTree(undoDoubleEncoding(html));
  const structured = readStructuredData(tree.structured);
  const site = siteNames(tree, structured, url);
  const headline = headlineOf(tree, structured, site);
  const names = authorsOf(tree, structured, site);
  const date = dateOf(tree, structured, url)?.iso ?? null;
  const shown = textOf(tree.root);
  const { captions } = prune(tree.root, headline);
  const story = storyOfBlocks(blocksOf(tree.root), readableText(tree.root), {
    headline,
    description: [
      ...metaOf(tree, 'description', 'og:description', 'twitter:description'),
      structured?.description ?? '',
    ],
    authors: names,
    site,
  });
  const { points, blocks } = withoutPoints(story.blocks.filter(({ text }) => fold(text) !== fold(headline ?? '')));
  const text = blocks.map((block) => block.text).join('\n\n');
  const agencies = names.filter(namesAgency);
  const people = names.filter((name) => !namesAgency(name));
  const signed = story.bylines.flatMap((line) => bylineOf(line) ?? []).filter((name) => !namesAgency(name));
  return {
    state: stateOfPage(tree, text, shown, structured?.isAccessibleForFree === false),
    headline,
    subheadline: story.deck,
    points,
    authors: people.length > 0 ? people : signed,
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

/** The items of a list above the first paragraph, which sums the story up, and the story without them. */
function withoutPoints(blocks: readonly PageBlock[]): { points: readonly string[]; blocks: readonly PageBlock[] } {
  const first = blocks.findIndex(({ kind }) => kind !== 'item');
  return {
    points: blocks.slice(0, Math.max(first, 0)).map(({ text }) => text),
    blocks: blocks.slice(Math.max(first, 0)),
  };
}

const namesAgency = (name: string): boolean => kindOfLine(name.replace(/ (?:staff|newsroom)$/i, '')) === 'credit';

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
