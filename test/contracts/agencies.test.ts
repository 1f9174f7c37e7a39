import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HouseStyle } from '../../src/agencies/contract/house-style.ts';
import { readBody } from '../../src/normalise/agency-marks.ts';
import { readHeadline } from '../../src/normalise/read-headline.ts';
import { readSlug } from '../../src/normalise/read-slug.ts';
import { decide } from '../../src/normalise/signals.ts';
import { loadPlugins } from '../../src/registry.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/agencies');
const styles = await loadPlugins('agencies');

/** What an agency's desks file and what is to be read of it: `rows.json` beside the agency's other fixtures. */
interface Rows {
  readonly headlines?: readonly (readonly [
    filed: string,
    headline: string,
    change: string | null,
    newsClass: string | null,
    genre: string | null,
  ])[];
  readonly sluglines?: readonly (readonly [
    filed: string,
    base: string,
    change: string | null,
    newsClass: string | null,
  ])[];
  readonly datelines?: readonly (readonly [
    opening: string,
    place: string | null,
    country: string | null,
    date: string | null,
    agencies: string,
  ])[];
  /** Prose that looks like a dateline. */
  readonly noDatelines?: readonly (readonly [opening: string])[];
  readonly signOffs?: readonly (readonly [last: string, signOff: string])[];
  readonly bylines?: readonly (readonly [line: string, byline: string])[];
  readonly furniture?: readonly (readonly [paragraph: string, left: string])[];
}

const pathOf = (code: string): string => join(FIXTURES, code, 'rows.json');
const rowsOf = (code: string): Rows =>
  existsSync(pathOf(code)) ? (JSON.parse(readFileSync(pathOf(code), 'utf8')) as Rows) : {};

/** Patterns that match none of the texts. */
const withoutRow = (patterns: readonly RegExp[], rows: readonly (readonly [string, ...unknown[]])[] = []): string[] =>
  patterns.filter((pattern) => !rows.some(([text]) => pattern.test(text))).map(String);

describe.each([...styles])('the agency %s', (code, style: HouseStyle) => {
  const rows = rowsOf(code);

  test('has the name of its file, and a row for everything that its tables say', () => {
    expect(style.code).toBe(code);
    expect(existsSync(pathOf(code)), `write ${pathOf(code)}`).toBe(true);
    const marks = [...style.headlineMarks, ...style.headlineTails].map(({ pattern }) => pattern);
    expect({
      headlines: withoutRow(marks, rows.headlines),
      sluglines: withoutRow(
        style.slugMarks.map(({ pattern }) => pattern),
        rows.sluglines,
      ),
      datelines: style.datelines.length > 0 && rows.datelines === undefined ? ['none has a row'] : [],
      signOffs: withoutRow(style.signOffs, rows.signOffs),
      bylines: withoutRow(style.bodyBylines, rows.bylines),
      furniture: withoutRow(
        style.furniture.map(({ pattern }) => pattern),
        rows.furniture,
      ),
    }).toEqual({ headlines: [], sluglines: [], datelines: [], signOffs: [], bylines: [], furniture: [] });
  });

  test.each(rows.headlines ?? [])('headline: %s', (filed, headline, change, newsClass, genre) => {
    const read = readHeadline(filed, style, true);
    const decided = decide(read.said);
    const found = { change: decided.mark, newsClass: decided.newsClass, genre: read.genres.join(' ') || null };
    expect({ headline: read.headline, ...found }).toEqual({ headline, change, newsClass, genre });
  });

  test.each(rows.sluglines ?? [])('slugline: %s', (filed, base, change, newsClass) => {
    const { key, said } = readSlug(filed, style);
    const { mark, newsClass: read } = decide(said);
    expect([key, mark, read]).toEqual([base, change, newsClass]);
  });

  test.each(rows.datelines ?? [])('dateline: %s', (opening, place, country, date, agencies) => {
    const { dateline, paragraphs } = readBody([opening], style, styles);
    const read = [dateline?.place, dateline?.country, dateline?.date, dateline?.agencies.join(' ')];
    expect(read).toEqual([place, country, date, agencies]);
    expect(opening.endsWith(paragraphs[0] ?? 'nothing')).toBe(true);
    expect(paragraphs[0]).not.toMatch(/[()/]/);
  });

  test.each(rows.noDatelines ?? [])('prose stays: %s', (opening) => {
    const { dateline, paragraphs } = readBody([opening], style, styles);
    expect([dateline, paragraphs]).toEqual([null, [opening]]);
  });

  test.each(rows.signOffs ?? [])('sign-off: %s', (last, signOff) => {
    const read = readBody(['First paragraph of the story.', last], style, styles);
    expect(read.signOff).toBe(signOff);
    expect(read.paragraphs.join(' ')).not.toContain(signOff);
  });

  test.each(rows.bylines ?? [])('byline in the body: %s', (line, byline) => {
    const read = readBody([line, 'The story begins.'], style, styles);
    expect([read.bylines, read.paragraphs]).toEqual([[byline], ['The story begins.']]);
  });

  test.each(rows.furniture ?? [])('left out: %s', (paragraph, left) => {
    const { paragraphs } = readBody(['The story begins.', paragraph], style, styles);
    expect(paragraphs.slice(1).join('')).toBe(left);
  });
});
