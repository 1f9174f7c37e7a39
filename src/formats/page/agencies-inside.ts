import { closingCredit, isAgencyAlone } from './agency-words.ts';
import { goesOn } from './goes-on.ts';
import type { TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';

/** A caption has at least so many letters. */
const SHORTEST_CAPTION = 16;

/**
 * The lines of a page, where between the paragraphs an agency and nothing else, over a line that is no sentence, is the
 * credit of a picture and that line its caption; right under a time it is who sent the entry of a live page.
 */
export function setAgenciesInsideApart(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  const start = lines.findIndex((line, at) => at > headline && isRunning(line));
  if (start < 0) return lines;
  const captions = new Set<number>();
  const read = lines.map((line, at): TextLine => {
    if (at <= start || line.kind !== 'credit' || !isAgencyAlone(line.text) || !goesOn(lines, start, at)) return line;
    if (lines[at - 1]?.kind === 'clock') return { ...line, kind: 'site' };
    const isOverCaption = line.gap === 1 && isTitleLike(lines[at + 1]) && isRunningAt(lines, at + 2);
    if (!isOverCaption) return line;
    captions.add(at + 1);
    return { ...line, kind: 'picture-credit' };
  });
  return read.map((line, at) => (captions.has(at) ? { ...line, kind: 'caption', isCaption: true } : line));
}

const isTitleLike = (line: TextLine | undefined): boolean =>
  line !== undefined && line.kind === 'copy' && !line.sentence && line.length >= SHORTEST_CAPTION;

const isRunningAt = (lines: readonly TextLine[], at: number): boolean => {
  const line = lines[at];
  return line !== undefined && isRunning(line);
};

/** So many paragraphs stand at least above the last one of a story. */
const FEWEST_ABOVE = 2;

/**
 * The lines of a page, where a sentence with one agency behind a stroke is no caption but the end of the story, when
 * paragraphs stand above it and none that speaks of the story below: "…, disse a guarda florestal. /AP".
 */
export function setLastWithStrokeBack(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  const at = lines.findLastIndex(({ kind, text }) => kind === 'caption' && closingCredit(text, true) !== null);
  if (at < 0) return lines;
  const above = lines.slice(headline + 1, at).filter(isRunning).length;
  const isLast = above >= FEWEST_ABOVE && !goesOn(lines, headline + 1, at + 1);
  return isLast ? lines.map((line, place) => (place === at ? { ...line, kind: 'copy', sentence: true } : line)) : lines;
}
