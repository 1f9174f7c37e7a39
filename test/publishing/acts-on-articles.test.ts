import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../running-service.ts';
import { OperatedWire, type Sent } from './operated-wire.ts';

const wire = new OperatedWire();
const why = { reason: 'the desk asked for it' };
const french = { filter: { languages: ['fr'] } };
const sentOf = (destination: string, id: string): Sent[] =>
  wire.sentTo(destination).filter(({ data }) => data.id === id);
const comes = (destination: string, fits: (sent: Sent) => boolean): Promise<boolean> =>
  until(() => wire.sentTo(destination).some(fits));

beforeAll(() => wire.start([{ id: 'cms' }, { id: 'french', ...french }]), 120_000);
afterAll(() => wire.end());

async function told(uri: string, headline: string, more: Record<string, unknown> = {}) {
  wire.file({ uri, headline, ...more });
  const article = await wire.article(headline);
  expect(await comes('cms', ({ data }) => data.revisionId === article.revisionId)).toBe(true);
  return article;
}

describe('resend', () => {
  test('sends the current revision under its own id to a destination that is named, whatever its filter says', async () => {
    const { id, revisionId } = await told('urn:a:1', 'Tide warning for Merrow');
    expect(await wire.post(`/v1/articles/${id}/resend`, { ...why, destination: 'french' })).toMatchObject({
      status: 200,
      body: { article: id, revisionId },
    });
    expect(await comes('french', ({ id: sent }) => sent === revisionId)).toBe(true);
    expect((await wire.get('/v1/audit')).body.acts).toContainEqual(
      expect.objectContaining({ act: 'resend', by: 'night', of: `${id} french` }),
    );
  });

  test('is refused where an embargo holds the article, or there is no such thing', async () => {
    wire.file({ uri: 'urn:a:2', headline: 'Budget of Merrow', embargoed: '2026-12-24T10:00:00Z' });
    const { id } = await wire.article('Budget of Merrow');
    expect(await wire.post(`/v1/articles/${id}/resend`, why)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/embargo/) },
    });
    expect(await wire.post('/v1/articles/art_none/resend', why)).toMatchObject({ status: 404 });
    expect(await wire.post(`/v1/articles/${id}/resend`, { ...why, destination: 'nobody' })).toMatchObject({
      status: 409,
    });
  });
});

describe('split', () => {
  test('makes the second story an article of its own, and the first what it was', async () => {
    const first = await told('urn:a:3', 'Ferry late at Merrow');
    const joined = await told('urn:a:3', 'Bridge closed in Oslo', { versioncreated: '2026-11-03T12:00:00Z' });
    expect(joined.id).toBe(first.id);
    const { body } = await wire.post<{ article: string }>(`/v1/articles/${first.id}/split`, why);
    expect(body).toMatchObject({ revision: 1, change: 'new' });
    expect(await comes('cms', ({ data }) => data.id === body.article)).toBe(true);
    expect(sentOf('cms', body.article)[0]?.data).toMatchObject({
      headline: 'Bridge closed in Oslo',
      splitFrom: first.id,
    });
    expect(await comes('cms', ({ data }) => data.id === first.id && data.revision === 3)).toBe(true);
    expect(sentOf('cms', first.id).at(-1)?.data).toMatchObject({
      headline: 'Ferry late at Merrow',
      change: 'correction',
    });
    for (const again of [why, { ...why, revision: 2 }])
      expect((await wire.post(`/v1/articles/${first.id}/split`, again)).body).toMatchObject(body);
    await told('urn:a:3', 'Bridge opened in Oslo', { versioncreated: '2026-11-03T13:00:00Z' });
    expect(await comes('cms', ({ data }) => data.id === body.article && data.revision === 2)).toBe(true);
  });

  test('is refused where nothing stands before', async () => {
    const { id } = await told('urn:a:4', 'One version alone');
    expect(await wire.post(`/v1/articles/${id}/split`, why)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/nothing stands before/) },
    });
  });
});

