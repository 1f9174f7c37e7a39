import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-letters-'));
let redis: TestRedis;
let receiver: ScriptedServer;
let service: RunningService;

const settings = (format: string, destination = 'cms') => ({
  feeds: [
    {
      id: 'wire',
      transport: 'folder',
      path: join(folder, 'in'),
      stalls: '1s',
      format,
      agency: 'reuters',
      speaksFor: ['reuters'],
      language: 'en',
      every: { min: '500ms', max: '1s' },
      onFirstPoll: 'send',
    },
  ],
  destinations: [
    { id: destination, type: 'webhook', url: receiver.url, allowPrivateAddresses: true, from: 'beginning' },
  ],
});

function put(name: string, content: string): void {
  mkdirSync(join(folder, 'in'), { recursive: true });
  writeFileSync(join(folder, name), content);
  renameSync(join(folder, name), join(folder, 'in', name));
}

const LIGHTHOUSE =
  'ROST, Nov 3 (Reuters) - The lighthouse of the outer island burns again after eleven years, its keeper told the harbour office.';

const rss = (guid: string, headline: string, body: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://example.org/</link><description>x</description><item><guid isPermaLink="false">${guid}</guid><title>${headline}</title><description>${body}</description></item></channel></rss>`;

async function run(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(
    process.execPath,
    ['dist/workers/copytaster.js', ...words, '--config', join(service.folder, 'copytaster.yaml')],
    { env: { PATH: process.env.PATH, REDIS_URL: redis.path } },
  );
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly fields: Record<string, string>;
}
async function letters(): Promise<Letter[]> {
  return (JSON.parse((await run('dead-letters', 'list', '--json')).out) as { letters: Letter[] }).letters;
}

async function changeSettings(next: ReturnType<typeof settings>): Promise<void> {
  const heard = service.log.length;
  service.change(next);
  await service.hears(/^settings replaced$/, heard);
}

const received = (): { uri: string; headline: string; revision: number }[] =>
  receiver.seen.map(
    ({ body }) => (JSON.parse(body) as { data: { uri: string; headline: string; revision: number } }).data,
  );

beforeAll(async () => {
  redis = await startTestRedis();
  receiver = await startScriptedServer();
  service = await startService(settings('rss'), { environment: { REDIS_URL: redis.path } });
});

afterAll(async () => {
  await service?.end();
  await receiver?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('dead letters', () => {
  test('there is none at first', async () => {
    expect(await run('dead-letters')).toEqual({ code: 0, out: 'There is no dead letter.\n', err: '' });
  });

  test('a document that cannot be read is listed, shown with its bytes, and read again by other settings', async () => {
    const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>w</title><id>urn:x</id><updated>2026-11-03T08:00:00Z</updated><entry><id>tag:example.org,2026:atom</id><title>Ferry returns to its berth</title><updated>2026-11-03T08:00:00Z</updated><content type="text">BERGEN, Nov 3 (Reuters) - The ferry returned to its berth on Tuesday.</content></entry></feed>\u001b[2J`;
    put('atom.xml', atom);
    await until(async () => (await letters()).length === 1);
    const [letter] = await letters();
    expect(letter).toMatchObject({ kind: 'document', fields: { feed: 'wire', file: 'atom.xml' } });
    const table = await run('dead-letters', 'list');
    expect(table.out).toContain(letter!.id);
    const shown = await run('dead-letters', 'show', letter!.id);
    expect(shown.out).toContain('Ferry returns to its berth');
    expect(shown.out).not.toContain('\u001b');
    expect((await run('dead-letters', 'show', letter!.id, '--raw')).out).toBe(atom);
    await changeSettings(settings('auto'));
    put('atom.xml', atom.replace('\u001b[2J', ''));
    expect(await run('dead-letters', 'retry', letter!.id, '--json')).toMatchObject({ code: 0 });
    expect(await until(() => received().some(({ uri }) => uri === 'tag:example.org,2026:atom'))).toBe(true);
    expect(received().filter(({ uri }) => uri === 'tag:example.org,2026:atom')).toHaveLength(1);
  });

  test('a delivery that was refused for good is sent again, as the article stands now', async () => {
    receiver.script(answer(422), answer(422), answer(422), answer(200));
    put(
      'one.xml',
      rss(
        'tag:example.org,2026:one',
        'Crane stands still',
        'BERGEN, Nov 3 (Reuters) - A crane of the old quay stands still after a storm tore off its cabin on Monday night.',
      ),
    );
    await until(async () => (await letters()).some(({ kind }) => kind === 'delivery'));
    const letter = (await letters()).find(({ kind }) => kind === 'delivery')!;
    expect(letter.fields).toMatchObject({ destination: 'cms' });
    expect((await run('dead-letters', 'show', letter.id)).out).toContain('422');
    const before = receiver.seen.length;
    expect((await run('dead-letters', 'retry', letter.id)).out).toBe(
      `${letter.id}: the article's current revision is sent again\n`,
    );
    expect(await until(() => receiver.seen.length > before)).toBe(true);
    expect(received().at(-1)).toMatchObject({ uri: 'tag:example.org,2026:one', revision: 1 });
    expect(await letters()).toEqual([]);
    expect((await run('dead-letters', 'retry', letter.id)).code).toBe(1);
  });

  test('a letter whose article moved on sends nothing old', async () => {
    receiver.script(answer(422), answer(422), answer(422), answer(200));
    put(
      'two-1.xml',
      rss(
        'tag:example.org,2026:two',
        'Copper output rises',
        'SANTIAGO, Nov 3 (Reuters) - The northern mines dug seven percent more copper in October than a year ago, the ministry announced.',
      ),
    );
    await until(async () => (await letters()).length === 1);
    const [letter] = await letters();
    put(
      'two-2.xml',
      rss(
        'tag:example.org,2026:two',
        'Copper output rises',
        'SANTIAGO, Nov 3 (Reuters) - The northern mines dug nine percent more copper in October than a year ago, the ministry announced.',
      ),
    );
    const moved = (): boolean =>
      received().some(({ uri, revision }) => uri === 'tag:example.org,2026:two' && revision === 2);
    expect(await until(moved)).toBe(true);
    await until(async () => JSON.parse((await run('destinations', '--json')).out)[0].waiting === 0);
    const before = receiver.seen.length;
    expect((await run('dead-letters', 'retry', letter!.id)).out).toContain('nothing to send');
    expect(received().slice(before)).toEqual([]);
    expect(await letters()).toEqual([]);
  });

  test('a letter of a destination that left the settings stays, and says how it can be sent', async () => {
    receiver.script(answer(422), answer(422), answer(422), answer(200));
    put('three.xml', rss('tag:example.org,2026:three', 'Lighthouse lit again', LIGHTHOUSE));
    await until(async () => (await letters()).length === 1);
    const [letter] = await letters();
    await changeSettings(settings('auto', 'app'));
    const refused = await run('dead-letters', 'retry', letter!.id);
    expect(refused.out).toContain('its destination is not in the settings any more');
    expect(refused.out).toContain('the article is kept');
    expect(refused.code).toBe(1);
    expect(await letters()).toHaveLength(1);
    await changeSettings(settings('auto'));
    expect((await run('dead-letters', 'retry', letter!.id)).out).toContain('is sent again');
    expect(await letters()).toEqual([]);
  });

  test('letters are discarded', async () => {
    await changeSettings(settings('rss'));
    put('junk.xml', 'no document at all');
    await until(async () => (await letters()).length === 1);
    const [letter] = await letters();
    expect(await run('dead-letters', 'discard', letter!.id)).toMatchObject({
      code: 0,
      out: `${letter!.id}: is discarded\n`,
    });
    expect(await letters()).toEqual([]);
  });

  test('two documents of one feed are tried again, one after the other', async () => {
    put('junk-2.xml', 'no document at all');
    put('junk-3.xml', 'none here either');
    await until(async () => (await letters()).length === 2);
    expect(await run('dead-letters', 'retry', '--all')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^(?:\S+: is worked again\n){2}$/),
    });
    expect(await until(async () => (await letters()).length === 2)).toBe(true);
    expect(await run('dead-letters', 'discard', '--all')).toMatchObject({ code: 0 });
  });

  test.each([
    [['dead-letters', 'burn', 'x'], 2],
    [['dead-letters', 'show'], 2],
    [['dead-letters', 'show', 'nothing'], 1],
    [['dead-letters', 'discard', 'nothing'], 1],
  ])('%j ends with %i', async (words, code) => {
    expect((await run(...words)).code).toBe(code);
  });
});
