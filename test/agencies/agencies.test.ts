import { describe, expect, test } from 'vitest';
import { changesNoted, NOTE_WORDS, opensAsNote } from '../../src/agencies/tables/note-words.ts';
import { readCredits } from '../../src/normalise/credits.ts';
import { readBody, readHeadline, readSlug } from '../../src/normalise/house-marks.ts';
import { decide } from '../../src/normalise/signals.ts';
import { loadPlugins } from '../../src/registry.ts';
import { BYLINES, CREDITS, DATELINES, FURNITURE, NO_DATELINES, SIGN_OFFS } from './copy-rows.ts';
import { HEADLINES, SLUGLINES } from './mark-rows.ts';

const styles = await loadPlugins('agencies');
const styleOf = (code: string) => styles.get(code) ?? null;

describe('headlines', () => {
  test.each(HEADLINES)('%s: %s', (agency, filed, headline, change, newsClass, genre) => {
    const read = readHeadline(filed, styleOf(agency));
    const decided = decide(read.said);
    expect({
      headline: read.headline,
      change: decided.mark,
      newsClass: decided.newsClass,
      genre: read.genres.join(' ') || null,
    }).toEqual({
      headline,
      change,
      newsClass,
      genre,
    });
  });

  test.each([
    'GLOBAL MARKETS-Shares rise',
    'PRECIOUS-Gold rises',
    'Soccer-Norway win',
    'US STOCKS-Wall St opens lower',
    'Lead poisoning in old pipes',
    'Update on the harbour is due',
    'Alert passengers saved the ferry',
    'Kill Bill returns to cinemas',
  ])('stays whole: %s', (headline) => {
    for (const style of styles.values()) expect(readHeadline(headline, style).headline).toBe(headline);
  });

  test('marks stack, and the strongest decides', () => {
    const { headline, said } = readHeadline('CORRECTED-(OFFICIAL)-UPDATE 1-POLL-Rates to rise =2', styleOf('reuters'));
    expect([headline, decide(said).mark]).toEqual(['Rates to rise', 'correction']);
  });

  test('every mark of every style has a row', () => {
    for (const style of styles.values()) {
      const rows = HEADLINES.filter(([agency]) => agency === style.code);
      const slugs = SLUGLINES.filter(([agency]) => agency === style.code);
      const without = [
        ...[...style.headlineMarks, ...style.headlineTails].filter(
          ({ pattern }) => !rows.some(([, filed]) => pattern.test(filed)),
        ),
        ...style.slugMarks.filter(({ pattern }) => !slugs.some(([, filed]) => pattern.test(filed))),
      ];
      expect(without.map(({ words }) => `${style.code}: ${words}`)).toEqual([]);
    }
  });
});

describe('sluglines', () => {
  test.each(SLUGLINES)('%s: %s', (agency, filed, base, change, newsClass) => {
    const { key, said } = readSlug(filed, styleOf(agency));
    const { mark, newsClass: read } = decide(said);
    expect([key, mark, read]).toEqual([base, change, newsClass]);
  });

  test.each(['MEXICO-KILL/', 'US-POLICE-KILL', 'WEATHER-ADVISORY/', 'health-lead-mine'])('says nothing: %s', (slug) => {
    for (const style of styles.values()) expect(readSlug(slug, style).said).toEqual([]);
  });
});

describe('datelines', () => {
  test.each(DATELINES)('%s: %s', (agency, opening, place, country, date, agencies) => {
    const { dateline, paragraphs } = readBody([opening], styleOf(agency), styles);
    expect([dateline?.place, dateline?.country, dateline?.date, dateline?.agencies.join(' ')]).toEqual([
      place,
      country,
      date,
      agencies,
    ]);
    expect(opening.endsWith(paragraphs[0] ?? 'nothing')).toBe(true);
    expect(paragraphs[0]).not.toMatch(/[()/]/);
  });

  test.each(NO_DATELINES)('%s: prose stays: %s', (agency, opening) => {
    const { dateline, paragraphs } = readBody([opening], styleOf(agency), styles);
    expect([dateline, paragraphs]).toEqual([null, [opening]]);
  });

  test('every style with datelines has a row', () => {
    const shown = new Set(DATELINES.map(([agency]) => agency));
    const without = [...styles.values()].filter(({ code, datelines }) => datelines.length > 0 && !shown.has(code));
    expect(without.map(({ code }) => code)).toEqual([]);
  });
});

describe('above and below the copy', () => {
  test.each(SIGN_OFFS)('%s signs off: %s', (agency, last, signOff) => {
    const read = readBody(['First paragraph of the story.', last], styleOf(agency), styles);
    expect(read.signOff).toBe(signOff);
    expect(read.paragraphs.join(' ')).not.toContain(signOff);
  });

  test.each(BYLINES)('%s has a byline in the body: %s', (agency, line, byline) => {
    const read = readBody([line, 'The story begins.'], styleOf(agency), styles);
    expect([read.bylines, read.paragraphs]).toEqual([[byline], ['The story begins.']]);
  });

  test.each(FURNITURE)('%s leaves out: %s', (agency, paragraph, left) => {
    const { paragraphs } = readBody(['The story begins.', paragraph], styleOf(agency), styles);
    expect(paragraphs.slice(1).join('')).toBe(left);
  });

  test('every sign-off, byline and piece of furniture has a row', () => {
    for (const style of styles.values()) {
      const seen = (rows: readonly (readonly [string, string, ...unknown[]])[], patterns: readonly RegExp[]) =>
        patterns.filter((pattern) => !rows.some(([agency, text]) => agency === style.code && pattern.test(text)));
      expect(seen(SIGN_OFFS, style.signOffs).map((each) => `${style.code} ${each}`)).toEqual([]);
      expect(seen(BYLINES, style.bodyBylines).map((each) => `${style.code} ${each}`)).toEqual([]);
      expect(
        seen(
          FURNITURE,
          style.furniture.map(({ pattern }) => pattern),
        ).map((each) => `${style.code} ${each}`),
      ).toEqual([]);
    }
  });

  test.each(NOTE_WORDS)('a note that opens with "%s" says %s', (word, change) => {
    expect(opensAsNote(`(${word} quotes)`)).toBe(true);
    expect(changesNoted(`${word.toUpperCase()} quotes`)).toContain(change);
    expect(changesNoted(`UPDATES with toll, ${word.toUpperCase()} para 4`)).toContain(change);
  });

  test.each(['NEU-ISENBURG (AFP) - Text.', '(Reuters) - Copy.', 'UPDATES are expected', 'Updates to follow.'])(
    'is no note: %s',
    (text) => {
      expect(opensAsNote(text) && !text.startsWith('UPDATES')).toBe(false);
      expect(readBody([text], styleOf('afp'), styles).notes).toEqual([]);
    },
  );
});

describe('credits', () => {
  test.each(CREDITS)('%s', (line, agencies) => {
    expect(
      readCredits(line, styles)
        .map(({ code }) => code)
        .join(' '),
    ).toBe(agencies);
  });

  test('no two agencies go by one name', () => {
    const names = [...styles.values()].flatMap(({ names: each }) => each);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
