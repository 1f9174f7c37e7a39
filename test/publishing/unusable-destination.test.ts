import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

const deployment = new WireAndReceivers();
const blocker = join(deployment.folder, 'a-file');
const drop = { id: 'drop', type: 'file-drop', path: join(blocker, 'wire'), from: 'beginning' };
let service: RunningService;

beforeAll(async () => {
  writeFileSync(blocker, 'no folder');
  await deployment.start();
  deployment.addToFeed(wireStory(1), wireStory(2));
  service = await deployment.publishTo([drop, deployment.receivers.settings('cms')]);
});
afterAll(() => deployment.close());

describe('a destination that cannot be connected to', () => {
  test('stops nobody: the service runs and the others get everything', async () => {
    expect(await until(() => deployment.receivers.urisSentTo('cms').size === 2)).toBe(true);
  });

  test('is named by /readyz, which stays ready', async () => {
    expect(await until(async () => JSON.stringify((await service.get('/readyz')).body.degraded).includes('drop'))).toBe(
      true,
    );
    expect(await service.get('/readyz')).toMatchObject({
      status: 200,
      body: {
        ready: true,
        problems: [],
        degraded: [{ problem: expect.stringMatching(/^destination drop /), cure: expect.stringContaining('settings') }],
      },
    });
  });

  test('is found by check, with and without a connection', () => {
    for (const words of [['check'], ['check', '--probe']]) {
      const { status, stdout } = deployment.run(...words);
      expect(status).toBe(1);
      expect(stdout).toMatch(/destination drop: .*a-file is no folder; correct path:/);
      expect(stdout).not.toContain('destination cms');
    }
  });

  test('gets what waited as soon as it can be connected to, and the alarm ends', async () => {
    rmSync(blocker);
    expect(await until(() => existsSync(join(drop.path, 'journal.ndjson')))).toBe(true);
    expect(await until(async () => ((await service.get('/readyz')).body.degraded as unknown[]).length === 0)).toBe(
      true,
    );
  });
});
