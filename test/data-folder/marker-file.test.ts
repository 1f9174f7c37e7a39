import { copyFileSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMarker, writeMarker } from '../../src/data-folder/marker-file.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-marker-'));
  path = join(folder, 'data', 'marker-private.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function restore(): void {
  copyFileSync(path, join(folder, 'backup'));
  rmSync(path);
  writeFileSync(path, 'in between');
  renameSync(join(folder, 'backup'), path);
}

test.each([
  ['that was written and left is none', NOW - HOUR, () => undefined, false],
  ['whose times were set is none', NOW - HOUR, () => utimesSync(path, new Date(), new Date()), false],
  ['that was restored long after is one', NOW - HOUR, restore, true],
  ['that was moved to another disk at once is none', NOW, restore, false],
])('is a marker a copy? One %s', async (_, heartbeatAt, befalls, copied) => {
  const marker = { store: 'a store', heartbeatAt, loss: '' };
  await writeMarker(path, marker);
  befalls();
  expect(readMarker(path)).toEqual({ ...marker, copied });
});

test('a marker that cannot be read is none', async () => {
  expect(readMarker(path)).toBeNull();
  await writeMarker(path, { store: 's', heartbeatAt: 1, loss: '' });
  writeFileSync(path, '{"store":');
  expect(readMarker(path)).toBeNull();
});
