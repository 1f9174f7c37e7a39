import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../running-service.ts';
import { OperatedWire } from './operated-wire.ts';

const wire = new OperatedWire();
const GB = { uses: { territories: ['GB'] } };
const routes = { rules: [{ name: 'ferries', headline: ['ferry'] }] };
const spiked = async (): Promise<{ id: string; headline: string; reason: string }[]> =>
  (await wire.get<{ spiked: { id: string; headline: string; reason: string }[] }>('/v1/spike')).body.spiked;
const sends = (id: string, count: number) => until(() => wire.sentTo(id).length >= count);

beforeAll(async () => {
  await wire.start([
    { id: 'all' },
    { id: 'london', ...GB },
    { id: 'warned', rights: 'warn', ...GB },
    { id: 'ferries', routes },
  ]);
  wire.file({ uri: 'urn:t:1', headline: 'Ferry aground off Merrow' });
  wire.file({ uri: 'urn:t:2', headline: 'Budget passed in Merrow', usageTerms: 'UK OUT' });
  await Promise.all([sends('all', 2), sends('warned', 2), sends('ferries', 1)]);
}, 120_000);
afterAll(() => wire.end());

describe('a destination', () => {
  test('with routes gets what one of its rules sends', async () => {
    wire.file({ uri: 'urn:t:3', headline: 'Second ferry leaves for Merrow' });
    expect(await sends('ferries', 2)).toBe(true);
    expect(wire.headlinesAt('ferries')).toEqual(['Ferry aground off Merrow', 'Second ferry leaves for Merrow']);
  });

  test('does not get what the rights of a story do not allow it: it stands on the spike with the reason', async () => {
    expect(await until(async () => (await spiked()).length > 0)).toBe(true);
    expect(await spiked()).toEqual([
      expect.objectContaining({
        headline: 'Budget passed in Merrow',
        reason: 'london: rights: it is filed with "UK OUT"',
      }),
    ]);
    expect(wire.headlinesAt('london')).not.toContain('Budget passed in Merrow');
    expect(wire.headlinesAt('all')).toContain('Budget passed in Merrow');
  });

  test('that is only warned gets it, and the log says so', () => {
    expect(wire.headlinesAt('warned')).toContain('Budget passed in Merrow');
    expect(wire.service.log).toContainEqual(
      expect.objectContaining({ msg: 'sent though its rights do not allow it', destination: 'warned' }),
    );
  });

  test('that has a story gets a stop in place of a version that it may not have', async () => {
    wire.file({
      uri: 'urn:t:1',
      headline: 'Ferry aground off Merrow, 212 ashore',
      usageTerms: 'UK OUT',
      versioncreated: '2026-11-03T11:00:00Z',
    });
    expect(await until(() => wire.sentTo('london').some(({ type }) => type === 'article.withheld'))).toBe(true);
    const stop = wire.sentTo('london').find(({ type }) => type === 'article.withheld');
    expect(stop?.data).toMatchObject({ pubStatus: 'withheld', headline: null, bodyText: '' });
    expect(await until(() => wire.headlinesAt('all').includes('Ferry aground off Merrow, 212 ashore'))).toBe(true);
  });

  test('gets what was kept back when an operator sends it from the spike', async () => {
    const found = (await spiked()).find(({ headline }) => headline === 'Budget passed in Merrow');
    expect(
      await wire.post(`/v1/spike/${found?.id}/send`, { reason: 'the agency allowed it by telephone' }),
    ).toMatchObject({
      status: 200,
    });
    expect(await until(() => wire.headlinesAt('london').includes('Budget passed in Merrow'))).toBe(true);
    expect(wire.headlinesAt('all').filter((each) => each === 'Budget passed in Merrow')).toHaveLength(1);
  });
});

test('the end of a licence is a stop to all who have the story, but for those that rights only warn', async () => {
  const expires = new Date(Date.now() + 4_000).toISOString();
  wire.file({ uri: 'urn:t:4', headline: 'Concert on Merrow quay', expires });
  expect(await until(() => wire.headlinesAt('all').includes('Concert on Merrow quay'))).toBe(true);
  expect(await until(() => wire.headlinesAt('all').includes('article.withheld'))).toBe(true);
  expect(await until(() => wire.headlinesAt('warned').includes('Concert on Merrow quay'))).toBe(true);
  const { id, revision } = wire.sentTo('all').at(-1)?.data ?? {};
  expect((await wire.get(`/v1/articles/${id}`)).body).toMatchObject({ pubStatus: 'withheld', headline: null });
  wire.file({ uri: 'urn:t:5', headline: 'Rain over Merrow' });
  expect(await until(() => wire.headlinesAt('warned').includes('Rain over Merrow'))).toBe(true);
  expect(wire.headlinesAt('warned')).not.toContain('article.withheld');
  const released = await wire.post(`/v1/articles/${id}/release`, { reason: 'the licence was renewed' });
  expect(released.body).toMatchObject({ change: 'reinstated', revision: (revision ?? 0) + 1 });
  expect(
    await until(() => wire.headlinesAt('all').filter((each) => each === 'Concert on Merrow quay').length === 2),
  ).toBe(true);
});
