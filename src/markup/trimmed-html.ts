import { load } from 'cheerio/slim';
import { escapeText, type MarkupNode, textOfNodes, textToHtml } from './markup.ts';

/** A block of markup and the paragraphs of text that stand in it. */
interface Block {
  readonly name: string;
  readonly html: string;
  readonly inner: string;
  readonly texts: readonly string[];
}

/**
 * The HTML that belongs to paragraphs which were taken from it: blocks that stayed whole keep their markup, tables and
 * laid-out text their lines, one that lost its dateline or sign-off keeps the rest. `paragraphs` are in the order of
 * `html`; where they cannot be found in it they become plain paragraphs.
 */
export function htmlOfParagraphs(paragraphs: readonly string[], html: string): string {
  const wanted = paragraphs.flatMap((paragraph) => paragraph.split('\n\n'));
  const kept: string[] = [];
  let at = 0;
  for (const block of blocksOf(html)) {
    const next = wanted[at];
    if (next === undefined) break;
    if (block.texts.length > 0 && block.texts.every((text, place) => text === wanted[at + place])) {
      kept.push(block.html);
      at += block.texts.length;
      continue;
    }
    const partial = block.texts.length === 1 ? partOf(block, next) : null;
    if (partial === null) continue;
    kept.push(partial);
    at += 1;
  }
  return at === wanted.length ? kept.join('\n') : textToHtml(wanted.join('\n\n'));
}

function partOf({ name, inner, texts }: Block, wanted: string): string | null {
  const [text = ''] = texts;
  const from = text.indexOf(wanted);
  if (from < 0) return null;
  if (name === 'pre') return `<pre>${escapeText(wanted)}</pre>`;
  const prefix = escapeText(text.slice(0, from));
  if (text.endsWith(wanted) && inner.startsWith(prefix)) return `<p>${inner.slice(prefix.length).trim()}</p>`;
  return textToHtml(wanted);
}

const WRAPPERS = new Set(['div']);

function blocksOf(html: string): Block[] {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const blocks: Block[] = [];
  const visit = (nodes: ReturnType<typeof $>): void => {
    for (const node of nodes.toArray()) {
      const name = 'name' in node ? node.name : '';
      if (WRAPPERS.has(name)) {
        visit($(node).contents());
        continue;
      }
      const text = textOfNodes([node as unknown as MarkupNode]);
      if (text === '') continue;
      blocks.push({ name, html: $.html(node), inner: $(node).html() ?? '', texts: text.split('\n\n') });
    }
  };
  visit($.root().contents());
  return blocks;
}
