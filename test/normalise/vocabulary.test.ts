import { describe, expect, test } from 'vitest';
import { Rejected } from '../../src/article/failure.ts';
import { BUILT_IN } from '../../src/normalise/vocabulary/built-in.ts';
import { mapSubjects, placeOfSubject, unmappedScheme } from '../../src/normalise/vocabulary/map-subjects.ts';
import { readExport } from '../../src/normalise/vocabulary/read-export.ts';

const mapped = (code: string, vocabulary = BUILT_IN, language = 'en') => {
  const [subject] = mapSubjects([{ code, name: 'as filed' }], vocabulary, language);
  return [subject?.code, subject?.match, subject?.name];
};

describe('the built-in table', () => {
  test('has the top levels of both, and every topic leads to one', () => {
    const tops = Object.entries(BUILT_IN.topics).filter(([, { parent }]) => parent === null);
    expect(tops.map(([code]) => code)).toHaveLength(17);
    for (let top = 1; top <= 17; top += 1) {
      const code = `${String(top).padStart(2, '0')}000000`;
      expect(BUILT_IN.subjectCodes[code]).toEqual({ topic: code, match: 'exact' });
    }
    for (const [code, { parent, names }] of Object.entries(BUILT_IN.topics)) {
      expect(parent === null || parent in BUILT_IN.topics, code).toBe(true);
      expect(names.en, code).toMatch(/\S/);
    }
    for (const [code, { topic }] of Object.entries(BUILT_IN.subjectCodes))
      expect(topic in BUILT_IN.topics, code).toBe(true);
  });

  test.each([
    ['subj:11000000', 'medtop:11000000', 'exact', 'politics'],
    ['subj:15054000', 'medtop:20001065', 'exact', 'soccer'],
    ['subj:15054999', 'medtop:20001065', 'ancestor', 'soccer'],
    ['subj:11999000', 'medtop:11000000', 'ancestor', 'politics'],
    ['medtop:20000574', 'medtop:20000574', 'exact', 'election'],
    ['medtop:29999999', 'medtop:29999999', 'exact', 'as filed'],
    ['N2:VOTE', 'medtop:20000574', 'close', 'election'],
    ['afpcat:SPO', 'medtop:15000000', 'close', 'sport'],
    ['a1312cat:f', 'medtop:04000000', 'close', 'economy, business and finance'],
    ['N2:XYZZY', null, undefined, 'as filed'],
    ['subj:99000000', null, undefined, 'as filed'],
    ['N2:constructor', null, undefined, 'as filed'],
  ])('%s', (filed, code, match, name) => {
    expect(mapped(filed)).toEqual([code, match, name]);
  });

  test('the code as filed always stays', () => {
    const filed = ['N2:POL', 'subj:15054999', 'dpasubject:123', 'R:BERG.OL'].map((code) => ({ code, name: null }));
    expect(mapSubjects(filed, BUILT_IN, 'en').map(({ sourceCode }) => sourceCode)).toEqual(
      filed.map(({ code }) => code),
    );
  });

  test('only what ought to be a topic counts as unmapped', () => {
    const codes = ['N2:XYZZY', 'N2:USA', 'N2:USAIL', 'R:BERG.OL', 'N2:POL', 'dpasubject:123'];
    const subjects = mapSubjects(
      codes.map((code) => ({ code, name: null })),
      BUILT_IN,
      'en',
    );
    expect(subjects.map(unmappedScheme)).toEqual(['N2', null, null, null, null, 'dpasubject']);
    expect([placeOfSubject('N2:USAIL'), placeOfSubject('N2:POL')]).toEqual(['United States', null]);
  });
});

const EXPORT = {
  dateReleased: '2026-01-02T00:00:00+00:00',
  conceptSet: [
    {
      qcode: 'medtop:11000000',
      prefLabel: { 'en-GB': 'politics', se: 'Politik' },
      exactMatch: ['http://x/subjectcode/11000000'],
    },
    {
      qcode: 'medtop:20000574',
      prefLabel: { 'en-GB': 'election', se: 'Val', 'pt-BR': 'eleição' },
      broader: ['http://x/mediatopic/11000000'],
      exactMatch: ['https://www.wikidata.org/entity/Q1', 'http://x/subjectcode/11003000'],
    },
    {
      qcode: 'medtop:20000999',
      prefLabel: { 'en-GB': 'old election' },
      broader: ['http://x/mediatopic/20000574'],
      retired: '2020-01-01',
      changeNote: { 'en-GB': 'use election (medtop:20000574)' },
      exactMatch: ['http://x/subjectcode/11003999'],
    },
    {
      qcode: 'medtop:20000575',
      prefLabel: { 'en-GB': 'recount' },
      broader: ['http://x/mediatopic/20000574'],
      closeMatch: ['http://x/subjectcode/11003002'],
      broadMatch: ['http://x/subjectcode/11003888'],
    },
  ],
};

describe('an export of IPTC', () => {
  const imported = readExport(JSON.stringify(EXPORT));

  test.each([
    ['subj:11003000', 'en', 'medtop:20000574', 'exact', 'election'],
    ['subj:11003000', 'sv', 'medtop:20000574', 'exact', 'Val'],
    ['subj:11003000', 'pt', 'medtop:20000574', 'exact', 'eleição'],
    ['subj:11003002', 'de', 'medtop:20000575', 'close', 'recount'],
    // Retired topics give way to the one their note names.
    ['subj:11003999', 'en', 'medtop:20000574', 'exact', 'election'],
    // A topic below the subject says too much.
    ['subj:11003888', 'en', 'medtop:20000574', 'broad', 'election'],
  ])('%s in %s', (filed, language, code, match, name) => {
    expect(mapped(filed, imported, language)).toEqual([code, match, name]);
  });

  test.each(['', '[]', '{"dateReleased":"2026","conceptSet":[{"qcode":1}]}', '<rdf/>'])('refuses %j', (text) => {
    expect(() => readExport(text)).toThrow(Rejected);
  });
});
