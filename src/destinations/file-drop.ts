import { constants } from 'node:fs';
import { open, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../article/content.ts';
import { describeError, Rejected } from '../article/failure.ts';
import { makeFolder } from '../redis/make-folder.ts';
import type { Destination } from './contract/destination.ts';

const JOURNAL = 'journal.ndjson';

/**
 * One file per revision, there whole or not at all, and a journal with a line for each. A revision that the journal
 * names already is not written again.
 */
const fileDrop: Destination = {
  type: 'file-drop',
  async open(settings) {
    const folder = settings.path;
    if (folder === undefined) throw new Rejected(`destination ${settings.id}: a file-drop needs path:`);
    const files = join(folder, 'revisions');
    const journal = join(folder, JOURNAL);
    makeFolder(files);
    await sweepUnfinished(files);
    const written = await readJournal(journal);
    let turn: Promise<unknown> = Promise.resolve();
    const write = async (id: string, line: string): Promise<void> => {
      if (written.has(id)) return;
      await writeWhole(files, `${sha256(id).slice(0, 40)}.json`, line);
      await appendDurably(journal, `${line}\n`);
      written.add(id);
    };
    return {
      async deliver({ id, envelope }) {
        const { type, timestamp, ...rest } = envelope;
        const done = turn.then(() => write(id, JSON.stringify({ id, type, timestamp, ...rest })));
        turn = done.catch(() => undefined);
        try {
          await done;
          return { outcome: 'delivered', detail: 'written' };
        } catch (error) {
          return { outcome: 'failed', reason: describeError(error), retryAfterMs: null, ambiguous: false };
        }
      },
      async close() {
        await turn;
      },
    };
  },
};
export default fileDrop;

async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}

/** The ids in the journal; a last line that was torn by a crash is cut off. */
async function readJournal(path: string): Promise<Set<string>> {
  const ids = new Set<string>();
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length !== text.length) await truncate(path, Buffer.byteLength(whole));
  for (const line of whole.split('\n')) {
    const id = /^\{"id":"([^"]+)"/.exec(line)?.[1];
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

async function writeWhole(folder: string, name: string, content: string): Promise<void> {
  const unfinished = join(folder, `${name}.tmp`);
  const file = await open(
    unfinished,
    constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
    0o644,
  );
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
}

async function appendDurably(path: string, line: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    const { size } = await file.stat();
    try {
      await file.writeFile(line);
      await file.sync();
    } catch (error) {
      // A full disk may take half a line; the next line must not be glued to it.
      await file.truncate(size);
      throw error;
    }
  } finally {
    await file.close();
  }
}
