import type { TextLine } from './text-line.ts';

/**
 * The lines of a page, where a line of copy that says again what stands above or in the headline is taken for the
 * page's own: a breadcrumb, a title, a notice over and under the headline. `headline` is its place, -1 for none.
 */
export function setRepeatsAside(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  if (headline < 0) return lines;
  const above = new Set(lines.slice(0, headline + 1).map(({ text }) => text));
  return lines.map((line, at) =>
    at > headline && line.kind === 'copy' && above.has(line.text) ? { ...line, kind: 'site' } : line,
  );
}
