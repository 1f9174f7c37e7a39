import { describe, expect, test } from 'vitest';
import type { SentItem } from '../../src/simulator/record.ts';
import { account, brokenPromises } from './checker.ts';
import { type Receipt, receiptOf } from './receipt.ts';

const T = Date.parse('2026-11-23T10:00:00Z');
const at = (ms: number): string => new Date(T + ms).toISOString();

/** One version of story `number` as the wire sent it, `ms` after the beginning. */
function sent(number: number, over: Partial<SentItem> = {}, ms = 0): SentItem {
  const version = over.version ?? 1;
  return {
    number,
    feed: 'wire',
    scenario: 'plain',
    uri: `tag:wire:${number}`,
    version,
    versionCreated: at(ms),
    headline: `Headline ${number}`,
    paragraphs: [
      `BERN - A lead under docket 7-${number}.`,
      `Text of version ${version}.`,
      '(Reporting by Simulated Staff)',
    ],
    marker: `docket 7-${number}`,
    status: 'usable',
    embargoedUntil: null,
    expect: 'revision',
    ...over,
  };
}

/** Revision `revision` of story `number` as a receiver took it, `ms` after the beginning. */
function got(
  number: number,
  revision: number,
  ms: number,
  over: { id?: string; type?: string; uri?: string; bodyText?: string; embargoedUntil?: string; recovered?: true } = {},
): Receipt {
  const { id = `${number}.${revision}`, type = 'article.new', recovered, ...rest } = over;
  const data = {
    id: `article-${number}`,
    revision,
    uri: `tag:wire:${number}`,
    bodyText: `A lead under docket 7-${number}.\n\nText of version ${revision}.`,
    embargoedUntil: null,
    ...rest,
  };
  return receiptOf(JSON.stringify({ type, timestamp: at(ms), recovered, data }), { id });
}

const killed = (number: number, version: number, ms: number): SentItem =>
  sent(number, { version, status: 'canceled', paragraphs: [] }, ms);
const withdrawn = (number: number, revision: number, ms: number): Receipt =>
  got(number, revision, ms, { type: 'article.withdrawal', bodyText: '' });

const check = (record: SentItem[], receipts: Receipt[], faultEnds: number[] = []) =>
  account(record, new Map([['desk', receipts]]), faultEnds);

describe('a history in which all is well', () => {
  test.each<[string, SentItem[], Receipt[]]>([
    ['one story', [sent(1)], [got(1, 1, 10)]],
    ['two versions', [sent(1), sent(1, { version: 2 }, 5)], [got(1, 1, 10), got(1, 2, 20)]],
    ['a version that the next one overtook', [sent(1), sent(1, { version: 2 }, 5)], [got(1, 2, 20)]],
    ['a delivery that was made again', [sent(1)], [got(1, 1, 10), got(1, 1, 11)]],
    [
      'an old delivery that was made again',
      [sent(1), sent(1, { version: 2 })],
      [got(1, 1, 1), got(1, 2, 2), got(1, 1, 3)],
    ],
    ['a kill', [sent(1), killed(1, 2, 5)], [got(1, 1, 10), withdrawn(1, 2, 20)]],
    ['a kill that overtook its story', [sent(1), killed(1, 2, 5)], []],
    ['a repeat of which nothing comes', [sent(1), sent(1, { feed: 'other', expect: 'none' }, 5)], [got(1, 1, 10)]],
    ['an embargo', [sent(1, { embargoedUntil: at(60) })], [got(1, 1, 61, { embargoedUntil: at(60) })]],
    ['a notice of our own', [sent(1)], [got(1, 1, 1), got(9, 1, 2, { uri: 'urn:copytaster:wire:1', bodyText: 'x' })]],
  ])('%s', (_, record, receipts) => {
    expect(brokenPromises(check(record, receipts))).toEqual({});
  });
});

