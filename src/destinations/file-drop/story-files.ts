import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../article/content.ts';

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
    await mkdir(this.#lists, { recursive: true });
    await appendFile(this.#listOf(story), `${JSON.stringify(name)}\n`);
  }

  /** Takes away every file of the story but the one that is named. */
  async takeAway(story: string, but: string): Promise<void> {
    for (const name of await this.#names(story)) if (name !== but) await rm(join(this.#files, name), { force: true });
  }

  async #names(story: string): Promise<string[]> {
    const text = await readFile(this.#listOf(story), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    // A line that a crash has torn names no file that was written.
    return text.split('\n').flatMap((line) => (/^".*"$/.test(line) ? [JSON.parse(line) as string] : []));
  }

  #listOf(story: string): string {
    return join(this.#lists, sha256(story).slice(0, 40));
  }
}
