import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { describeError, isFailure } from '../article/failure.ts';
import { Bytes, Path } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { placeName } from './contract/place-name.ts';
import { putBack } from './contract/results.ts';
import { FolderWriter } from './file-drop/folder-writer.ts';

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
    journalBytes: Bytes.prefault('256MB').describe(
      'a journal of this size, or of an earlier day (UTC), is put aside, and a new one begun',
    ),
    journals: z.int().min(1).max(1_000).default(31).describe('so many that were put aside are kept'),
  }),
  open(settings) {
    const writer = new FolderWriter(settings);
    return {
      connect: () => writer.prepare(),
      async deliver(delivery) {
        try {
          await writer.write(delivery);
          return { outcome: 'delivered', detail: 'written' };
        } catch (error) {
          if (isFailure(error, 'RetryLater')) return putBack(describeError(error));
          return { outcome: 'failed', reason: describeError(error), retryAfterMs: null, ambiguous: false };
        }
      },
      close: () => writer.end(),
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
