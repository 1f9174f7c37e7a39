import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../running-service.ts';
import { runCommand } from './run-command.ts';

interface Stops {
  readonly stops: readonly unknown[];
}

const data = mkdtempSync(join(tmpdir(), 'ct-quickstart-'));
const words = ['dist/workers/copytaster.js', 'quickstart', '--rate', '15', '--data', data];
const child = spawn(process.execPath, words, {
  env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0' },
  stdio: ['ignore', 'pipe', 'ignore'],
});
let said = '';
child.stdout.on('data', (chunk: Buffer) => {
  said += chunk.toString();
});
const addressOf = (): string => /the page +(http:\S+?)\/\n/.exec(said)?.[1] ?? '';
const ask = async (path: string): Promise<unknown> => (await fetch(addressOf() + path)).json();

beforeAll(async () => {
  await until(async () => (((await ask('/v1/stops').catch(() => null)) as Stops | null)?.stops.length ?? 0) > 1);
}, 120_000);
afterAll(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

test('stories are killed on the wire that is shown first, and none that nobody has seen', async () => {
  const { stops } = (await ask('/v1/stops')) as Stops;
  expect(stops.length).toBeGreaterThan(1);
  expect(JSON.stringify(await ask('/readyz'))).not.toContain('names no article');
  expect(said).not.toContain('kill for a story never seen');
});

test('commands that act need its address alone', async () => {
  const { articles } = (await ask('/v1/articles?newsClass=story')) as { articles: { id: string; pubStatus: string }[] };
  const { id } = articles.find(({ pubStatus }) => pubStatus === 'usable')!;
  const act = (words: readonly string[]): Promise<string> => runCommand(words, { COPYTASTER_URL: addressOf() });
  expect(await act(['hold', id, '--reason', 'a claim'])).toMatch(/^art_\w+: .*withheld/);
  expect(await act(['audit'])).toMatch(/hold +art_\w+ +a claim/);
});

test('a Ctrl-C that comes twice, from the terminal and by npm, ends it well', async () => {
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await wait(20);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
