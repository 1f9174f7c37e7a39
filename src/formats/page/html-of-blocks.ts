import { escapeText } from '../../markup/markup.ts';
import type { PageBlock } from './page-blocks.ts';

const ELEMENTS: Readonly<Record<PageBlock['kind'], string>> = {
  paragraph: 'p',
  heading: 'h2',
  item: 'li',
  quotation: 'blockquote',
  preformatted: 'pre',
  row: 'tr',
};
/** Elements that stand in another, which holds all of them that follow one another. */
const HELD_IN: Partial<Record<PageBlock['kind'], string>> = { item: 'ul', row: 'table' };

/** The blocks of a story as HTML: paragraphs, headings, lists, tables. */
export function htmlOfBlocks(blocks: readonly PageBlock[]): string {
  return blocks
    .map((block, at) => {
      const holder = HELD_IN[block.kind];
      const opens = holder !== undefined && blocks[at - 1]?.kind !== block.kind ? `<${holder}>` : '';
      const closes = holder !== undefined && blocks[at + 1]?.kind !== block.kind ? `</${holder}>` : '';
      return `${opens}${elementOf(block)}${closes}`;
    })
    .join('\n');
}

function elementOf({ kind, text }: PageBlock): string {
  const name = ELEMENTS[kind];
  if (kind === 'row')
    return `<tr>${text
      .split('\t')
      .map((cell) => `<td>${lined(cell)}</td>`)
      .join('')}</tr>`;
  return `<${name}>${kind === 'preformatted' ? escapeText(text) : lined(text)}</${name}>`;
}

const lined = (text: string): string => escapeText(text).replaceAll('\n', '<br>');
