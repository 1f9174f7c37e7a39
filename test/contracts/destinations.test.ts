import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPlugins } from '../../src/registry.ts';

const TESTS = join(import.meta.dirname, '../destinations');

describe.each([...(await loadPlugins('destinations')).keys()])('the way out %s', (name) => {
  test('keeps the rules of all ways out, at a receiver', () => {
    const path = join(TESTS, `${name}.test.ts`);
    expect(existsSync(path), `write ${path}`).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^ *describeConformance\\('${name}', `, 'm'));
  });
});
