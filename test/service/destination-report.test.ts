import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const KEY = 'a-key-of-the-desk';
const folder = mkdtempSync(join(tmpdir(), 'ct-report-'));
const editor = makeToken('editor', ['read', 'act']);
const reader = makeToken('reader', ['read']);

interface Report {
  readonly attempts: readonly { outcome: string; reason: string; body: string | null; headline: string | null }[];
  readonly owed: number;
  readonly lastAnswer: { outcome: string; reason: string } | null;
  readonly lag: readonly { waiting: number }[];
}

let receiver: ScriptedServer;
let service: RunningService;
beforeAll(async () => {
  receiver = await startScriptedServer();
  receiver.script(
    answer(422, { 'content-type': 'application/json' }, JSON.stringify({ error: 'no such desk', key: KEY })),
    answer(422, {}, 'no such desk'),
  );
  mkdirSync(join(folder, 'wire'));
  const item = { id: 'urn:1', title: 'Council votes on the harbour', content_text: 'The council voted.' };
  writeFileSync(
    join(folder, 'wire', 'one.json'),
    JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Wire', items: [item] }),
  );
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    http: { tokens: [editor.kept, reader.kept] },
    feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'wire') }],
    destinations: [
      {
        id: 'cms',
        type: 'webhook',
        url: receiver.url,
        secrets: [SECRET],
        headers: { 'x-key': KEY },
        from: 'beginning',
        allowPrivateAddresses: true,
      },
    ],
  });
});
afterAll(async () => {
  await service.end();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const report = async (token: string, id = 'cms') => {
  const { status, body } = await service.get(`/v1/destinations/${id}`, { authorization: `Bearer ${token}` });
  return { status, body: body as unknown as Report };
};

test('a destination tells its last answers in its own words, without our secrets, to who may act', async () => {
  expect(await until(async () => (await report(editor.token)).body.attempts.length > 0)).toBe(true);
  const { body } = await report(editor.token);
  expect(body.attempts.at(-1)).toMatchObject({
    outcome: 'refused',
    reason: 'answered 422',
    body: '{"error":"no such desk","key":"[redacted]"}',
    headline: 'Council votes on the harbour',
  });
  expect(body.lastAnswer).toMatchObject({ outcome: 'refused', reason: 'answered 422' });
  expect(body.lag.length).toBeGreaterThan(0);
  const { body: less } = await report(reader.token);
  expect(less.attempts.at(-1)).toMatchObject({ outcome: 'refused', body: null });
  expect((await report(editor.token, 'elsewhere')).status).toBe(404);
});
