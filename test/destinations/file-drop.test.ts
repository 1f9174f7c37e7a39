import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptResult, Outlet } from '../../src/destinations/contract/destination.ts';
import fileDrop from '../../src/destinations/file-drop.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'ct-drop-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const open = (): Promise<Outlet> =>
  fileDrop.open(DestinationSettings.parse({ id: 'drop', type: 'file-drop', path }), { userAgent: 'x' });

function deliver(outlet: Outlet, number: number): Promise<AttemptResult> {
  return outlet.deliver({
    id: `revision-${number}`,
    articleId: 'article',
    revision: number,
    envelope: {
      type: 'article.update',
      timestamp: '2026-11-23T12:00:00.000Z',
      data: { id: 'article', revision: number },
    },
    attempt: 1,
    now: Date.now(),
    signal: new AbortController().signal,
  });
}

const journal = (): Record<string, unknown>[] =>
  readFileSync(join(path, 'journal.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

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
    await open();
    writeFileSync(join(path, 'revisions', 'half.json.tmp'), '{"id":');
    await open();
    expect(readdirSync(join(path, 'revisions'))).toEqual([]);
  });

  test('a revision id makes no path', async () => {
    const outlet = await open();
    await outlet.deliver({
      id: '../../etc/cron.d/x',
      articleId: 'a',
      revision: 1,
      envelope: { type: 'article.new', timestamp: '2026-11-23T12:00:00.000Z', data: {} },
      attempt: 1,
      now: 0,
      signal: new AbortController().signal,
    });
    expect(readdirSync(join(path, 'revisions'))).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.json$/)]);
  });

  test('a disk that refuses is a failure with its reason, and nothing is glued to a torn line', async () => {
    const outlet = await open();
    await deliver(outlet, 1);
    rmSync(join(path, 'revisions'), { recursive: true });
    expect(await deliver(outlet, 2)).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/ENOENT/) });
    expect(journal()).toHaveLength(1);
    chmodSync(path, 0o700);
  });
});
