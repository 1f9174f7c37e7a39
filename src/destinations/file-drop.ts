import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { describeError, RetryLater } from '../article/failure.ts';
import { makeFolder } from '../data-folder/make-folder.ts';
import { Bytes, Path } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { fileOf, lineOf } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { withFolderLock } from './file-drop/folder-lock.ts';
import { Journal } from './file-drop/journal.ts';
import { StoryFiles } from './file-drop/story-files.ts';
import { writeWhole } from './file-drop/write-whole.ts';

const JOURNAL = 'journal.ndjson';
const SERVED_ELSEWHERE = 'another process writes to the folder now';

/**
 * One file per revision, there whole or not at all, and a journal with a line for each. A revision that the journal
 * names already is not written again. A stop takes the files of the story's earlier revisions away and stands in their
 * place; the journal keeps what it said until it is rotated out.
 */
const fileDrop = defineDestination({
  type: 'file-drop',
  summary: 'writes a file for each revision, and a journal with a line for each',
  settings: z.strictObject({
    path: Path.describe('the folder that gets revisions/ and journal.ndjson').meta({ example: '/data/out' }),
    name: placeName('what a file in revisions/ is called', '{id}.{extension}', { unique: true }),
    journalBytes: Bytes.prefault('256MB').describe('a journal of this size is put aside, and a new one begun'),
    journals: z.int().min(1).max(1_000).default(8).describe('so many that were put aside are kept'),
  }),
  open(settings) {
    const files = join(settings.path, 'revisions');
    const journal = new Journal(join(settings.path, JOURNAL), settings);
    const stories = new StoryFiles(files, join(settings.path, '.stories'));
    let turn: Promise<unknown> = Promise.resolve();
    let prepared = false;
    const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
      const done = turn.then(work);
      turn = done.catch(() => undefined);
      return done;
    };
    const prepare = async (): Promise<void> => {
      prepared = false;
      makeFolder(files);
      await withFolderLock(settings.path, async () => {
        await sweepUnfinished(files);
        await journal.begin();
      });
      prepared = true;
    };
    const write = async (delivery: Delivery): Promise<void> => {
      if (!prepared) await prepare();
      const { id, articleId, stop } = delivery;
      await withFolderLock(settings.path, async () => {
        const torn = await journal.readOn();
        if (torn) await journal.begin();
        if (journal.names(id)) return;
        if (!stop && !delivery.isOurs()) throw new RetryLater(SERVED_ELSEWHERE);
        const name = fillName(settings.name, delivery);
        if (stop) await stories.takeAway(articleId, name);
        await stories.note(articleId, name);
        await writeWhole(files, name, fileOf(delivery));
        if (!stop && !delivery.isOurs()) {
          await rm(join(files, name), { force: true });
          throw new RetryLater(SERVED_ELSEWHERE);
        }
        await journal.append(id, lineOf(delivery));
      });
    };
    return {
      connect: () => inTurn(prepare),
      async deliver(delivery) {
        try {
          await inTurn(() => write(delivery));
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
  inspect({ path }) {
    let above = resolve(path);
    while (!existsSync(above)) above = dirname(above);
    try {
      if (!statSync(above).isDirectory()) return `${above} is no folder; correct path:`;
      accessSync(above, constants.W_OK);
      return null;
    } catch (error) {
      return `${above} cannot be written to (${describeError(error)}); mend its rights, or correct path:`;
    }
  },
});
export default fileDrop;

async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true }))
    if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}
