import { afterAll, beforeAll, expect, test } from 'vitest';
import { Article } from '../../src/article/article.ts';
import { TestOutcome } from '../../src/http/act-documents.ts';
import { DestinationTests } from '../../src/publishing/destination-tests.ts';
import { loadPlugins } from '../../src/registry.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import type { DestinationSettings } from '../../src/settings/schema.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

async function testsOf(over: Record<string, unknown> = {}): Promise<DestinationTests> {
  const destinations = await loadPlugins('destinations');
  const schema = destinationSchema(destinations.get('webhook')!);
  const given = { id: 'cms', type: 'webhook', url: server.url, allowPrivateAddresses: true, ...over };
  const settings = schema.parse(given) as DestinationSettings;
  return new DestinationTests({
    destinations,
    renderers: await loadPlugins('renderers'),
    settings: (id) => (id === 'cms' ? settings : null),
    userAgent: 'copytaster/test',
    now: Date.now,
  });
}

test('a test event is marked, and is an article of the class test', async () => {
  server.script(answer(204));
  expect(await (await testsOf()).test('cms')).toEqual({ outcome: 'delivered', detail: '204' });
  const { type, data } = JSON.parse(server.seen.at(-1)!.body) as { type: string; data: unknown };
  expect(type).toBe('test');
  expect(Article.parse(data)).toMatchObject({ newsClass: 'test', headline: 'Copytaster: a test, not for publication' });
});

test('goes in the document of the destination', async () => {
  server.script(answer(204));
  await (await testsOf({ document: 'nitf' })).test('cms');
  expect(server.seen.at(-1)!.body).toContain('<tobject tobject.type="test"/>');
  expect(server.seen.at(-1)!.headers['copytaster-type']).toBe('test');
});

test('says why it was not taken', async () => {
  server.script(answer(503));
  expect(await (await testsOf()).test('cms')).toMatchObject({ outcome: 'failed', reason: 'answered 503' });
  expect(await (await testsOf({ url: 'http://127.0.0.1:1' })).test('cms')).toMatchObject({ outcome: 'failed' });
});

test.each([
  [204, 'delivered'],
  [401, 'denied'],
  [404, 'denied'],
  [410, 'gone'],
  [422, 'refused'],
  [429, 'paced'],
  [500, 'failed'],
])('what is answered %i can be told over the API', async (status, outcome) => {
  server.script(answer(status));
  expect(TestOutcome.parse(await (await testsOf()).test('cms'))).toMatchObject({ outcome });
});

test('of a destination that is not there is null', async () => {
  expect(await (await testsOf()).test('nobody')).toBeNull();
});
