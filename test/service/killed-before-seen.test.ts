import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const HEADLINE = 'Lock gates jam at Orsund and shut the canal to barges';
const STORY = {
  type: 'text',
  language: 'en',
  headline: HEADLINE,
  body_text:
    'The canal board shut the locks of Orsund after both gates jammed half open. Nineteen barges were waiting.',
};
const FEEDS = {
  ap: { agency: 'ap', speaksFor: ['ap'] },
  reuters: { agency: 'reuters', speaksFor: ['reuters'] },
  partner: { standing: 'partner' },
};

const editor = makeToken('editor', ['read', 'act']);
const authorization = { authorization: `Bearer ${editor.token}` };
const folder = mkdtempSync(join(tmpdir(), 'ct-killed-'));
let service: RunningService;

beforeAll(async () => {
  const feeds = Object.entries(FEEDS).map(([id, more]) => {
    mkdirSync(join(folder, id));
    return { id, transport: 'folder', path: join(folder, id), ...more };
  });
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    http: { tokens: [editor.kept] },
    feeds,
    destinations: [],
  });
  await until(async () => (await service.get('/readyz')).status === 200);
}, 120_000);

afterAll(async () => {
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

async function drop(feed: keyof typeof FEEDS, name: string, more: object): Promise<void> {
  writeFileSync(join(folder, feed, `${name}.json`), JSON.stringify({ ...STORY, uri: `urn:orsund:${name}`, ...more }));
  expect(await until(() => existsSync(join(folder, feed, 'done', `${name}.json`)), 60_000)).toBe(true);
}

test('of a story that was stopped before it came, no copy under another id is published, and an alarm asks', async () => {
  await drop('ap', 'stopped', { pubstatus: 'canceled', body_text: '' });
  await drop('ap', 'late', {});
  await drop('partner', 'copy', { creditline: 'AP' });
  await drop('reuters', 'own', { body_text: 'Barges were stuck at Orsund on Tuesday, shipping agents told Reuters.' });

  const shown = async (): Promise<string> => JSON.stringify((await service.get('/v1/articles', authorization)).body);
  expect(await until(async () => (await shown()).includes('urn:orsund:own'))).toBe(true);
  expect(await shown()).not.toMatch(/urn:orsund:(?:late|copy)/);
  const alarms = JSON.stringify((await service.get('/v1/system', authorization)).body);
  for (const feed of ['ap', 'partner']) expect(alarms).toContain(`copy from ${feed} (urn:orsund:`);
}, 300_000);

test('an operator who finds that the copy is another story sends it from the spike', async () => {
  const { spiked } = (await service.get('/v1/spike', authorization)).body as { spiked: { id: string; uri: string }[] };
  const late = spiked.find(({ uri }) => uri === 'urn:orsund:late');
  const answer = await fetch(`${service.address}/v1/spike/${late?.id}/send`, {
    method: 'POST',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'the desk called the agency' }),
  });
  expect(answer.status).toBe(200);
  const shown = async (): Promise<string> => JSON.stringify((await service.get('/v1/articles', authorization)).body);
  expect(await until(async () => (await shown()).includes('urn:orsund:late'))).toBe(true);
});
