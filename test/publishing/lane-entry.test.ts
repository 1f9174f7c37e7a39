import { describe, expect, test } from 'vitest';
import { filterWarnings } from '../../src/commands/parts/filter-warnings.ts';
import { laneEntryOf } from '../../src/publishing/lane-entry.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';
import type { LogEntry } from '../../src/store/wire-log.ts';

const filterOf = (filter: object): Pick<DestinationSettings, 'filter' | 'embargo'> =>
  DestinationSettings.parse({ id: 'cms', type: 'webhook', filter });
const ENTRY = {
  position: '1-0',
  kind: 'revision',
  article: 'a',
  revisionId: 'a-1',
  revision: 1,
  newsClass: 'story',
  agency: 'reuters',
  priority: 'normal',
  language: 'en-GB',
  subjects: 'medtop:20000065',
  silent: '',
} as unknown as LogEntry;

describe('a filter', () => {
  test.each([
    ['newsClasses', {}, { newsClass: 'advisory' }, 'filter: newsClass advisory'],
    ['agencies', { agencies: ['afp'] }, {}, 'filter: agency reuters'],
    ['agencies', { agencies: ['afp'] }, { agency: '' }, 'filter: agency none'],
    ['priorities', { priorities: ['flash'] }, {}, 'filter: priority normal'],
    ['languages', { languages: ['fr'] }, {}, 'filter: language en-GB'],
    ['subjects', { subjects: ['medtop:01000000'] }, {}, 'filter: subjects'],
    ['silent', {}, { silent: '1' }, 'recorded without being sent'],
    ['test', {}, { newsClass: 'test' }, 'a test message'],
  ] as const)('says which of its keys drops a story: %s', (key, filter, given, why) => {
    expect(laneEntryOf({ ...ENTRY, ...given } as LogEntry, filterOf(filter))).toMatchObject({
      passes: false,
      filteredBy: key,
      why,
    });
  });

  test.each([{}, { languages: ['en'] }, { languages: ['en-GB'] }, { agencies: ['afp', 'reuters'] }])(
    'lets pass what it names: %o',
    (filter) => {
      expect(laneEntryOf(ENTRY, filterOf(filter))).toMatchObject({ passes: true, why: '' });
    },
  );
});

describe('copy under an embargo', () => {
  test.each([
    ['hold', '2027-01-01T00:00:00Z', true],
    ['hold', '', true],
    ['pass', '2027-01-01T00:00:00Z', false],
    ['pass', '', true],
  ] as const)('where embargoes are a matter of %j and its instant is %j waits: %j', (embargo, until, waits) => {
    const destination = DestinationSettings.parse({ id: 'cms', type: 'webhook', embargo });
    expect(laneEntryOf({ ...ENTRY, kind: 'held', until } as LogEntry, destination).held).toBe(waits);
  });
});

describe('a value of a filter', () => {
  const nameable = { agencies: new Set(['reuters']), topics: new Set(['20000065']) };
  test.each([
    [{ agencies: ['reuter'] }, /agencies: reuter lets nothing pass: no agency has this code/],
    [{ languages: ['english'] }, /languages: english lets nothing pass: there is no such language/],
    [{ languages: ['EN'] }, /languages: EN lets nothing pass: write en/],
    [{ languages: ['e n'] }, /it is no language tag/],
    [{ newsClasses: ['test'] }, /test messages are never sent/],
    [{ subjects: ['medtop:99999999'] }, /no Media Topic has this code/],
    [{ subjects: [] }, /filter.subjects is an empty list/],
  ])('that lets nothing pass is warned of: %o', (filter, words) => {
    expect(filterWarnings(filterOf(filter), nameable)).toEqual([expect.stringMatching(words)]);
  });

  test('that exists is right', () => {
    const filter = { agencies: ['reuters'], languages: ['en', 'pt-BR'], subjects: ['medtop:20000065'] };
    expect(filterWarnings(filterOf(filter), nameable)).toEqual([]);
  });
});
