import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNew } from '../../src/transports/folder/write-new.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-new-'));
  writeFileSync(join(folder, 'victim'), 'untouched');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file that is not there is written', async () => {
  expect(await writeNew(join(folder, 'reason'), 'why\n')).toBe(true);
  expect(readFileSync(join(folder, 'reason'), 'utf8')).toBe('why\n');
});

test.each<[string, (path: string) => void]>([
  ['a file', (path) => writeFileSync(path, 'untouched')],
  ['a link to a file', (path) => symlinkSync(join(folder, 'victim'), path)],
  ['a link to nothing yet', (path) => symlinkSync(join(folder, 'nothing'), path)],
  ['a folder', (path) => mkdirSync(path)],
  ['a pipe', (path) => void execFileSync('mkfifo', [path])],
])('%s that stands in its place by then is left as it is', async (what, plant) => {
  const path = join(folder, 'reason');
  plant(path);
  expect(await writeNew(path, 'why\n')).toBe(false);
  expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('untouched');
  expect(existsSync(join(folder, 'nothing'))).toBe(false);
  if (what === 'a file') expect(readFileSync(path, 'utf8')).toBe('untouched');
});
