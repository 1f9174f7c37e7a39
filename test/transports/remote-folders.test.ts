import { chmodSync, existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bookmark } from '../../src/article/capture.ts';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import type { FeedSettings } from '../../src/settings/schema.ts';
import type { AnyTransport, FetchContext, FetchResult } from '../../src/transports/contract/transport.ts';
import ftp from '../../src/transports/ftp.ts';
import { fetchFiles } from '../../src/transports/remote-folder/fetch-files.ts';
import { KnownFiles } from '../../src/transports/remote-folder/known-files.ts';
import type { RemoteFile, RemoteServer } from '../../src/transports/remote-folder/remote-server.ts';
import sftp from '../../src/transports/sftp.ts';
import { type FileServer, startFtpServer, startSftpServer } from '../servers/file-servers.ts';
import { BESIDE, NOTHING_KEPT } from './fetch-context.ts';

const NOW = Date.now();
const story = (words: string): string => `<rss version="2.0"><channel><title>${words}</title></channel></rss>`;
const SERVERS = [
  ['ftp', ftp as unknown as AnyTransport, startFtpServer],
  ['sftp', sftp as unknown as AnyTransport, startSftpServer],
] as const;

describe.each(SERVERS)('a folder on a real server: %s', (_, transport, startServer) => {
  let server: FileServer;
  let bookmark: Bookmark;

  beforeAll(async () => {
    server = await startServer();
  }, 30_000);
  afterAll(() => server?.close());
  beforeEach(() => {
    bookmark = {};
    for (const name of readdirSync(server.folder)) rmSync(join(server.folder, name), { recursive: true });
  });

  const write = (name: string, text: string): void => {
    writeFileSync(join(server.folder, name), text);
    chmodSync(join(server.folder, name), 0o666);
  };
  const feedOf = (own: object) =>
    feedSchema({ settings: transport.settings }).parse({ id: 'wire', ...server.feed, ...own }) as FeedSettings;

  async function look(atMs = 0, own: object = {}): Promise<FetchResult> {
    const signal = new AbortController().signal;
    const context = {
      feed: feedOf(own),
      bookmark,
      sequence: 1,
      now: NOW + atMs,
      signal,
      userAgent: 'x',
      ...NOTHING_KEPT,
    };
    const result = await transport.fetch(context as FetchContext);
    bookmark = result.outcome === 'ok' ? result.captures[0]!.bookmark : (result.bookmark ?? bookmark);
    return result;
  }
  const taken = ({ outcome, ...rest }: FetchResult): string[] =>
    outcome === 'ok' && 'captures' in rest
      ? rest.captures.map(
          ({ capture }) => `${capture.filename}: ${/<title>(.*?)</.exec(Buffer.from(capture.bytes).toString())?.[1]}`,
        )
      : [];

  test('gives each file once, and again when it is another under the same name', async () => {
    write('latest.xml', story('one'));
    expect(taken(await look())).toEqual(['latest.xml: one']);
    expect(taken(await look(1_000))).toEqual([]);
    write('latest.xml', story('two, which is longer'));
    expect(taken(await look(2_000))).toEqual(['latest.xml: two, which is longer']);
    expect(taken(await look(200_000))).toEqual([]);
  });

  test('reads a file again that was rewritten at the same size, where the listing may have no seconds', async () => {
    write('latest.xml', story('one'));
    const stamp = new Date(NOW);
    utimesSync(join(server.folder, 'latest.xml'), stamp, stamp);
    expect(taken(await look())).toEqual(['latest.xml: one']);
    write('latest.xml', story('two'));
    utimesSync(join(server.folder, 'latest.xml'), stamp, stamp);
    expect(taken(await look(200_000))).toEqual(['latest.xml: two']);
    expect(taken(await look(400_000))).toEqual([]);
  });

  test('waits for the rest of a file, and takes what has no end of its own when nothing was added', async () => {
    write('half.xml', '<rss version="2.0"><channel><title>half</ti');
    write('note.txt', 'Harbour reopens');
    write('.hidden', story('hidden'));
    write('story.part', story('unfinished'));
    expect(taken(await look())).toEqual([]);
    write('half.xml', story('half, now whole'));
    expect(taken(await look(5_000))).toEqual(['half.xml: half, now whole']);
    expect(taken(await look(70_000))).toEqual(['note.txt: undefined']);
  });

  test.each(['move', 'delete'])('lets go of a file when its stories are committed: %s', async (after) => {
    write('story.xml', story('one'));
    const result = await look(0, { after });
    expect(existsSync(join(server.folder, 'story.xml'))).toBe(true);
    const [capture] = result.outcome === 'ok' ? result.captures : [];
    for (let twice = 0; twice < 2; twice += 1)
      await transport.release!(feedOf({ after }), capture!.holds!, { failed: false, reason: null }, BESIDE);
    expect(existsSync(join(server.folder, 'story.xml'))).toBe(false);
    expect(existsSync(join(server.folder, 'done', 'story.xml'))).toBe(after === 'move');
  });

  test('leaves a file that is another by the time that it is let go of', async () => {
    write('story.xml', story('one'));
    const result = await look(0, { after: 'delete' });
    write('story.xml', story('two, which is longer'));
    const [capture] = result.outcome === 'ok' ? result.captures : [];
    await transport.release!(feedOf({ after: 'delete' }), capture!.holds!, { failed: false, reason: null }, BESIDE);
    expect(taken(await look(1_000, { after: 'delete' }))).toEqual(['story.xml: two, which is longer']);
  });

  test('takes names with blanks, brackets and other letters, and such as differ in their case alone', async () => {
    const names = ['Bergen  final [2].xml', 'Élections à Nîmes.xml', 'LATEST.XML', 'latest.xml', 'a;b=c.xml'];
    for (const name of names) write(name, story(name));
    expect(taken(await look()).sort()).toEqual(names.map((name) => `${name}: ${name}`).sort());
    expect(taken(await look(1_000))).toEqual([]);
  });

  test('takes what stands beside a file that it may not read, and tells of that', async () => {
    write('a-shut.xml', story('shut'));
    chmodSync(join(server.folder, 'a-shut.xml'), 0o000);
    write('b-open.xml', story('open'));
    const result = await look();
    // Who is root reads everything.
    if (taken(result).length === 2) return;
    expect(taken(result)).toEqual(['b-open.xml: open']);
    expect(result.hints.notice).toMatch(/1 files could not be read, such as .*a-shut\.xml/);
    const old = await look(700_000);
    expect(old.refused).toEqual([{ name: 'a-shut.xml', reason: expect.any(String) }]);
    expect((await look(800_000)).hints.notice).toBeUndefined();
  });

  test('says what is wrong with the connection by the state of the feed', async () => {
    await expect(look(0, { port: 1 })).rejects.toMatchObject({ name: 'FeedDown', state: 'network' });
    await expect(look(0, { allowPrivateAddresses: false })).rejects.toThrow(/private address/);
    if (transport.name === 'ftp') return;
    const other = `SHA256:${'A'.repeat(43)}`;
    await expect(look(0, { hostKey: other })).rejects.toMatchObject({
      state: 'blocked',
      message: expect.stringContaining(String(server.feed.hostKey)),
    });
    await expect(look(0, { privateKey: undefined, password: 'wrong' })).rejects.toMatchObject({ state: 'login' });
  });
});

