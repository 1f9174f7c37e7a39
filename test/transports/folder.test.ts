import {
  chmodSync,
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
import type { FetchedCapture } from '../../src/article/capture.ts';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import folder from '../../src/transports/folder.ts';
import { BESIDE, NOTHING_KEPT } from './fetch-context.ts';

type FolderFeed = ReturnType<ReturnType<typeof feedSchema<typeof folder.settings.shape>>['parse']>;
const LATER_MS = 65_000;
const NOBODY = 65_534;
let path: string;
let feed: FolderFeed;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'ct-folder-'));
  feed = feedSchema(folder).parse({ id: 'drop', transport: 'folder', path });
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

async function fetchOnce(now = Date.now() + LATER_MS, isTrial = false) {
  const { signal } = new AbortController();
  return folder.fetch({ feed, bookmark: {}, sequence: 1, now, signal, userAgent: 'x', ...NOTHING_KEPT, isTrial });
}

async function look(now?: number): Promise<readonly FetchedCapture[]> {
  const result = await fetchOnce(now);
  return result.outcome === 'ok' ? result.captures : [];
}

const names = (captures: readonly FetchedCapture[]): (string | null)[] =>
  captures.map(({ capture }) => capture.filename);

async function release(captures: readonly FetchedCapture[], reason: string | null = null): Promise<void> {
  for (const { holds } of captures) await folder.release!(feed, holds!, { failed: reason !== null, reason }, BESIDE);
}

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

  test.each([
    ['XML', '<rss><channel/></rss>'],
    ['JSON', '{"headline": "Rivers rise"}'],
    ['long JSON', `{"items": [${'{"a": "}"},'.repeat(2_000)}{}]}`],
    ['a wire format', '\x01dpa0001\x02Rivers rise\x03'],
  ])('takes %s as soon as its own end is there', async (_, text) => {
    writeFileSync(join(path, 'story'), text);
    expect(await look(Date.now())).toEqual([]);
    expect(names(await look(Date.now() + 500))).toEqual(['story']);
    expect(await folder.hasNews!(feed, Date.now() + 500, BESIDE)).toBe(true);
  });

  test.each([
    ['behind one of its items', '{"items": [{"headline": "Rivers rise"}'],
    ['behind many', `{"items": [${'{"a": "}"},'.repeat(2_000)}{}`],
  ])('waits for the rest of JSON that stands %s', async (_, half) => {
    writeFileSync(join(path, 'growing.json'), half);
    expect(await look(Date.now() + 500)).toEqual([]);
    writeFileSync(join(path, 'growing.json'), `${half}]}`);
    expect(names(await look(Date.now() + 500))).toEqual(['growing.json']);
  });

  test('waits for the rest of half a document, as long as an upload may stall', async () => {
    writeFileSync(join(path, 'growing.xml'), '<rss><chan');
    expect(await look(Date.now() + 30_000)).toEqual([]);
    expect(await folder.hasNews!(feed, Date.now() + 30_000, BESIDE)).toBe(false);
    expect(names(await look())).toEqual(['growing.xml']);
  });

  test('reads a file again that grew after it was read', async () => {
    writeFileSync(join(path, 'story.txt'), 'The first half');
    const first = await look();
    writeFileSync(join(path, 'story.txt'), 'The first half and the second');
    await release(first);
    expect(existsSync(join(path, 'done'))).toBe(false);
    const again = await look();
    expect(Buffer.from(again[0]!.capture.bytes).toString()).toBe('The first half and the second');
    await release(again);
    expect(readdirSync(join(path, 'done'))).toEqual(['story.txt']);
  });

  test('keeps half a document in its place for ten minutes, and reads it again when it is completed', async () => {
    writeFileSync(join(path, 'story.xml'), '<rss><channel><item>');
    await release(await look(), 'it ends in the middle');
    expect(readdirSync(path)).toEqual(['story.xml']);
    expect(await look()).toEqual([]);
    writeFileSync(join(path, 'story.xml'), '<rss><channel><item/></channel></rss>');
    expect(names(await look())).toEqual(['story.xml']);
  });

  test('moves half a document to failed after that, without reading it again', async () => {
    writeFileSync(join(path, 'story.xml'), '<rss><channel><item>');
    await release(await look(), 'it ends in the middle');
    expect(await look(Date.now() + 700_000)).toEqual([]);
    expect(readFileSync(join(path, 'failed', 'story.xml.reason.txt'), 'utf8')).toBe('it ends in the middle\n');
  });

  test('passes over what cannot be moved, and says so once', async () => {
    writeFileSync(join(path, 'done'), 'no folder');
    writeFileSync(join(path, 'story.xml'), '<a></a>');
    const captures = await look();
    expect(names(captures)).toEqual(['done', 'story.xml']);
    const story = captures.slice(1);
    await expect(release(story)).rejects.toThrow();
    await expect(release(story)).resolves.toBeUndefined();
    expect(names(await look())).toEqual(['done']);
    const result = await fetchOnce();
    expect(result.hints.notice).toMatch(/^1 files were read but cannot be moved to done\/; let this process write to/);
  });

  test.each(['done', 'failed'])('does not follow a link that stands for %s/', async (target) => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ct-elsewhere-'));
    symlinkSync(elsewhere, join(path, target));
    writeFileSync(join(path, 'story.xml'), '<a></a>');
    await expect(release(await look(), target === 'done' ? null : 'it is bad')).rejects.toThrow(/is a link/);
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  test('writes no reason over what a planted link names', async () => {
    const victim = join(mkdtempSync(join(tmpdir(), 'ct-victim-')), 'victim.txt');
    writeFileSync(victim, 'untouched');
    mkdirSync(join(path, 'failed'));
    symlinkSync(victim, join(path, 'failed', 'bad.xml.reason.txt'));
    writeFileSync(join(path, 'bad.xml'), '<x></x>');
    await release(await look(), 'it is bad');
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(existsSync(join(path, 'bad.xml'))).toBe(false);
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
      const captures = await look();
      expect(names(captures)).toEqual([name]);
      await release(captures);
      expect(readdirSync(join(path, 'done'))).toHaveLength(1);
      expect(await look()).toEqual([]);
    },
  );

  test('gives a name that is no UTF-8 one that can be said', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from('caf\xe9.xml', 'latin1')]), 'x');
    const [name] = names(await look());
    expect(name).toMatch(/^[0-9a-f]{12}-caf_\.xml$/);
  });

  test('brings the rest where such a name cannot be given, and renames none in a trial', async () => {
    const raw = Buffer.concat([Buffer.from(`${path}/`), Buffer.from('caf\xe9.xml', 'latin1')]);
    writeFileSync(raw, '<a></a>');
    writeFileSync(join(path, 'open.xml'), '<a></a>');
    const notice =
      /^1 files have names that are no UTF-8, such as [0-9a-f]{12}-caf_\.xml; let this process rename them$/;
    const tried = await fetchOnce(undefined, true);
    expect(tried.outcome === 'ok' ? names(tried.captures) : []).toEqual(['open.xml']);
    expect(tried.hints.notice).toMatch(notice);
    expect(existsSync(raw)).toBe(true);
    chmodSync(path, 0o555);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      const result = await fetchOnce();
      expect(result.outcome === 'ok' ? names(result.captures) : []).toEqual(['open.xml']);
      expect(result.hints.notice).toMatch(notice);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(path, 0o755);
    }
  });

  test('moves what could not be read to failed, with the reason beside it', async () => {
    writeFileSync(join(path, 'bad.xml'), '<x></x>');
    await release(await look(Date.now() + 500), 'line 3: no such element');
    expect(readFileSync(join(path, 'failed', 'bad.xml'), 'utf8')).toBe('<x></x>');
    expect(readFileSync(join(path, 'failed', 'bad.xml.reason.txt'), 'utf8')).toBe('line 3: no such element\n');
  });

  test('keeps both when a name comes twice', async () => {
    for (const content of ['one', 'two']) {
      writeFileSync(join(path, 'story.xml'), content);
      await folder.release!(feed, 'story.xml', { failed: false, reason: null }, BESIDE);
    }
    const kept = readdirSync(join(path, 'done')).map((name) => readFileSync(join(path, 'done', name), 'utf8'));
    expect(kept.sort()).toEqual(['one', 'two']);
  });

  test('letting go of a file twice does nothing the second time', async () => {
    writeFileSync(join(path, 'story.xml'), 'x');
    await folder.release!(feed, 'story.xml', { failed: false, reason: null }, BESIDE);
    await folder.release!(feed, 'story.xml', { failed: false, reason: null }, BESIDE);
    expect(readdirSync(join(path, 'done'))).toEqual(['story.xml']);
  });

  test('follows no link out of itself, and enters no folder', async () => {
    symlinkSync('/etc/passwd', join(path, 'link.xml'));
    mkdirSync(join(path, 'deeper'));
    const { outcome, hints } = await fetchOnce();
    expect([outcome, hints.notice]).toEqual([
      'unchanged',
      '1 links or pipes are not followed, such as link.xml; put files in their place',
    ]);
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
    const result = await fetchOnce();
    expect(result.outcome === 'ok' ? names(result.captures) : []).toEqual(['small.xml']);
    expect(result.refused).toEqual([{ name: 'huge.xml', reason: 'it is larger than 20000000 bytes' }]);
    expect(readFileSync(join(path, 'failed', 'huge.xml.reason.txt'), 'utf8')).toMatch(/larger than/);
  });

  test('names a file that it may not read, and brings the rest', async () => {
    chmodSync(path, 0o755);
    writeFileSync(join(path, 'shut.xml'), '<a></a>');
    writeFileSync(join(path, 'open.xml'), '<a></a>');
    chmodSync(join(path, 'shut.xml'), 0);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      const { outcome, refused, hints } = await fetchOnce();
      expect({ outcome, refused, notice: hints.notice }).toEqual({
        outcome: 'ok',
        refused: [{ name: 'shut.xml', reason: expect.stringMatching(/^it cannot be read .*EACCES.*let this process/) }],
        notice: '1 files cannot be read, such as shut.xml; let this process read them',
      });
      expect((await fetchOnce()).refused).toEqual([]);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test('that is not there is named with what to do', async () => {
    feed = feedSchema(folder).parse({ id: 'drop', transport: 'folder', path: join(path, 'nowhere') });
    await expect(look()).rejects.toThrow(/nowhere: cannot be read; make it, or correct path:/);
  });
});
