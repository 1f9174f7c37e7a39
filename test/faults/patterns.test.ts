import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
/** Folders whose patterns are run on whole bodies from outside. */
const FOLDERS = [
  'agencies',
  'article',
  'decode',
  'formats/contract',
  'formats/feed',
  'formats/json',
  'formats/newsml',
  'formats/page',
  'formats/reuters',
  'formats/wire',
  'formats/xml',
  'judge',
  'markup',
  'network',
  'normalise',
  'similarity',
  'transports',
];
const LITERAL =
  /(?<=[=(,:[?|&!>]\s{0,40}|\n\s{0,40}|return )\/(?![/*])((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[.,;)\s\]])/g;

/**
 * Patterns that may read a stretch again and again, by file, by their beginnings. They cost little: the blanks that
 * they repeat never stand in long runs (`limitItem`), or they see a date, a name, one line or a headline, which have a
 * longest length. A pattern that sees whole bodies is never excused.
 */
const BOUNDED: Readonly<Record<string, readonly string[]>> = {
  'formats/page/agency-words.ts': ['[。！？।؟].*\\p{L}', "\\p{Lu}[\\p{L}'’.-]*(?: "],
  'formats/page/page-byline.ts': ['(?<!\\s)\\s*(?:[|•·–—]|'],
  'formats/page/page-headline.ts': ['\\.[a-z.]+$'],
  'formats/wire/kill-words.ts': ['^\\s*(KILL|'],
  'similarity/opening.ts': ['\\s*(?:--|[-–—−]|\\s:)\\s', '[!?;"“”«»]|\\p{Ll}{3,}\\.\\'],
};

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

function patternsIn(folder: string): Pattern[] {
  return readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(SRC, folder, name), 'utf8').matchAll(LITERAL)].map(([, source = '', flags = '']) => ({
        file: `${folder}/${name}`,
        source,
        flags,
      })),
    );
}

const isSlow = ({ source, flags }: Pattern): boolean =>
  analyse({ source, flags }, { reportTypes: { Move: true, Self: true, Trade: true }, assumeRejectingSuffix: false })
    .reports.length > 0;

describe('a pattern that sees text from outside', () => {
  test.each(FOLDERS)('in %s takes time as long as the text', (folder) => {
    const slow = patternsIn(folder)
      .filter(isSlow)
      .filter(({ file, source }) => !BOUNDED[file]?.some((beginning) => source.startsWith(beginning)))
      .map(({ file, source }) => `${file}: ${source}`);
    expect(slow).toEqual([]);
  });

  test('is found by this test', () => {
    expect(FOLDERS.flatMap(patternsIn).length).toBeGreaterThan(100);
    expect(isSlow({ file: '', source: '\\s*x$', flags: '' })).toBe(true);
  });

  test('is excused only where it stands', () => {
    const known = FOLDERS.flatMap(patternsIn);
    const gone = Object.entries(BOUNDED).flatMap(([file, beginnings]) =>
      beginnings.filter(
        (beginning) => !known.some((pattern) => pattern.file === file && pattern.source.startsWith(beginning)),
      ),
    );
    expect(gone).toEqual([]);
  });
});
