import type { PageBlock } from './page-blocks.ts';

/** A paragraph that is as long and stands twice was set twice. */
const SHORTEST_PARAGRAPH = 60;
/** A heading that stands so often is the title of a gallery or a series, set over each part of it. */
const MANY = 3;

/** The lines of a story without the paragraphs that stood above word for word, and without titles set again and again. */
export function withoutRepeats<L extends PageBlock>(lines: readonly L[]): readonly L[] {
  const headings = new Map<string, number>();
  for (const { kind, text } of lines)
    if (kind === 'heading' && /\p{L}/u.test(text)) headings.set(text, (headings.get(text) ?? 0) + 1);
  const seen = new Set<string>();
  return lines.filter(({ kind, text }) => {
    if (kind === 'heading') return (headings.get(text) ?? 0) < MANY;
    if (kind === 'row' || kind === 'preformatted' || text.length < SHORTEST_PARAGRAPH) return true;
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
