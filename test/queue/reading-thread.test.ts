import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadingThread as ReadingThreadOf, ReadRequest } from '../../src/queue/reading-thread.ts';

const BUILT = join(import.meta.dirname, '../../dist/src/queue/reading-thread.js');
const LIMIT_MS = 3_000;

const feedOf = (items: number): ReadRequest => ({
  bytes: Buffer.from(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title>${'<item><title>a</title></item>'.repeat(items)}</channel></rss>`,
  ),
  contentType: 'application/rss+xml',
  url: null,
  contentLocation: null,
  filename: null,
  format: 'auto',
});

let reading: ReadingThreadOf;
beforeAll(async () => {
  const { ReadingThread } = (await import(BUILT)) as { ReadingThread: typeof ReadingThreadOf };
  reading = new ReadingThread({ timeoutMs: LIMIT_MS });
});
afterAll(() => reading.close());

describe('the reading thread', () => {
  test('refuses a document that takes too long, holds nobody up meanwhile, and reads the next', async () => {
    expect((await reading.read(feedOf(3))).items).toHaveLength(3);
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 50);
    await expect(reading.read(feedOf(500_000))).rejects.toThrow(`the document took longer than ${LIMIT_MS} ms to read`);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(10);
    expect((await reading.read(feedOf(2))).items).toHaveLength(2);
  });
});
