import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryLater } from '../../article/failure.ts';
import { makeFolder } from '../../data-folder/make-folder.ts';
import type { Delivery } from '../contract/destination.ts';
import { fileOf, lineOf } from '../contract/facts.ts';
import { fillName } from '../contract/place-name.ts';
import { Turns } from '../contract/turns.ts';
import { withFolderLock } from './folder-lock.ts';
import { Journal } from './journal.ts';
import { makePlainFolders } from './plain-places.ts';
import { StoryFiles } from './story-files.ts';
import { keepNames, writeWhole } from './write-whole.ts';

const JOURNAL = 'journal.ndjson';
const SERVED_ELSEWHERE = 'another process writes to the folder now';
/** So many revisions are written under one lock. */
const MOST_TOGETHER = 64;

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes revisions into a folder. Those that come while others are written go together: under one lock, their files
 * side by side, their lines in the journal at once, since a disk takes as long for one as for many.
 */
export class FolderWriter {
  readonly #settings: { readonly path: string; readonly name: string };
  readonly #files: string;
  readonly #journal: Journal;
  readonly #stories: StoryFiles;
  readonly #turns = new Turns();
  #waiting: Waiting[] = [];
  #prepared = false;

  constructor(settings: ConstructorParameters<typeof Journal>[1] & { readonly path: string; readonly name: string }) {
    this.#settings = settings;
    this.#files = join(settings.path, 'revisions');
    this.#journal = new Journal(join(settings.path, JOURNAL), settings);
    this.#stories = new StoryFiles(this.#files, join(settings.path, '.stories'));
  }

  /** Makes the folders, takes away what was not finished, and reads the journal. */
  prepare(): Promise<void> {
    return this.#turns.run(() => this.#prepare());
  }

  /**
   * Writes a revision; one that the journal names is not written again.
   * @throws RetryLater when another process writes to the folder
   */
  write(delivery: Delivery): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, resolve, reject });
      void this.#turns.run(() => this.#writeWaiting());
    });
  }

  /** Resolves when all that was given is written or refused. */
  end(): Promise<void> {
    return this.#turns.end();
  }

  async #prepare(): Promise<void> {
    this.#prepared = false;
    makeFolder(this.#files);
    await makePlainFolders(this.#files, '');
    await withFolderLock(this.#settings.path, async () => {
      await sweepUnfinished(this.#files);
      await this.#journal.begin();
    });
    this.#prepared = true;
  }

  async #writeWaiting(): Promise<void> {
    const together = this.#takeWaiting();
    if (together.length === 0) return;
    try {
      // Somebody may have taken the folder away, or a disk that is put in its place is another one.
      if (!this.#prepared || !existsSync(this.#files)) await this.#prepare();
      await withFolderLock(this.#settings.path, () => this.#writeTogether(together));
      for (const { delivery, resolve } of together) if (this.#journal.names(delivery.id)) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }

  /** What is written in this turn. A revision that is given twice at once has its second turn later. */
  #takeWaiting(): readonly Waiting[] {
    const ids = new Set<string>();
    const taken = this.#waiting.filter(({ delivery: { id } }) => !ids.has(id) && ids.add(id)).slice(0, MOST_TOGETHER);
    this.#waiting = this.#waiting.filter((each) => !taken.includes(each));
    return taken;
  }

  async #writeTogether(together: readonly Waiting[]): Promise<void> {
    if (await this.#journal.readOn()) await this.#journal.begin();
    const fresh = together.filter(({ delivery }) => !this.#journal.names(delivery.id));
    const written = new Set<Waiting>();
    const folders = new Set<string>();
    // What is of one story is written in the order in which it came.
    const stories = new Map<string, Waiting[]>();
    for (const waiting of fresh) {
      const { articleId } = waiting.delivery;
      stories.set(articleId, [...(stories.get(articleId) ?? []), waiting]);
    }
    await Promise.all(
      [...stories.values()].map(async (story) => {
        for (const waiting of story) if (await this.#isWritten(waiting, folders)) written.add(waiting);
      }),
    );
    await keepNames(folders);
    const kept: Waiting[] = [];
    for (const waiting of fresh) if (written.has(waiting) && (await this.#isKept(waiting))) kept.push(waiting);
    await this.#journal.append(kept.map(({ delivery }) => ({ id: delivery.id, line: lineOf(delivery) })));
  }

  /** Adds the folder of what was written to those whose names are to be kept. */
  async #isWritten({ delivery, reject }: Waiting, folders: Set<string>): Promise<boolean> {
    try {
      if (!delivery.stop && !delivery.isOurs()) throw new RetryLater(SERVED_ELSEWHERE);
      const name = fillName(this.#settings.name, delivery);
      if (delivery.stop) await this.#stories.takeAway(delivery.articleId, name);
      await this.#stories.note(delivery.articleId, name);
      folders.add(await writeWhole(this.#files, name, fileOf(delivery)));
      return true;
    } catch (error) {
      reject(error);
      return false;
    }
  }

  /** False for copy that became another process's while it was written; its file is taken away. */
  async #isKept({ delivery, reject }: Waiting): Promise<boolean> {
    if (delivery.stop || delivery.isOurs()) return true;
    await rm(join(this.#files, fillName(this.#settings.name, delivery)), { force: true });
    reject(new RetryLater(SERVED_ELSEWHERE));
    return false;
  }
}

/** Folder by folder: Node's own recursive way goes into those that links lead to. */
async function sweepUnfinished(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await sweepUnfinished(path);
    else if (entry.name.endsWith('.tmp')) await rm(path, { force: true });
  }
}
