import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-test-alarm-'));
const config = join(folder, 'copytaster.yaml');
let desk: ScriptedServer;
let broken: ScriptedServer;

beforeAll(async () => {
  desk = await startScriptedServer();
  broken = await startScriptedServer();
  broken.script(answer(503));
  const ways = [
    { id: 'log', type: 'log' },
    { id: 'desk', type: 'slack', url: desk.url, priorities: ['urgent'], allowPrivateAddresses: true },
    { id: 'old-desk', type: 'webhook', url: broken.url, allowPrivateAddresses: true },
  ];
  const quiet = { from: '00:00', to: '23:59', priorities: ['urgent', 'ordinary'] };
  writeFileSync(config, JSON.stringify({ alarms: { ways, quiet } }));
});
afterAll(async () => {
  await Promise.all([desk.close(), broken.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]): Promise<string> => runCommand(['test-alarm', ...words, '--config', config], {});

test('a marked alarm goes by every way, quiet hours or not, and each says what came of it', async () => {
  const said = await run('--by', 'Ana');
  expect(said).toMatch(/"msg":"alarm: TEST, nothing is wrong: Ana looks whether alarms arrive by log"/);
  expect(said).toMatch(/^log +log +told/m);
  expect(said).toMatch(/^desk +slack +told/m);
  expect(said).toMatch(/^old-desk +webhook +failed +answered 503/m);
  expect(JSON.parse(desk.seen[0]?.body ?? '')).toMatchObject({
    text: expect.stringMatching(/^\*URGENT: TEST, nothing is wrong: Ana looks/),
  });
});

test('one way alone is tried by its id, and one that there is not is named with its nearest', async () => {
  expect(JSON.parse(await run('desk', '--json'))).toEqual({
    ways: [{ way: 'desk', type: 'slack', outcome: 'told', reason: null }],
  });
  expect(await run('desks')).toMatch(/there is no way "desks"; did you mean desk\?/);
});
