import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { journalLines } from '../receivers/drop-journal.ts';
import { type RunningService, startService, until } from '../running-service.ts';

let folder: string;
let service: RunningService | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-backup-'));
  mkdirSync(join(folder, 'in'));
});
afterEach(async () => {
  await service?.end();
  service = null;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const settings = (): object => ({
  redis: { dataFolder: join(folder, 'data'), memory: '64MB' },
  feeds: [
    {
      id: 'drop',
      transport: 'folder',
      path: join(folder, 'in'),
      agency: 'reuters',
      speaksFor: ['reuters'],
      language: 'en',
      every: { min: '500ms', max: '500ms' },
    },
  ],
  destinations: [{ id: 'out', type: 'file-drop', path: join(folder, 'out') }],
});

function file(name: string, headline: string): void {
  const item = `<item><guid isPermaLink="false">tag:example.org,2026:${name}</guid><title>${headline}</title><description>${headline} on Monday, the ministry of ${name} said in a statement to reporters.</description></item>`;
  writeFileSync(
    join(folder, 'in', `${name}.xml`),
    `<rss version="2.0"><channel><title>w</title>${item}</channel></rss>`,
  );
}

function sent(): string[] {
  return journalLines(join(folder, 'out')).map(
    (line) => (JSON.parse(line) as { data: { headline: string } }).data.headline,
  );
}

/** Runs a command on the settings, as an operator does. */
function run(...words: string[]): { status: number | null; said: string } {
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify(settings()));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['dist/workers/copytaster.js', ...words, '--config', config],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  return { status, said: stdout + stderr };
}

const headlines = async (from: RunningService): Promise<string[]> =>
  ((await from.get('/v1/articles')).body.articles as { headline: string }[]).map(({ headline }) => headline);

test('a backup of the running service is put back into an empty data folder, and one start goes on from there', async () => {
  const backup = join(folder, 'backup');
  service = await startService(settings());
  file('one', 'Crane stands still');
  file('two', 'Copper output rises');
  expect(await until(() => sent().length === 2)).toBe(true);
  expect(run('restore', backup)).toMatchObject({ status: 1, said: expect.stringMatching(/./) });
  expect(run('backup', backup)).toMatchObject({ status: 0, said: expect.stringMatching(/redis\.rdb: \d+ kB/) });
  expect(run('backup', backup)).toMatchObject({ status: 1, said: expect.stringMatching(/is not empty/) });
  file('three', 'Tram line extended');
  expect(await until(() => sent().length === 3)).toBe(true);
  await service.end();

  rmSync(join(folder, 'data'), { recursive: true });
  expect(run('restore', backup).status).toBe(0);
  service = await startService(settings(), { words: ['--resume'] });
  expect((await headlines(service)).toSorted()).toEqual(['Copper output rises', 'Crane stands still']);
  file('four', 'Bakers end their strike');
  expect(await until(() => sent().includes('Bakers end their strike'))).toBe(true);
  expect(sent().filter((headline) => headline === 'Crane stands still')).toHaveLength(1);
}, 120_000);

test('a restore keeps what the data folder held, and names what is no backup', async () => {
  service = await startService(settings());
  file('one', 'Crane stands still');
  expect(await until(() => sent().length === 1)).toBe(true);
  expect(run('backup', join(folder, 'backup')).status).toBe(0);
  await service.end();
  service = null;
  expect(run('restore', join(folder, 'in'))).toMatchObject({ status: 1, said: expect.stringMatching(/is no backup/) });
  expect(run('restore', join(folder, 'backup'))).toMatchObject({ status: 0 });
  expect(readdirSync(join(folder, 'data', 'redis')).filter((name) => name.startsWith('appendonlydir'))).toHaveLength(2);
}, 60_000);
