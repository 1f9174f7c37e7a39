import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import fileDrop from '../../src/destinations/file-drop.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { randomFrom } from './deployment.ts';
import { BODY } from './drop-writer.ts';

/** More by COPYTASTER_KILLS. */
const KILLS = Number(process.env.COPYTASTER_KILLS ?? 25);
const LONGEST_LIFE_MS = 40;
const WRITER = join(import.meta.dirname, 'drop-writer.ts');

/** @returns how many revisions it was told were written before it was killed */
async function writeUntilKilled(path: string, first: number, lifeMs: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, path, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(writer, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let said = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await Promise.race([once(writer.stdout, 'data'), closed]);
  await wait(lifeMs);
  writer.kill('SIGKILL');
  const [code] = await closed;
  if (code !== null) throw new Error(`the writer ended by itself, with ${code}`);
  return said.length - 'open'.length;
}

interface Dropped {
  readonly id: string;
  readonly data: { readonly bodyText: string };
}

test('a file drop killed in the middle of its writing shows whole files only, and leaves none of its own behind', async () => {
  const path = mkdtempSync(join(tmpdir(), 'ct-torn-'));
  const files = join(path, 'revisions');
  const names = (ending: string): string[] => readdirSync(files).filter((name) => name.endsWith(ending));
  const random = randomFrom(27);
  const confirmed = new Set<string>();
  let torn = 0;
  try {
    for (let kill = 0; kill < KILLS || (names('.tmp').length === 0 && kill < 2 * KILLS); kill += 1) {
      const first = kill * 1_000;
      const written = await writeUntilKilled(path, first, random() * LONGEST_LIFE_MS);
      for (let number = first; number < first + written; number += 1) confirmed.add(`revision-${number}`);
      torn += names('.tmp').length;
      for (const name of names('.json')) {
        const { data } = JSON.parse(readFileSync(join(files, name), 'utf8')) as Dropped;
        expect(data.bodyText).toBe(BODY);
      }
    }
    expect(torn).toBeGreaterThan(0);
    const outlet = fileDrop.open(destinationSchema(fileDrop).parse({ id: 'drop', type: 'file-drop', path }), {
      userAgent: 'x',
    });
    await outlet.connect();
    await outlet.close();
    expect(names('.tmp')).toEqual([]);
    const ids = journalLines(path).map((line) => (JSON.parse(line) as Dropped).id);
    expect([...confirmed].filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(confirmed.size).toBeGreaterThan(0);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}, 300_000);
