import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, startService, until } from '../running-service.ts';

const SUBJECTS = ['Ferry', 'Orchard', 'Viaduct', 'Brewery', 'Lighthouse', 'Archive'];
/** By its schedule alone the folder would give nothing within the test. */
const SCHEDULE = { min: '1h', max: '1h' };

const folder = mkdtempSync(join(tmpdir(), 'ct-watched-'));
const path = join(folder, 'in');
let service: RunningService;

beforeAll(async () => {
  mkdirSync(path);
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    feeds: [{ id: 'drop', transport: 'folder', path, every: SCHEDULE, stalls: '1h' }],
    destinations: [],
  });
  await until(async () => (await service.get('/readyz')).status === 200);
}, 120_000);

afterAll(async () => {
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

test('a whole file is taken out of a folder when it is there, not when the schedule comes round', async () => {
  for (const subject of SUBJECTS) {
    const name = `${subject}.json`;
    const body_text = `${subject} ${subject}keepers of ${subject}ford met on Monday. ${subject}s cost more than a year ago.`;
    const story = {
      uri: `urn:watched:${subject}`,
      type: 'text',
      language: 'en',
      headline: `${subject} talks`,
      body_text,
    };
    writeFileSync(join(path, name), JSON.stringify(story));
    expect(await until(() => existsSync(join(path, 'done', name)), 30_000)).toBe(true);
  }
  const found = async (): Promise<unknown> => (await service.get('/v1/search')).body.count;
  expect(await until(async () => (await found()) === SUBJECTS.length, 30_000)).toBe(true);
}, 300_000);