describe('a history in which', () => {
  test.each<[string, SentItem[], Receipt[], object]>([
    ['a story never came', [sent(1), sent(2)], [got(2, 1, 10)], { lost: ['desk: plain tag:wire:1 version 1'] }],
    [
      'only an older version came',
      [sent(1), sent(1, { version: 2 }, 5)],
      [got(1, 1, 10)],
      { lost: ['desk: plain tag:wire:1 version 2'] },
    ],
    ['a kill never came', [sent(1), killed(1, 2, 5)], [got(1, 1, 10)], { lost: ['desk: plain tag:wire:1 version 2'] }],
    [
      'a story came that nobody sent',
      [sent(1)],
      [got(1, 1, 1), got(2, 1, 2)],
      { unexpected: ['desk: article.new tag:wire:2'] },
    ],
    [
      'a story came in other words',
      [sent(1)],
      [got(1, 1, 1), got(1, 2, 2, { bodyText: 'A lead under docket 7-1.\n\nText of version 1, altered.' })],
      { unexpected: ['desk: article.new tag:wire:1'] },
    ],
    [
      "a story came in another's words",
      [sent(1), sent(2)],
      [got(1, 1, 1), got(2, 1, 2), got(1, 2, 3, { bodyText: 'A lead under docket 7-2.\n\nText of version 1.' })],
      { unexpected: ['desk: article.new tag:wire:1'] },
    ],
    [
      'one revision came under two ids',
      [sent(1)],
      [got(1, 1, 1), got(1, 1, 2, { id: 'another' })],
      { duplicated: ['desk: article-1 1'] },
    ],
    [
      'an older revision came last',
      [sent(1), sent(1, { version: 2 })],
      [got(1, 2, 1), got(1, 1, 2)],
      { inverted: ['desk: article-1 1'] },
    ],
    [
      'a story came before its instant',
      [sent(1, { embargoedUntil: at(60) })],
      [got(1, 1, 59, { embargoedUntil: at(60) })],
      { early: ['desk: tag:wire:1'] },
    ],
    [
      'a story came without its embargo',
      [sent(1, { embargoedUntil: at(60) })],
      [got(1, 1, 59)],
      { early: ['desk: tag:wire:1'] },
    ],
    [
      'text came after its kill, even under an id that was there before',
      [sent(1), killed(1, 2, 5)],
      [got(1, 1, 1), withdrawn(1, 2, 10), got(1, 1, 11), withdrawn(1, 2, 12)],
      { afterKill: ['desk: tag:wire:1'] },
    ],
  ])('%s', (_, record, receipts, broken) => {
    expect(brokenPromises(check(record, receipts))).toEqual(broken);
  });

  test('a delivery was made again, it is counted, and so is one after a loss', () => {
    const receipts = [got(1, 1, 10), got(1, 1, 11), got(1, 1, 12, { recovered: true })];
    expect(check([sent(1)], receipts)).toMatchObject({ repeatedUnderOneId: 2, recovered: 1, checked: 1 });
  });
});

describe('each destination', () => {
  test('is accounted for by itself', () => {
    const receipts = new Map([
      ['desk', [got(1, 1, 10)]],
      ['drop', []],
    ]);
    expect(account([sent(1)], receipts)).toMatchObject({ lost: ['drop: plain tag:wire:1 version 1'], checked: 1 });
  });
});

describe('the longest wait and recovery', () => {
  test.each<[string, SentItem[], Receipt[], number[], [wait: number, recovery: number]]>([
    ['without faults', [sent(1)], [got(1, 1, 400)], [], [400, 0]],
    ['from the end of the fault', [sent(1)], [got(1, 1, 900)], [T + 600], [900, 300]],
    ['of a story sent after the fault', [sent(1, {}, 700)], [got(1, 1, 900)], [T + 600], [200, 200]],
    ['not from a fault that came later', [sent(1)], [got(1, 1, 500)], [T + 600], [500, 0]],
    ['from the last of two faults', [sent(1)], [got(1, 1, 900)], [T + 100, T + 800], [900, 100]],
    [
      'not while an embargo held the story',
      [sent(1, { embargoedUntil: at(500) })],
      [got(1, 1, 510, { embargoedUntil: at(500) })],
      [T + 100],
      [10, 10],
    ],
  ])('%s', (_, record, receipts, faultEnds, [wait, recovery]) => {
    expect(check(record, receipts, faultEnds)).toMatchObject({ longestWaitMs: wait, longestRecoveryMs: recovery });
  });
});
