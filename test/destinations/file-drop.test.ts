import { constants } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import { sha256 } from '../../src/article/content.ts';
import { shutDocument } from '../../src/article/shut-document.ts';
import type { Delivery, Outlet } from '../../src/destinations/contract/destination.ts';
import fileDrop from '../../src/destinations/file-drop.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { filesIn, revisionsIn } from '../receivers/folder-of-files.ts';
import { FULL, TEXT_OF_IT, WITHDRAWN } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'ct-drop-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const open = (over: Record<string, unknown> = {}): Outlet =>
  fileDrop.open(destinationSchema(fileDrop).parse({ id: 'drop', type: 'file-drop', path, ...over }), {
    userAgent: 'x',
  });

function deliver(outlet: Outlet, number: number): Promise<AttemptResult> {
  return outlet.deliver(aDelivery({ id: `revision-${number}`, revision: number }));
}

const journal = (): Record<string, unknown>[] =>
  readFileSync(join(path, 'journal.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describeConformance('file-drop', () => ({
  open: () => open(),
  openNowhere: () => open({ path: '/dev/null/none' }),
  received: () => Promise.resolve(revisionsIn(join(path, 'revisions'))),
  repeat: 'once',
}));

describe('what stands in the place of the journal', () => {
  test('is not followed, read or written where it is a link', async () => {
    const elsewhere = join(path, 'elsewhere.txt');
    writeFileSync(elsewhere, 'A line that is not finished');
    symlinkSync(elsewhere, join(path, 'journal.ndjson'));
    const outlet = open();
    await expect(outlet.connect()).rejects.toThrow(/journal\.ndjson is a link/);
    expect(await deliver(outlet, 1)).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/is a link/) });
    expect(readFileSync(elsewhere, 'utf8')).toBe('A line that is not finished');
  });

  test('holds nothing up where it is a pipe', async () => {
    execFileSync('mkfifo', [join(path, 'journal.ndjson')]);
    await expect(open().connect()).rejects.toThrow(/journal\.ndjson is no plain file/);
  });
});

describe('what stands in the place of the folders and files of stories', () => {
  let victims: string;
  beforeEach(() => {
    victims = mkdtempSync(join(tmpdir(), 'ct-victims-'));
    writeFileSync(join(victims, 'victim.tmp'), 'untouched');
  });
  afterEach(() => rmSync(victims, { recursive: true }));
  const story = { id: 'revision-1', revision: 1 };
  const named = (): string => `${sha256(story.id).slice(0, 40)}.json`;
  const listed = (): string => join(path, '.stories', sha256(aDelivery(story).articleId).slice(0, 40));
  const expectUntouched = (): void => {
    expect(readdirSync(victims)).toEqual(['victim.tmp']);
    expect(readFileSync(join(victims, 'victim.tmp'), 'utf8')).toBe('untouched');
  };

  test.each<[string, () => void]>([
    ['revisions/', () => symlinkSync(victims, join(path, 'revisions'))],
    ['.stories/', () => symlinkSync(victims, join(path, '.stories'))],
    [
      'a folder of the name',
      () => {
        mkdirSync(join(path, 'revisions'));
        symlinkSync(victims, join(path, 'revisions', 'sorted'));
      },
    ],
    [
      'the list of a story',
      () => {
        mkdirSync(join(path, '.stories'));
        symlinkSync(join(victims, 'victim.tmp'), listed());
      },
    ],
  ])('is not followed where it is a link: %s', async (_, plant) => {
    plant();
    const outlet = open({ name: 'sorted/{id}.{extension}' });
    const result = await outlet.deliver(aDelivery(story));
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/ is (?:a|no folder, or a) link/),
    });
    expectUntouched();
  });

  test.each<[string, (unfinished: string) => void]>([
    ['a link', (unfinished) => symlinkSync(join(victims, 'victim.tmp'), unfinished)],
    ['a second name of a file', (unfinished) => linkSync(join(victims, 'victim.tmp'), unfinished)],
    ['a pipe', (unfinished) => void execFileSync('mkfifo', [unfinished])],
  ])('is put aside where it is %s instead of an unfinished file', async (_, plant) => {
    const outlet = open();
    await outlet.connect?.();
    plant(join(path, 'revisions', `${named()}.tmp`));
    expect(await outlet.deliver(aDelivery(story))).toMatchObject({ outcome: 'delivered' });
    expectUntouched();
  });

  test('leads no stop to files that are none of the drop', async () => {
    const outlet = open();
    await outlet.deliver(aDelivery(story));
    const out = relative(join(path, 'revisions'), join(victims, 'victim.tmp'));
    appendFileSync(listed(), `${JSON.stringify(out)}\n${JSON.stringify(join(victims, 'victim.tmp'))}\n`);
    await outlet.deliver(aDelivery({ ...story, id: 'stop', revision: 2, stop: true }));
    expect(readdirSync(join(path, 'revisions'))).toHaveLength(1);
    expectUntouched();
  });
});