test('merge withdraws one article and goes on under the other, to which its ids lead', async () => {
  const one = await told('urn:a:5', 'Pilot boat found off Merrow');
  const other = await told('urn:a:6', 'Crew of pilot boat is safe');
  const merging = { ...why, into: other.id };
  const { status, body } = await wire.post(`/v1/articles/${one.id}/merge`, merging);
  expect([status, body.change]).toEqual([200, 'withdrawal']);
  expect(await comes('cms', ({ data }) => data.id === one.id && data.pubStatus === 'canceled')).toBe(true);
  expect(sentOf('cms', one.id).at(-1)?.data).toMatchObject({ mergedInto: other.id, bodyText: '' });
  expect((await wire.post(`/v1/articles/${one.id}/merge`, merging)).body).toEqual(body);
  const later = await told('urn:a:5', 'Pilot boat is towed home', { versioncreated: '2026-11-03T14:00:00Z' });
  expect([later.id, later.revision]).toEqual([other.id, 2]);
  expect(await wire.post(`/v1/articles/${other.id}/merge`, { ...why, into: other.id })).toMatchObject({ status: 409 });
});

test('purge takes the text of a withdrawn article out of every store, and keeps the record of it', async () => {
  const secret = 'quicksilver heron manuscript';
  const { id, revisionId } = await told('urn:a:7', `A ${secret}`, { body: `They spoke of a ${secret} at the quay.` });
  await until(async () => ((await wire.get<{ count: number }>('/v1/search?q=quicksilver')).body.count ?? 0) === 1);
  expect(await wire.post(`/v1/articles/${id}/purge`, why)).toMatchObject({ status: 409 });
  await wire.post(`/v1/articles/${id}/withdraw`, why);
  expect(await comes('cms', ({ data }) => data.id === id && data.pubStatus === 'canceled')).toBe(true);
  expect(await wire.post(`/v1/articles/${id}/purge`, why)).toMatchObject({ status: 200, body: { revisions: 2 } });
  await until(async () => (await wire.get<{ count: number }>('/v1/search?q=quicksilver')).body.count === 0);
  const { body } = await wire.get<{ arrivals: { revisionId: string }[] }>(`/v1/explain?of=${id}`);
  expect(body.arrivals.map((each) => each.revisionId)).toContain(revisionId);
  expect(JSON.stringify((await wire.get(`/v1/articles/${id}/revisions?held=true`)).body)).not.toContain(secret);
  expect((await wire.get('/v1/audit')).body.acts).toContainEqual(expect.objectContaining({ act: 'purge', of: id }));
  const index = readFileSync(join(wire.folder, 'data', 'search.sqlite'));
  expect(index.includes('quicksilver')).toBe(false);
  expect(await wire.plainText()).not.toContain('quicksilver');
});

describe('replay', () => {
  test('sends a new destination what the wire log says: each article as it is now, the stops, in order, marked', async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    await wire.changeTo([{ id: 'cms' }, { id: 'french', ...french }, { id: 'late' }]);
    expect(
      await until(
        async () => (await wire.post('/v1/destinations/late/replay', { ...why, since, dryRun: true })).status === 200,
      ),
    ).toBe(true);
    const expected = await wire.lastOfEach();
    const counted = await wire.post('/v1/destinations/late/replay', { ...why, since, dryRun: true });
    expect(counted.body).toMatchObject({ articles: expected.length, begun: false });
    expect(wire.sentTo('late')).toEqual([]);
    expect(await wire.post('/v1/destinations/late/replay', { ...why, since, until: since })).toMatchObject({
      status: 400,
    });
    expect((await wire.post('/v1/destinations/late/replay', { ...why, since })).body).toMatchObject({
      articles: expected.length,
      begun: true,
    });
    expect(await until(() => wire.sentTo('late').length >= expected.length)).toBe(true);
    const sent = wire.sentTo('late');
    expect(sent.map(({ data }) => [data.id, data.revisionId]).sort()).toEqual(expected.sort());
    expect(sent.every(({ replay }) => replay === true)).toBe(true);
    expect(sent.filter(({ data }) => data.pubStatus === 'canceled').every(({ data }) => data.bodyText === '')).toBe(
      true,
    );
  });

  test('needs a destination, and is done from the command line too', () => {
    const words = ['replay', 'nobody', '--since', '2026-11-26T00:00:00Z', '--reason', 'x'];
    const run = (more: readonly string[]) =>
      spawnSync(process.execPath, ['dist/workers/copytaster.js', ...more, '--url', wire.service.address], {
        env: { PATH: process.env.PATH, COPYTASTER_TOKEN: wire.night.token },
        encoding: 'utf8',
      });
    expect(run(words)).toMatchObject({ status: 1, stderr: expect.stringMatching(/no destination nobody/) });
    const counted = run(['replay', 'cms', ...words.slice(2), '--dry-run', '--json']);
    expect(JSON.parse(counted.stdout)).toMatchObject({ begun: false });
  });
});
