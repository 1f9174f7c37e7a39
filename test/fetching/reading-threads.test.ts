import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ReadingThreads } from '../../src/fetching/reading-threads.ts';
import type { ReadRequest } from '../../src/formats/contract/read-document.ts';

const ENTRY = pathToFileURL(join(import.meta.dirname, 'line-thread.ts'));
const LIMITS = { documentMs: 3_000, itemMs: 300 };

const documentOf = (...lines: string[]): ReadRequest => ({
  bytes: Buffer.from(lines.join('\n')),
  contentType: null,
  url: null,
  contentLocation: null,
  filename: null,
  format: 'auto',
});

let threads: ReadingThreads;
const open = (count: number, entry = ENTRY): ReadingThreads => {
  threads = new ReadingThreads({ entry, limits: LIMITS, threads: count });
  return threads;
};
afterEach(() => threads.close());

describe('reading in threads', () => {
  test.each([
    ['takes too long', 'slow', /^took longer than 300 ms to read$/],
    ['takes all memory', 'large', /ended its thread: .*memory|^took longer/],
  ])('an item that %s costs itself alone', async (_, line, reason) => {
    const answer = await open(1).read(documentOf('first', line, 'third', line, 'fifth'), 'wire');
    expect(answer.items.map(({ headline }) => headline)).toEqual(['first', 'third', 'fifth']);
    expect(answer.passedOver).toEqual([
      { at: 1, sha256: line, reason: expect.stringMatching(reason) },
      { at: 3, sha256: line, reason: expect.stringMatching(reason) },
    ]);
  });

  test.runIf(process.platform === 'linux')('gives way to what judges and sends', async () => {
    const nicenessOf = (thread: string | number): number =>
      Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]);
    const before = nicenessOf(process.pid);
    await open(1, pathToFileURL(join(import.meta.dirname, '../../workers/reading-thread.ts')))
      .read(documentOf('no document'), 'wire')
      .catch(() => undefined);
    expect(nicenessOf(process.pid)).toBe(before);
    expect(readdirSync('/proc/self/task').map(nicenessOf)).toContain(Math.max(5, before));
  });

  test('what each document has taken of the processor is told, of a stopped one its limit', async () => {
    const noted: [string, number, number][] = [];
    threads = new ReadingThreads({
      ...{ entry: ENTRY, limits: LIMITS, threads: 1 },
      noteCost: (source, usedMs, items) => void noted.push([source, usedMs, items]),
    });
    await threads.read(documentOf('first'), 'quick');
    await threads.read(documentOf('first', 'slow'), 'wire');
    expect(noted).toEqual([
      ['quick', 1, 1],
      ['wire', LIMITS.itemMs, 0],
      ['wire', 1, 1],
    ]);
  });

  test('an item costs nothing while its thread is given no turn', async () => {
    const { items, passedOver } = await open(1).read(documentOf('first', 'rests', 'last'), 'wire');
    expect(items.map(({ headline }) => headline)).toEqual(['first', 'rests', 'last']);
    expect(passedOver).toEqual([]);
  });

  test('an item costs nothing while the process that waits for it stands still', async () => {
    const reading = open(1);
    await reading.read(documentOf('first'), 'wire');
    const read = reading.read(documentOf('first', 'rests'), 'wire');
    await wait(200);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * LIMITS.itemMs);
    const { items, passedOver } = await read;
    expect(items).toHaveLength(2);
    expect(passedOver).toEqual([]);
  });

  test('a document that is too much before its first item is refused, and the next is read', async () => {
    const reading = open(1);
    const refused = reading.read(documentOf('slow before all'), 'wire');
    const next = reading.read(documentOf('first'), 'wire');
    await expect(refused).rejects.toMatchObject({
      name: 'Rejected',
      message: 'the document took longer than 3000 ms to read',
    });
    expect((await next).items).toHaveLength(1);
  });

  test('a document with many such items is refused with the last of them named', async () => {
    await expect(open(2).read(documentOf(...new Array(12).fill('slow')), 'wire')).rejects.toMatchObject({
      name: 'Rejected',
      message: 'item 11: took longer than 300 ms to read',
    });
  });

  test('no document waits for another that is trouble', async () => {
    const reading = open(2);
    const ends: string[] = [];
    const trouble = reading.read(documentOf('slow', 'x'), 'wire').then(() => ends.push('trouble'));
    const good = Array.from({ length: 5 }, () =>
      reading.read(documentOf('good'), 'wire').then(() => ends.push('good')),
    );
    await Promise.all([trouble, ...good]);
    expect(ends).toEqual(['good', 'good', 'good', 'good', 'good', 'trouble']);
  });

  test('a source that was quick is read before those that nobody knows', async () => {
    const reading = open(1);
    await reading.read(documentOf('good'), 'wire');
    const ends: string[] = [];
    const unknown = ['odd-1', 'odd-2', 'odd-3'].map((source) =>
      reading.read(documentOf('x'), source).then(() => ends.push(source)),
    );
    await Promise.all([...unknown, reading.read(documentOf('good'), 'wire').then(() => ends.push('wire'))]);
    expect(ends).toEqual(['odd-1', 'wire', 'odd-2', 'odd-3']);
  });

  test('a source is not slow for the turns that its thread was not given', async () => {
    const reading = open(1);
    await reading.read(documentOf('rests'), 'wire');
    const ends: string[] = [];
    const unknown = ['odd-1', 'odd-2'].map((source) =>
      reading.read(documentOf('x'), source).then(() => ends.push(source)),
    );
    await Promise.all([...unknown, reading.read(documentOf('good'), 'wire').then(() => ends.push('wire'))]);
    expect(ends).toEqual(['odd-1', 'wire', 'odd-2']);
  });

  test('by default there are several threads', async () => {
    threads = new ReadingThreads({ entry: ENTRY, limits: LIMITS });
    const ends: string[] = [];
    const resting = threads.read(documentOf('rests'), 'odd').then(() => ends.push('resting'));
    await Promise.all([resting, threads.read(documentOf('good'), 'wire').then(() => ends.push('good'))]);
    expect(ends).toEqual(['good', 'resting']);
  });

  test('a source that was slow never has the last free thread', async () => {
    const reading = open(2);
    const slow = documentOf('slow', 'x');
    await Promise.all(['odd-1', 'odd-2', 'odd-3'].map((source) => reading.read(slow, source)));
    const ends: string[] = [];
    const trouble = ['odd-1', 'odd-2', 'odd-3'].map((source) =>
      reading.read(slow, source).then(() => ends.push(source)),
    );
    for (let at = 0; at < 5; at += 1) await reading.read(documentOf('good'), 'wire').then(() => ends.push('good'));
    await Promise.all(trouble);
    expect(ends.slice(0, 5)).toEqual(['good', 'good', 'good', 'good', 'good']);
  });

  test('what the format refuses is refused in its words', async () => {
    await expect(open(1).read(documentOf('no feed'), 'wire')).rejects.toMatchObject({
      name: 'Rejected',
      message: 'there is no feed in it',
    });
  });

  test('a document is no worse for a thread that cannot start: it is read later', async () => {
    const missing = pathToFileURL(join(import.meta.dirname, 'no-such-thread.ts'));
    await expect(open(1, missing).read(documentOf('first'), 'wire')).rejects.toMatchObject({
      name: 'RetryLater',
      message: expect.stringMatching(
        /^no thread can be started to read the document \(.+\): give the process more open files/,
      ),
    });
  });

  test('that no thread can be started is told, and that one reads again', async () => {
    const folder = mkdtempSync(join(import.meta.dirname, 'thread-'));
    const entry = join(folder, 'late-thread.ts');
    const noted: (string | null)[] = [];
    threads = new ReadingThreads({
      ...{ entry: pathToFileURL(entry), limits: LIMITS, threads: 1 },
      noteUnstarted: (reason) => void noted.push(reason),
    });
    try {
      await expect(threads.read(documentOf('first'), 'wire')).rejects.toMatchObject({ name: 'RetryLater' });
      writeFileSync(entry, "import '../line-thread.ts';");
      await threads.read(documentOf('first'), 'wire');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(noted).toEqual([expect.stringContaining('late-thread.ts'), null]);
  });
});
