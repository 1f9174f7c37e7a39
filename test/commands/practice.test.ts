import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { runCommandLine } from '../../src/commands/parts/command-line.ts';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-practice-'));
const STORIES = ['harbour', 'copper', 'ferries', 'museum', 'orchard', 'tunnel', 'library'];
const READING = new URL('../../dist/workers/reading-thread.js', import.meta.url);

let cms: ScriptedServer;
let service: RunningService;
let settings: Record<string, unknown>;
beforeAll(async () => {
  cms = await startScriptedServer();
  mkdirSync(join(folder, 'wire'));
  const items = STORIES.map((word) => ({
    id: `urn:${word}`,
    title: `Council votes on the ${word}`,
    content_text: `The council voted on the ${word} in its ${word} meeting, with ${word} and all that belongs to a ${word}.`,
  }));
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Wire', items };
  writeFileSync(join(folder, 'wire', 'all.json'), JSON.stringify(feed));
  settings = {
    redis: { dataFolder: join(folder, 'data') },
    feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'wire') }],
    destinations: [{ id: 'cms', type: 'webhook', url: cms.url, from: 'beginning', allowPrivateAddresses: true }],
  };
  service = await startService(settings);
  expect(await until(() => cms.seen.length === STORIES.length)).toBe(true);
});
const practices: { stop(): void; ended: Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { stop, ended } of practices.splice(0)) {
    stop();
    await ended;
  }
});
afterAll(async () => {
  await service.end();
  await cms.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A practice that goes on until it ends by itself or is ended. */
function startPractice(words: readonly string[]) {
  const stdout = new PassThrough();
  let said = '';
  stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const stop = new AbortController();
  const ended = runCommandLine(['practice', ...words, '--port', '0', '--data', join(folder, 'practice')], {
    stdin: Readable.from([]),
    stdout,
    stderr: stdout,
    environment: {},
    readingThread: READING,
    signal: stop.signal,
  });
  const practice = { said: () => said, stop: () => stop.abort(), ended };
  practices.push(practice);
  return practice;
}

test('a kept day is played again, a desk is timed at a kill, and nobody outside hears of it', async () => {
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify(settings));
  const before = cms.seen.length;
  const today = new Date().toISOString().slice(0, 10);
  const practice = startPractice(['--from', today, '--config', config, '--speed', '1000', '--drill', 'kill']);
  expect(await until(() => /DRILL/.test(practice.said())), practice.said()).toBe(true);
  const [, address = ''] = /the desk is at (\S+)\//.exec(practice.said()) ?? [];
  const [, headline = ''] = /rings: "([^"]+)"/.exec(practice.said()) ?? [];
  const { articles } = (await (await fetch(`${address}/v1/articles`)).json()) as {
    articles: { id: string; headline: string }[];
  };
  const story = articles.find((each) => each.headline === headline);
  const { forgeryToken } = (await (await fetch(`${address}/v1/session`)).json()) as { forgeryToken: string };
  const answer = await fetch(`${address}/v1/articles/${encodeURIComponent(story?.id ?? '')}/withdraw`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-copytaster-forgery': forgeryToken },
    body: JSON.stringify({ reason: 'it is not true' }),
  });
  expect(answer.status).toBe(200);
  expect(await practice.ended).toBe(0);
  expect(practice.said()).toMatch(/The desk took \d+\.\d s/);
  expect(practice.said()).toMatch(/practice-cms +was told after/);
  expect(practice.said()).toMatch(/practice-app +was told after/);
  expect(cms.seen.length).toBe(before);
  expect(articles.map((each) => each.headline).sort()).toEqual(
    STORIES.map((word) => `Council votes on the ${word}`).sort(),
  );
});

test('without a day the wire is simulated', async () => {
  const practice = startPractice(['--speed', '300']);
  expect(await until(() => /the desk is at/.test(practice.said())), practice.said()).toBe(true);
  const [, address = ''] = /the desk is at (\S+)\//.exec(practice.said()) ?? [];
  const count = async (): Promise<number> =>
    ((await (await fetch(`${address}/v1/articles`)).json()) as { articles: unknown[] }).articles.length;
  expect(await until(async () => (await count()) > 3)).toBe(true);
  expect(await (await fetch(`${address}/page/main.js`)).text()).toContain('import');
  practice.stop();
  expect(await practice.ended).toBe(0);
});

test('a simulated agency kills nothing itself while a desk is timed at a kill', async () => {
  const practice = startPractice(['--speed', '600', '--drill', 'kill']);
  expect(await until(() => /DRILL/.test(practice.said())), practice.said()).toBe(true);
  const [, address = ''] = /the desk is at (\S+)\//.exec(practice.said()) ?? [];
  const list = async (path: string, name: string) =>
    ((await (await fetch(`${address}${path}`)).json()) as Record<string, readonly unknown[]>)[name] ?? [];
  expect(await until(async () => (await list('/v1/articles?limit=100', 'articles')).length > 40)).toBe(true);
  expect(await list('/v1/stops', 'stops')).toEqual([]);
  expect(practice.said()).not.toMatch(/The desk took/);
});

test.each([
  ['yesterday', /is no day; write one such as/],
  ['2001-01-01', /nothing is kept of 2001-01-01/],
])('the day %s is refused', async (day, words) => {
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify(settings));
  const practice = startPractice(['--from', day, '--config', config]);
  expect(await practice.ended).toBeGreaterThan(0);
  expect(practice.said()).toMatch(words);
});
