import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArticleRevisions } from '../../src/store/articles.ts';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { DurableRedis } from './durable-redis.ts';

const LIST = `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://example.org/</link><description>x</description>
<item><guid isPermaLink="false">tag:example.org,2026:crane</guid><title>Crane stands still</title><description>A crane of the old quay stands still after a storm tore off its cabin on Monday night.</description></item>
<item><guid isPermaLink="false">tag:example.org,2026:copper</guid><title>Copper output rises</title><description>The northern mines dug seven percent more copper in October than a year ago, the ministry said.</description></item>
</channel></rss>`;

const folder = mkdtempSync(join(tmpdir(), 'ct-altered-'));
const redis = new DurableRedis(folder);
const services: RunningService[] = [];
let wire: ScriptedServer;
let receiver: ScriptedServer;
let store: Store;

async function start(roles: string): Promise<RunningService> {
  const service = await startService(
    {
      redis: { dataFolder: join(folder, `data-${services.length}`) },
      feeds: [
        {
          id: 'wire',
          url: wire.url,
          agency: 'reuters',
          speaksFor: ['reuters'],
          every: { min: '500ms', max: '500ms' },
          onFirstPoll: 'send',
          allowPrivateAddresses: true,
        },
      ],
      destinations: [
        { id: 'reader', type: 'webhook', url: receiver.url, allowPrivateAddresses: true, from: 'beginning' },
      ],
    },
    { words: ['--roles', roles], environment: { REDIS_URL: redis.path } },
  );
  services.push(service);
  return service;
}

const altered = async ({ get }: RunningService): Promise<string | undefined> =>
  /^copytaster_redis_losses_total\{kind="altered"\} (\d+)$/m.exec(String((await get('/metrics')).body.text))?.[1];
const headlines = async ({ get }: RunningService): Promise<string[]> =>
  ((await get('/v1/articles')).body.articles as { headline: string }[]).map(({ headline }) => headline).toSorted();

beforeAll(async () => {
  await redis.start();
  [wire, receiver] = [await startScriptedServer(), await startScriptedServer()];
  wire.script(answer(200, { 'content-type': 'application/rss+xml' }, LIST));
  receiver.script(answer(503));
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(async () => {
  for (const service of services) await service.end();
  store.redis.disconnect();
  await redis.kill();
  await Promise.all([wire.close(), receiver.close()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('what Redis altered', () => {
  let reader: RunningService;

  test('in a receipt is not worked: the feed brings it again', async () => {
    await start('fetch,http');
    let receipt = '';
    await until(async () => {
      receipt = (await store.redis.zrange(keys.receipts, '0', '0'))[0] ?? '';
      return (await store.redis.hexists(keys.receipt(receipt), 'chunk:0')) === 1;
    });
    const chunk = (await store.redis.hgetBuffer(keys.receipt(receipt), 'chunk:0')) as Buffer;
    chunk.writeUInt8(chunk.readUInt8(chunk.length >> 1) ^ 1, chunk.length >> 1);
    await store.redis.hset(keys.receipt(receipt), 'chunk:0', chunk);
    reader = await start('stories,publish,http');
    expect(await until(async () => (await headlines(reader)).length === 2)).toBe(true);
    expect(await headlines(reader)).toEqual(['Copper output rises', 'Crane stands still']);
    expect(reader.log.filter(({ msg }) => /^a receipt is let go: redis altered it/.test(msg))).toEqual([
      expect.objectContaining({ feed: 'wire', receipt }),
    ]);
    expect(await altered(reader)).toBe('1');
  });

  test('in its append-only file, and started on, is published nowhere; it is a dead letter with what to do', async () => {
    const [first, second] = (await reader.get('/v1/articles')).body.articles as {
      id: string;
      revisionId: string;
      headline: string;
    }[];
    await until(() => receiver.seen.length >= 2);
    const body = (await store.redis.hgetBuffer(keys.revision(first!.revisionId), 'body')) as Buffer;
    // A publisher that goes on has the revision in its memory, as it was.
    await reader.end();
    await redis.kill();
    const bytes = readFileSync(redis.appendOnlyFile);
    const at = bytes.indexOf(body) + (body.length >> 1);
    expect(at).toBeGreaterThan(body.length);
    bytes.write('?'.repeat(9), at);
    writeFileSync(redis.appendOnlyFile, bytes);
    await redis.start();
    const refused = receiver.seen.length;
    receiver.script(answer(204));
    reader = await start('stories,publish,http');
    const got = (): string[] =>
      receiver.seen
        .slice(refused)
        .map(({ body: text }) => (JSON.parse(text) as { data: { headline: string } }).data.headline);
    expect(await until(() => got().includes(second!.headline))).toBe(true);
    expect(await until(async () => (await listDeadLetters(store, 10)).length === 1)).toBe(true);
    expect((await listDeadLetters(store, 10))[0]).toMatchObject({
      kind: 'delivery',
      reason: expect.stringMatching(/^redis altered the revision .* restore a backup/),
      fields: { revisionId: first!.revisionId },
    });
    expect(got()).toEqual([second!.headline]);
    expect(
      reader.log.some(({ msg, revisionId }) => /redis altered it/.test(msg) && revisionId === first!.revisionId),
    ).toBe(true);
    expect(await headlines(reader)).toEqual([second!.headline]);
    expect(await readArticleRevisions(store, first!.id)).toEqual([]);
  });
});