/** A server of files that a test makes up. */
function serverOf(files: readonly RemoteFile[], read: RemoteServer['read']): RemoteServer {
  const nothing = async (): Promise<void> => undefined;
  return { list: async () => files, read, makeFolder: nothing, move: nothing, remove: nothing, close: nothing };
}

/** Fetches from it again and again, as one feed. */
function fetcherOf(server: RemoteServer): (atMs?: number) => Promise<FetchResult> {
  const feed = feedSchema(ftp).parse({ id: 'wire', host: 'example.org' });
  let bookmark: Bookmark = {};
  return async (atMs = 0) => {
    const signal = new AbortController().signal;
    const context = { feed, bookmark, sequence: 1, now: NOW + atMs, signal, userAgent: 'x', ...NOTHING_KEPT };
    const result = await fetchFiles(context, async () => server);
    bookmark = result.outcome === 'ok' ? result.captures[0]!.bookmark : (result.bookmark ?? bookmark);
    return result;
  };
}
const filesOf = (result: FetchResult): (string | null)[] =>
  result.outcome === 'ok' ? result.captures.map(({ capture }) => capture.filename) : [];

test('a transfer that is cut goes on where it was', async () => {
  const text = story('a long story of many words');
  const asked: number[] = [];
  const files = [{ name: 'story.xml', bytes: text.length, modified: '2026-11-03T09:00:00Z' }];
  const server = serverOf(files, async (_, from, take) => {
    asked.push(from);
    take(Buffer.from(text.slice(from, from + 30)));
    if (from + 30 < text.length) throw new Error('the connection was cut');
  });
  const result = await fetcherOf(server)();
  expect(result.outcome === 'ok' && Buffer.from(result.captures[0]!.capture.bytes).toString()).toBe(text);
  expect(asked).toEqual([0, 30, 60]);
});

test('a file that is gone or renamed by the time that it is read stops none of the others', async () => {
  const text = story('here');
  const files = ['gone.xml', 'here.xml'].map((name) => ({
    name,
    bytes: text.length,
    modified: '2026-11-03T09:00:00Z',
  }));
  const asked: string[] = [];
  const fetched = fetcherOf(
    serverOf(files, async (path, _, take) => {
      asked.push(path);
      if (path.endsWith('gone.xml')) throw Object.assign(new Error('550 no such file'), { code: 550 });
      take(Buffer.from(text));
    }),
  );
  expect(filesOf(await fetched())).toEqual(['here.xml']);
  expect(asked).toEqual(['/gone.xml', '/here.xml']);
});

test('a server that gives none of its files is down', async () => {
  const files = ['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: 9, modified: '2026-11-03T09:00:00Z' }));
  const fetched = fetcherOf(
    serverOf(files, async () => {
      throw new Error('the connection was cut');
    }),
  );
  await expect(fetched()).rejects.toMatchObject({ name: 'FeedDown', state: 'network' });
});

test('more files than are remembered are read once each, and a new one among them', () => {
  const named = (at: number): RemoteFile => ({
    name: `story-${at}.xml`,
    bytes: 9,
    modified: new Date(NOW - (7_000 - at) * 60_000).toISOString(),
  });
  const files = Array.from({ length: 5_120 }, (_, at) => named(at));
  const first = new KnownFiles(null, null, NOW);
  for (const file of files) {
    first.noteLook(file);
    first.noteRead(file, 'content', true);
  }
  const again = new KnownFiles(first.textOf(files), first.forgottenOf(files), NOW + 1_000);
  const unread = (known: KnownFiles, file: RemoteFile): boolean => !known.isForgotten(file) && !known.isRead(file);
  expect(files.filter((file) => unread(again, file))).toEqual([]);
  expect(unread(again, named(6_000))).toBe(true);
  const third = new KnownFiles(again.textOf(files), again.forgottenOf(files), NOW + 2_000);
  expect(files.filter((file) => unread(third, file))).toEqual([]);
});
