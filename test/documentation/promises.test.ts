import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TESTS = join(import.meta.dirname, '..');
const ROW = /^\|([^|]*)\|(?:[^|]+\|)? `([\w/-]+\.test\.ts)`: ([^|]+?) +\|$/gm;
const rows = [...readFileSync(join(TESTS, 'README.md'), 'utf8').matchAll(ROW)].map(
  ([, way = '', file = '', name = '']) => ({
    way,
    file,
    name,
  }),
);

test('every promise, and every kind of hostile input, names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(90);
  const missing = rows.filter(({ file, name }) => {
    const path = join(TESTS, file);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
  });
  expect(missing).toEqual([]);
});

test('every way in promises something', () => {
  const named = new Set(rows.flatMap(({ way }) => [...way.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)));
  const all = readdirSync(join(TESTS, '../src/transports'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace('.ts', ''));
  expect(all.filter((name) => !named.has(name))).toEqual([]);
});
