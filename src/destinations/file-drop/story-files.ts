import { constants } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../article/content.ts';
import { isBelow, makePlainFolders, openPlain } from './plain-places.ts';

/**
 * Which files were written for which story: a small list for each story beside the files, a name a line. It is written
 * before the file, so that no file of a story is ever unknown when the story is taken back.
 */
export class StoryFiles {
  readonly #files: string;
  readonly #lists: string;

  constructor(files: string, lists: string) {
    this.#files = files;
    this.#lists = lists;
  }

  /** Remembers that a file of this name is written for the story. */
  async note(story: string, name: string): Promise<void> {
    const list = this.#listOf(story);
    await makePlainFolders(this.#lists, '');
    const file = await openPlain(list, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
    try {
      await file.writeFile(`${JSON.stringify(name)}\n`);
    } finally {
      await file.close();
    }
  }

  /** Takes away every file of the story but the one that is named. */
  async takeAway(story: string, but: string): Promise<void> {
    for (const name of await this.#names(story)) if (name !== but) await rm(join(this.#files, name), { force: true });
  }

  async #names(story: string): Promise<string[]> {
    const file = await openPlain(this.#listOf(story), constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return [];
    try {
      return namesIn(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  }

  #listOf(story: string): string {
    return join(this.#lists, sha256(story).slice(0, 40));
  }
}

/** A line that a crash has torn names no file that was written, and one that somebody planted none of the drop's. */
function namesIn(text: string): string[] {
  const names = text
    .split('\n')
    .flatMap((line) => (/^"(?:[^"\\]|\\.)*"$/.test(line) ? [JSON.parse(line) as string] : []));
  return names.filter(isBelow);
}
