import { defineConfig } from 'vitest/config';

/** What starts several processes that all work at once. Each of these runs by itself, after all others. */
const ALONE = [
  'test/commands/dead-letters.test.ts',
  'test/faults/**/*.test.ts',
  'test/page/**/*.test.ts',
  'test/redis/several-servers*.test.ts',
  'test/scenario/**/*.test.ts',
  'test/service/continuity.test.ts',
  'test/telemetry/traces.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'beside each other',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // Each waits for several processes: what waits for one thing up to two minutes may wait for some of them.
        test: {
          name: 'alone',
          include: ALONE,
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