describe('revisions that come together', () => {
  test('are each written once, those of a story in their order', async () => {
    const outlet = open();
    const given = Array.from({ length: 150 }, (_, at) =>
      aDelivery({ id: `revision-${at}`, articleId: `story-${at % 30}`, revision: Math.floor(at / 30) + 1 }),
    );
    const results = await Promise.all([...given, given[7] as Delivery].map((delivery) => outlet.deliver(delivery)));
    expect(results.every(({ outcome }) => outcome === 'delivered')).toBe(true);
    const ids = journal().map(({ id }) => String(id));
    expect(ids.toSorted()).toEqual(given.map(({ id }) => id).toSorted());
    const ofOne = ids.filter((id) => Number(id.slice('revision-'.length)) % 30 === 4);
    expect(ofOne).toEqual(['revision-4', 'revision-34', 'revision-64', 'revision-94', 'revision-124']);
    expect(readdirSync(join(path, 'revisions'))).toHaveLength(150);
  });

  test('leave of a story that is stopped nothing but the stop', async () => {
    const outlet = open();
    const given = [
      aDelivery({ id: 'revision-1', articleId: 'stopped' }),
      aDelivery({ id: 'revision-2', articleId: 'stopped', revision: 2, stop: true }),
      aDelivery({ id: 'revision-3', articleId: 'other' }),
    ];
    await Promise.all(given.map((delivery) => outlet.deliver(delivery)));
    expect(journal().map(({ id }) => id)).toEqual(expect.arrayContaining(['revision-1', 'revision-2', 'revision-3']));
    const kept = readdirSync(join(path, 'revisions')).map((name) =>
      readFileSync(join(path, 'revisions', name), 'utf8'),
    );
    expect(kept.map((text) => /"id":"([^"]+)"/.exec(text)?.[1]).toSorted()).toEqual(['revision-2', 'revision-3']);
  });

  test('do not fail for one that cannot be written', async () => {
    await deliver(open({ path: join(path, 'elsewhere') }), 2);
    const [second = ''] = readdirSync(join(path, 'elsewhere', 'revisions'));
    mkdirSync(join(path, 'revisions', second), { recursive: true });
    const outlet = open();
    const results = await Promise.all([1, 2, 3].map((number) => deliver(outlet, number)));
    expect(results.map(({ outcome }) => outcome)).toEqual(['delivered', 'failed', 'delivered']);
  });
});

describe('a lock that another took over while its holder stood still', () => {
  const lock = () => join(path, 'journal.lock');

  test('stays with the other', async () => {
    const takenOver = (): boolean => {
      for (const name of readdirSync(lock())) renameSync(join(lock(), name), join(lock(), 'elsewhere 1 other'));
      return true;
    };
    expect(await open().deliver(aDelivery({ id: 'revision-1', isOurs: takenOver }))).toMatchObject({
      outcome: 'delivered',
    });
    expect(readdirSync(lock())).toEqual(['elsewhere 1 other']);
  });

  test('may be gone by the time that it is let go', async () => {
    const letGo = (): boolean => {
      rmSync(lock(), { recursive: true, force: true });
      return true;
    };
    expect(await open().deliver(aDelivery({ id: 'revision-1', isOurs: letGo }))).toMatchObject({
      outcome: 'delivered',
    });
  });
});

