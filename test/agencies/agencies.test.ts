import { describe, expect, test } from 'vitest';
import { changesNoted, NOTE_WORDS, opensAsNote } from '../../src/agencies/tables/note-words.ts';
import { readBody } from '../../src/normalise/agency-marks.ts';
import { readCredits } from '../../src/normalise/credits.ts';
import { readHeadline } from '../../src/normalise/read-headline.ts';
import { readSlug } from '../../src/normalise/read-slug.ts';
import { decide } from '../../src/normalise/signals.ts';
import { loadPlugins } from '../../src/registry.ts';
import { CREDITS } from './credit-rows.ts';

const styles = await loadPlugins('agencies');
const styleOf = (code: string) => styles.get(code) ?? null;

describe('headlines', () => {
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
    for (const style of styles.values()) expect(readHeadline(headline, style, true).headline).toBe(headline);
  });

  test('marks stack, and the strongest decides', () => {
    const { headline, said } = readHeadline(
      'CORRECTED-(OFFICIAL)-UPDATE 1-POLL-Rates to rise =2',
      styleOf('reuters'),
      true,
    );
    expect([headline, decide(said).mark]).toEqual(['Rates to rise', 'correction']);
  });
});

describe('sluglines', () => {
  test.each(['MEXICO-KILL/', 'US-POLICE-KILL', 'WEATHER-ADVISORY/', 'health-lead-mine'])('says nothing: %s', (slug) => {
    for (const style of styles.values()) expect(readSlug(slug, style).said).toEqual([]);
  });
});

describe('notes above the copy', () => {
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
