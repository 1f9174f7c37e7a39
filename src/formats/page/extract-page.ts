import { readableText } from './article-body.ts';
import { blocksOf, type PageBlock } from './page-blocks.ts';
import { authorsOf } from './page-byline.ts';
import { dateOf } from './page-date.ts';
import { fold, headlineOf, siteNames } from './page-headline.ts';
import { readPageTree } from './page-tree.ts';
import { prune } from './prune.ts';
import { storyOfBlocks } from './story-of-blocks.ts';
import { readStructuredData } from './structured-data.ts';

/** The story of a web page. */
export interface PageArticle {
  readonly headline: string | null;
  readonly authors: readonly string[];
  /** ISO 8601 in the page's own offset, or null. */
  readonly date: string | null;
  readonly creditLine: string | null;
  readonly blocks: readonly PageBlock[];
}

/**
 * Finds the story in a page's HTML.
 * @throws Rejected for a page that is too large or too deep
 */
export function extractPage(html: string, url: string | null): PageArticle {
  const tree = readPageTree(html);
  const structured = readStructuredData(tree.structured);
  const site = siteNames(tree, structured, url);
  const headline = headlineOf(tree, structured, site);
  const authors = authorsOf(tree, structured, site);
  const date = dateOf(tree, structured, url)?.iso ?? null;
  prune(tree.root);
  const { blocks, creditLine } = storyOfBlocks(blocksOf(tree.root), readableText(tree.root), headline);
  return {
    headline,
    authors,
    date,
    creditLine,
    blocks: blocks.filter(({ text }) => fold(text) !== fold(headline ?? '')),
  };
}
