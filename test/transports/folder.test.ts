import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FeedSettings } from '../../src/settings/schema.ts';
import type { FetchedCapture } from '../../src/transports/contract/transport.ts';
import folder from '../../src/transports/folder.ts';

const LATER_MS = 5_000;
let path: string;
let feed: FeedSettings;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'ct-folder-'));
  feed = FeedSettings.parse({ id: 'drop', transport: 'folder', path });
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

async function look(now = Date.now() + LATER_MS): Promise<readonly FetchedCapture[]> {
  const signal = new AbortController().signal;
  const result = await folder.fetch({ feed, bookmark: {}, sequence: 1, now, signal, userAgent: 'x' });
  return result.outcome === 'ok' ? result.captures : [];
}

const names = (captures: readonly FetchedCapture[]): (string | null)[] => captures.map(({ holds }) => holds);

describe('a watched folder', () => {
  test('brings complete files, the oldest first', async () => {
    for (const [name, at] of [
      ['b.xml', 1_000],
      ['a.xml', 2_000],
      ['c.xml', 500],
    ] as const) {
      writeFileSync(join(path, name), name);
      utimesSync(join(path, name), at, at);
    }
    const captures = await look();
    expect(names(captures)).toEqual(['c.xml', 'b.xml', 'a.xml']);
    expect(captures.map(({ capture }) => Buffer.from(capture.bytes).toString())).toEqual(['c.xml', 'b.xml', 'a.xml']);
  });

  test('waits until a file is complete', async () => {
    writeFileSync(join(path, 'growing.xml'), '<half');
    expect(await look(Date.now())).toEqual([]);
    expect(names(await look())).toEqual(['growing.xml']);
  });

  test.each(['.hidden.xml', 'story.xml.tmp', 'story.part', 'story.xml.filepart'])('leaves %s alone', async (name) => {
    writeFileSync(join(path, name), 'x');
    expect(await look()).toEqual([]);
    expect(existsSync(join(path, name))).toBe(true);
  });

  test.each(['a b&c;$(id).xml', '-rf', 'Ölpreis "heute".xml', 'خبر.xml', `${'n'.repeat(240)}.xml`, 'new\nline.xml'])(
    'takes the odd name %j and moves it to done',
    async (name) => {
      writeFileSync(join(path, name), 'x');
      expect(names(await look())).toEqual([name]);
      await folder.release!(feed, name, { failed: false, reason: null });
      expect(readdirSync(join(path, 'done'))).toHaveLength(1);
      expect(await look()).toEqual([]);
    },
  );

  test('gives a name that is no UTF-8 one that can be said', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from('caf\xe9.xml', 'latin1')]), 'x');
    const [name] = names(await look());
    expect(name).toMatch(/^[0-9a-f]{12}-caf_\.xml$/);
  });

  test('moves what could not be read to failed, with the reason beside it', async () => {
    writeFileSync(join(path, 'bad.xml'), 'x');
    await folder.release!(feed, 'bad.xml', { failed: true, reason: 'line 3: no such element' });
    expect(readFileSync(join(path, 'failed', 'bad.xml'), 'utf8')).toBe('x');
    expect(readFileSync(join(path, 'failed', 'bad.xml.reason.txt'), 'utf8')).toBe('line 3: no such element\n');
  });

  test('keeps both when a name comes twice', async () => {
    for (const content of ['one', 'two']) {
      writeFileSync(join(path, 'story.xml'), content);
      await folder.release!(feed, 'story.xml', { failed: false, reason: null });
    }
    const kept = readdirSync(join(path, 'done')).map((name) => readFileSync(join(path, 'done', name), 'utf8'));
    expect(kept.sort()).toEqual(['one', 'two']);
  });

  test('letting go of a file twice does nothing the second time', async () => {
    writeFileSync(join(path, 'story.xml'), 'x');
    await folder.release!(feed, 'story.xml', { failed: false, reason: null });
    await folder.release!(feed, 'story.xml', { failed: false, reason: null });
    expect(readdirSync(join(path, 'done'))).toEqual(['story.xml']);
  });

  test('follows no link out of itself, and enters no folder', async () => {
    symlinkSync('/etc/passwd', join(path, 'link.xml'));
    mkdirSync(join(path, 'deeper'));
    expect(await look()).toEqual([]);
  });

  test('takes thousands of files a share at a time', async () => {
    for (let at = 0; at < 2_000; at += 1) writeFileSync(join(path, `${at}.xml`), 'x');
    const captures = await look();
    expect(captures.length).toBeGreaterThan(10);
    expect(captures.length).toBeLessThanOrEqual(100);
  });

  test('puts an enormous file aside and brings the rest', async () => {
    writeFileSync(join(path, 'huge.xml'), Buffer.alloc(20_000_001));
    writeFileSync(join(path, 'small.xml'), 'x');
    expect(names(await look())).toEqual(['small.xml']);
    expect(readFileSync(join(path, 'failed', 'huge.xml.reason.txt'), 'utf8')).toMatch(/larger than/);
  });

  test('that is not there is named with what to do', async () => {
    feed = FeedSettings.parse({ id: 'drop', transport: 'folder', path: join(path, 'nowhere') });
    await expect(look()).rejects.toThrow(/nowhere: cannot be read; make it, or correct path:/);
  });
});
