import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPlugins } from '../../src/registry.ts';

const tests = readFileSync(join(import.meta.dirname, '../alarm-ways/ways.test.ts'), 'utf8');

describe.each([...(await loadPlugins('alarm-ways'))])('the way of alarms %s', (name, way) => {
  test('has the name of its file, and says in one line how alarms are told', () => {
    expect(way.type).toBe(name);
    expect(way.summary).toMatch(/^[a-zA-Z].{10,100}[^.]$/);
  });

  test('is run by a test', () => {
    expect(tests, `write a test of ${name} in test/alarm-ways/ways.test.ts`).toContain(
      `'../../src/alarm-ways/${name}.ts'`,
    );
  });
});
