import type { Article } from '../../article/article.ts';
import { textOfNodes } from '../../markup/markup.ts';
import { type BodyElement, type BodyNode, bodyElement, bodyText, readBodyTree } from './body-tree.ts';
import type { RenderOptions } from './renderer.ts';
import { writeElement, xml, xmlOfBody } from './xml.ts';

/** The text of an article as its readers get it. */
export interface Copy {
  readonly nodes: readonly BodyNode[];
  readonly html: string;
  readonly text: string;
}

/**
 * The body with what the agency writes around it: the dateline before the first paragraph, the sign-off behind the last.
 * @param around.dateline false where the document has a place of its own for it
 * @param around.signOff likewise
 */
export function copyOf(
  article: Article,
  { bare }: RenderOptions,
  around: { readonly dateline: boolean; readonly signOff: boolean } = { dateline: true, signOff: true },
): Copy {
  const body = readBodyTree(article.bodyHtml);
  const opened =
    bare || !around.dateline || article.dateline === null ? body : withDateline(body, article.dateline.text);
  const nodes =
    bare || !around.signOff || article.signOff === null || opened.length === 0
      ? opened
      : [...opened, ...paragraphsOf(article.signOff)];
  return { nodes, html: htmlOfBody(nodes), text: textOfNodes(nodes) };
}

/** The pieces of a body as HTML, a block a line, that also is well-formed XML. */
export function htmlOfBody(nodes: readonly BodyNode[]): string {
  return nodes.map((node) => writeElement(xml('x', {}, xmlOfBody([node]))).slice(3, -4)).join('\n');
}

function withDateline(body: readonly BodyNode[], dateline: string): readonly BodyNode[] {
  if (body.length === 0) return body;
  const opening = bodyText(/[-–—_:]$/u.test(dateline) ? `${dateline} ` : `${dateline} - `);
  const at = body.findIndex((node) => node.type === 'tag' && node.name === 'p');
  const paragraph = body[at] as BodyElement | undefined;
  if (paragraph === undefined) return [bodyElement('p', [opening]), ...body];
  const opened = bodyElement('p', [opening, ...paragraph.children], paragraph.attributes);
  return [...body.slice(0, at), opened, ...body.slice(at + 1)];
}

function paragraphsOf(text: string): BodyNode[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => bodyElement('p', [bodyText(line.trim())]));
}

/** The name of whose wire it is: the agency, else the credit, else the page's owner. */
export function sourceNameOf({ agency, creditLine, publisher }: Article): string | null {
  return agency?.name ?? creditLine ?? publisher?.name ?? null;
}

const STOPPED = { canceled: 'Withdrawn', withheld: 'Withheld' } as const;

/** The title of the document: the headline, or what became of the story. */
export function titleOf(article: Article): string {
  if (article.pubStatus !== 'usable') {
    const source = sourceNameOf(article);
    return `${STOPPED[article.pubStatus]}${source === null ? '' : ` by ${source}`}`;
  }
  return article.headline ?? article.sourceHeadline ?? article.slugline ?? '';
}

/** The credit as written, else the agencies that it names; null when the document is to be bare. */
export function creditOf({ creditLine, credits, agency }: Article, { bare }: RenderOptions): string | null {
  if (bare) return null;
  const names = (credits.length > 0 ? credits : agency === null ? [] : [agency]).map(({ name }) => name);
  return creditLine ?? (names.length === 0 ? null : names.join('/'));
}

/** The article as a name that is unique in the world and stays the same through all its revisions. */
export const nameOf = ({ id }: Article): string => `urn:copytaster:${encodeURIComponent(id)}`;

/** The page of the story, or null. */
export function pageOf({ links }: Article): string | null {
  return links.find(({ rel, uri }) => rel === 'canonical' && /^https?:/i.test(uri))?.uri ?? null;
}

/** Usage terms and restrictions as one text, or null. */
export function termsOf({ rights }: Article): string | null {
  const terms = [rights.usageTerms, ...rights.restrictions.map(({ text }) => text)].filter((text) => text !== null);
  return terms.length === 0 ? null : terms.join('\n');
}

/** The notes between desks as one text, or null. */
export function notesOf({ edNote, changeNote, embargoText }: Article): string | null {
  const notes = [edNote, changeNote === edNote ? null : changeNote, embargoText].filter((text) => text !== null);
  return notes.length === 0 ? null : notes.join('\n');
}

/** When this revision was made. */
export const madeAt = ({ versionCreated, receivedAt }: Article): string => versionCreated ?? receivedAt;
