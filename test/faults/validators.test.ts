import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import type { CrashPoint } from '../../src/telemetry/crash-points.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { answer, type SeenRequest, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis } from '../redis-server.ts';
import { startService, until } from '../running-service.ts';

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://example.org/</link>
<description>x</description><item><guid isPermaLink="false">tag:example.org,2026:1</guid><title>Crane stands still</title>
<description>A crane of the old quay stands still after a storm tore off its cabin on Monday night.</description></item>
</channel></rss>`;

/** Runs a service that dies at a point of its first fetch, then one that does not. */
async function crashAndRestart(
  point: CrashPoint,
): Promise<{ kept: string | null; asked: readonly SeenRequest[]; delivered: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-validators-'));
  const redis = await startTestRedis();
  const wire = await startScriptedServer();
  wire.script((response, request) =>
    answer(request.headers['if-none-match'] === '"one"' ? 304 : 200, { etag: '"one"' }, FEED)(response, request),
  );
  const settings = {
    redis: { dataFolder: join(folder, 'data') },
    feeds: [
      {
        id: 'wire',
        url: wire.url,
        every: { min: '500ms', max: '500ms' },
        onFirstPoll: 'send',
        allowPrivateAddresses: true,
      },
    ],
    destinations: [{ id: 'drop', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' }],
  };
  const delivered = (): string[] => journalLines(join(folder, 'drop'));
  try {
    const environment = { REDIS_URL: redis.path, NODE_ENV: 'test' };
    const doomed = await startService(settings, { environment: { ...environment, COPYTASTER_CRASH_AT: point } });
    if (doomed.process.signalCode === null) await once(doomed.process, 'exit');
    const kept = await redis.connect().hget(keys.feed('wire'), 'bookmark');
    const before = wire.seen.length;
    const service = await startService(settings, { environment });
    const asked = () => wire.seen.slice(before);
    await until(() => delivered().length > 0 && asked().at(-1)?.headers['if-none-match'] === '"one"');
    await service.end();
    await doomed.end();
    return { kept, asked: asked(), delivered: delivered() };
  } finally {
    await wire.close();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a service that crashes while it works on a document', () => {
  // A document that was kept is worked by whoever finds its receipt; a fetch that never ended is made anew in full.
  test.concurrent.each<[point: CrashPoint, kept: boolean, asksInFull: 'surely' | 'perhaps']>([
    ['fetch-answered', false, 'surely'],
    ['document-read', false, 'perhaps'],
    ['judged', false, 'perhaps'],
    ['committed', true, 'perhaps'],
  ])(
    'at %s has kept its validators: %s; asks %s in full, by them in the end; and delivers once',
    async (point, kept, asksInFull) => {
      const result = await crashAndRestart(point);
      expect(result.kept?.includes('one') ?? false).toBe(kept);
      if (asksInFull === 'surely') expect(result.asked[0]?.headers['if-none-match']).toBeUndefined();
      expect(result.asked.at(-1)?.headers['if-none-match']).toBe('"one"');
      expect(result.delivered).toHaveLength(1);
    },
  );
});