describe('a file drop', () => {
  test('has a line in the journal and a file for each revision, with the id', async () => {
    const outlet = await open();
    for (const number of [1, 2, 3]) expect(await deliver(outlet, number)).toMatchObject({ outcome: 'delivered' });
    expect(journal().map(({ id }) => id)).toEqual(['revision-1', 'revision-2', 'revision-3']);
    const files = readdirSync(join(path, 'revisions'));
    expect(files).toHaveLength(3);
    const [first] = files.map((name) => JSON.parse(readFileSync(join(path, 'revisions', name), 'utf8')) as object);
    expect(first).toMatchObject({ id: expect.stringMatching(/^revision-/), type: 'article.update' });
  });

  test('keeps the order in which it was told, all at once or not', async () => {
    const outlet = await open();
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => deliver(outlet, number)));
    expect(journal().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `revision-${number}`));
  });

  test('writes a revision once where a standby that had read the journal before takes over', async () => {
    const active = open();
    const standby = open();
    await active.connect();
    await standby.connect();
    await deliver(active, 1);
    await deliver(standby, 1);
    await deliver(standby, 2);
    await deliver(active, 2);
    expect(journal().map(({ id }) => id)).toEqual(['revision-1', 'revision-2']);
  });

  test('writes a revision once where two processes write at the same time', async () => {
    const two = [open(), open()];
    await Promise.all(two.map((each) => each.connect()));
    const numbers = Array.from({ length: 20 }, (_, at) => at + 1);
    await Promise.all(numbers.flatMap((number) => two.map((each) => deliver(each, number))));
    expect(journal().map(({ id }) => id)).toHaveLength(numbers.length);
    expect(new Set(journal().map(({ id }) => id)).size).toBe(numbers.length);
  });

  test('is taken over from a process that died while it wrote', async () => {
    const standby = open();
    await standby.connect();
    await deliver(standby, 1);
    appendFileSync(join(path, 'journal.ndjson'), '{"id":"revision-2","type":"arti');
    const lock = join(path, 'journal.lock');
    mkdirSync(lock);
    utimesSync(lock, 1, 1);
    await deliver(standby, 2);
    expect(journal().map(({ id }) => id)).toEqual(['revision-1', 'revision-2']);
    expect(readdirSync(path).toSorted()).toEqual(['.stories', 'journal.ndjson', 'revisions']);
  });

  test('writes a revision once, also after a restart', async () => {
    await deliver(await open(), 1);
    const again = await open();
    await deliver(again, 1);
    await deliver(again, 2);
    expect(journal().map(({ id }) => id)).toEqual(['revision-1', 'revision-2']);
  });

  test('cuts off a last line that a crash has torn, and writes that revision again', async () => {
    await deliver(await open(), 1);
    appendFileSync(join(path, 'journal.ndjson'), '{"id":"revision-2","type":"arti');
    const outlet = await open();
    await deliver(outlet, 2);
    expect(journal().map(({ id }) => id)).toEqual(['revision-1', 'revision-2']);
  });

  test('sweeps up what a crash left half written', async () => {
    await open().connect();
    writeFileSync(join(path, 'revisions', 'half.json.tmp'), '{"id":');
    await open().connect();
    expect(readdirSync(join(path, 'revisions'))).toEqual([]);
  });

  test('a revision id makes no path', async () => {
    const outlet = await open();
    await outlet.deliver(aDelivery({ id: '../../etc/cron.d/x' }));
    expect(readdirSync(join(path, 'revisions'))).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.json$/)]);
  });

  test('a disk that refuses is a failure with its reason, and nothing is glued to a torn line', async () => {
    const outlet = await open();
    await deliver(outlet, 1);
    rmSync(join(path, 'revisions'), { recursive: true });
    writeFileSync(join(path, 'revisions'), 'no folder');
    expect(await deliver(outlet, 2)).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/no folder/) });
    expect(journal()).toHaveLength(1);
  });

  test.each(['', 'revisions', '.stories'])('makes what somebody took away again: "%s"', async (taken) => {
    const outlet = open();
    await deliver(outlet, 1);
    rmSync(join(path, taken), { recursive: true });
    expect(await deliver(outlet, 2)).toMatchObject({ outcome: 'delivered' });
    expect(journal().map(({ id }) => id)).toEqual(taken === '' ? ['revision-2'] : ['revision-1', 'revision-2']);
    expect(revisionsIn(join(path, 'revisions')).at(-1)?.id).toBe('revision-2');
  });

  test('has files and the names of their folders on the disk before the journal names them', async () => {
    const kept: string[] = [];
    const probe = await openFile(path, 'r');
    const handles = Object.getPrototypeOf(probe) as typeof probe;
    await probe.close();
    const { sync } = handles;
    vi.spyOn(handles, 'sync').mockImplementation(async function (this: typeof probe) {
      kept.push(readlinkSync(`/proc/self/fd/${this.fd}`));
      return sync.call(this);
    });
    try {
      await open({ name: '{agency}/{id}.{extension}' }).deliver(aDelivery({ id: 'revision-1', revision: 1 }));
    } finally {
      vi.restoreAllMocks();
    }
    expect(kept.map((each) => each.slice(path.length))).toEqual([
      expect.stringMatching(/^\/revisions\/\w+\/[\da-f]{40}\.json\.tmp$/),
      expect.stringMatching(/^\/revisions\/\w+$/),
      '/journal.ndjson',
    ]);
  });

  test('calls a file as the name says', async () => {
    const outlet = open({ name: '{agency}/{slug}-{id}.{extension}' });
    const document = { contentType: 'application/xml', extension: 'xml', body: '<nitf/>', enveloped: false };
    await outlet.deliver(aDelivery({ id: 'a', article: FULL, document }));
    const [file] = filesIn(join(path, 'revisions'));
    expect(file).toMatch(/revisions\/example\/MARKSLUG-HARBOUR-[0-9a-f]{40}\.xml$/);
    expect(readFileSync(file!, 'utf8')).toBe('<nitf/>');
  });

  test('has no text of a story that was taken back, and its stop instead', async () => {
    const name = '{article}-{revision}.{extension}';
    for (const revision of [1, 2])
      await open({ name }).deliver(aDelivery({ id: `s${revision}`, article: { ...FULL, revision } }));
    await open({ name }).deliver(aDelivery({ id: 'other', article: { ...FULL, id: 'other' } }));
    const stop = { ...shutDocument(WITHDRAWN), revision: 3 };
    await open({ name }).deliver(aDelivery({ id: 's3', article: stop, stop: true, type: 'article.withdrawal' }));
    const files = filesIn(join(path, 'revisions'));
    expect(files.map((file) => file.split('/').at(-1))).toEqual(['other-7041.json', 'art_markid-3.json']);
    expect(readFileSync(files[1]!, 'utf8')).not.toMatch(TEXT_OF_IT);
  });

  test('puts a journal that is full aside, keeps the newest, and knows what they say', async () => {
    const outlet = open({ journalBytes: '1KB', journals: 2 });
    for (let number = 1; number <= 40; number += 1) await deliver(outlet, number);
    const aside = readdirSync(path).filter((file) => /^journal\.\d+\.ndjson$/.test(file));
    expect(aside).toHaveLength(2);
    const standby = open({ journalBytes: '1KB', journals: 2 });
    await deliver(standby, 40);
    await deliver(standby, 39);
    await deliver(outlet, 39);
    const lines = [...aside, 'journal.ndjson'].flatMap((file) =>
      readFileSync(join(path, file), 'utf8').trim().split('\n'),
    );
    expect(new Set(lines).size).toBe(lines.length);
    expect(readdirSync(join(path, 'revisions'))).toHaveLength(40);
  });

  test('puts a journal of an earlier day aside, and one of today at no other time', async () => {
    const outlet = open();
    const aside = () => readdirSync(path).filter((file) => /^journal\.\d+\.ndjson$/.test(file));
    for (const number of [1, 2]) await deliver(outlet, number);
    expect(aside()).toEqual([]);
    const yesterday = new Date(Date.now() - 86_400_000);
    utimesSync(join(path, 'journal.ndjson'), yesterday, yesterday);
    for (const number of [2, 3, 4]) await deliver(outlet, number);
    expect(aside()).toEqual(['journal.1.ndjson']);
    expect(journal().map(({ id }) => id)).toEqual(['revision-3', 'revision-4']);
    await deliver(open(), 1);
    expect(journal()).toHaveLength(2);
  });

  test('reads a journal from its beginning that was begun anew meanwhile and is longer by now', async () => {
    const standby = open();
    for (const number of [1, 1]) await deliver(standby, number);
    const outlet = open();
    await outlet.connect();
    const yesterday = new Date(Date.now() - 86_400_000);
    utimesSync(join(path, 'journal.ndjson'), yesterday, yesterday);
    for (const number of [2, 3, 4, 5]) await deliver(outlet, number);
    for (const number of [1, 2, 3, 4, 5]) await deliver(standby, number);
    expect(journal().map(({ id }) => id)).toEqual([2, 3, 4, 5].map((number) => `revision-${number}`));
  });

  test('knows what a journal says that is longer than any text can be', async () => {
    const line = (id: string): string => `${JSON.stringify({ id, data: 'x'.repeat(3_000) })}\n`;
    const block = Array.from({ length: 20_000 }, (_, at) => line(`old-${at}`)).join('');
    for (let written = 0; written <= constants.MAX_STRING_LENGTH; written += block.length)
      appendFileSync(join(path, 'journal.ndjson'), block);
    appendFileSync(join(path, 'journal.ndjson'), line('revision-7'));
    const { size } = statSync(join(path, 'journal.ndjson'));
    const outlet = open({ journalBytes: '4GB' });
    await deliver(outlet, 7);
    expect(statSync(join(path, 'journal.ndjson')).size).toBe(size);
    expect(await deliver(outlet, 8)).toMatchObject({ outcome: 'delivered' });
  });

  test('finds a torn last line, and the ids of lines wherever a part of the journal ends', async () => {
    const line = (at: number): string => `${JSON.stringify({ id: `revision-${at}`, data: 'é'.repeat(1_000 + at) })}\n`;
    const lines = Array.from({ length: 4_000 }, (_, at) => line(at)).join('');
    writeFileSync(join(path, 'journal.ndjson'), `${lines}{"id":"revision-9999","da`);
    const outlet = open();
    await outlet.connect();
    expect(statSync(join(path, 'journal.ndjson')).size).toBe(Buffer.byteLength(lines));
    for (const number of [0, 1_999, 2_000, 3_999]) await deliver(outlet, number);
    expect(statSync(join(path, 'journal.ndjson')).size).toBe(Buffer.byteLength(lines));
  });

  test.each([
    ['before it writes', 0],
    ['while it writes', 1],
  ])('has no text of a publisher whose destination is another process’s by now, %s', async (_, times) => {
    let asked = 0;
    const late = { ...aDelivery({ id: 'late', article: FULL }), isOurs: () => asked++ < times };
    expect((await open().deliver(late)).outcome).toBe('put-back');
    expect(readdirSync(join(path, 'revisions'))).toEqual([]);
    const stop = aDelivery({ id: 'stop', article: shutDocument(WITHDRAWN), stop: true, type: 'article.withdrawal' });
    expect((await open().deliver({ ...stop, isOurs: () => false })).outcome).toBe('delivered');
  });
});
