import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Delivery, Outlet } from '../../src/destinations/contract/destination.ts';
import { fillName } from '../../src/destinations/contract/place-name.ts';
import { filesIn, plantIn, unfinishedIn } from '../receivers/folder-of-files.ts';
import { FULL } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';

const NAME = '{article}/{slug}-{id}.{extension}';

/** What of the receiver a test of stops looks at. */
interface Place {
  open(settings: { readonly name: string }): Outlet;
  /** Names of what stands there. */
  names(): readonly string[];
  /** Puts something there that we have not delivered, under a name. */
  plant(name: string): void;
  /** Whether half a file may stand under a temporary name. */
  readonly unfinished: boolean;
  /** Keeps what has this name from being taken away, until what is given back is called. */
  guard(name: string): () => void;
}

/** A server's folder, by which it has what was delivered. */
export function folderOf(folder: string, open: Place['open']): Place {
  return {
    open,
    names: () =>
      filesIn(folder)
        .map((path) => path.slice(folder.length + 1))
        .concat(unfinishedIn(folder)),
    plant: (name) => plantIn(folder, name),
    unfinished: true,
    guard(name) {
      // What is a folder cannot be deleted as a file.
      plantIn(folder, `${name}/inside`);
      return () => rmSync(join(folder, name), { recursive: true });
    },
  };
}

/** What a stop does where every revision has a file of its own. */
export function describeTakingBack(kind: string, place: () => Place): void {
  const revision = (story: string, number: number, slugline: string): Delivery => {
    const id = `${kind}-${story}-${number}`;
    const article = { ...FULL, id: `${kind}-${story}`, revisionId: id, revision: number, slugline };
    return aDelivery({ id, article, revision: number });
  };
  const stopOf = (story: string, earlier: Awaited<ReturnType<Delivery['earlier']>>): Delivery => ({
    ...revision(story, 9, 'STOP'),
    stop: true,
    earlier: () => Promise.resolve(earlier),
  });
  const of = (story: string): string[] =>
    place()
      .names()
      .filter((name) => name.includes(`${kind}-${story}/`))
      .map((name) => name.slice(name.lastIndexOf('/') + 1));
  const nameOf = (delivery: Delivery): string => fillName(NAME, delivery);

  test("a stop takes the files of the story's earlier revisions away, and those of no other", async () => {
    const outlet = place().open({ name: NAME });
    await outlet.connect();
    const [first, second, other] = [revision('one', 1, 'A'), revision('one', 2, 'B'), revision('two', 1, 'C')];
    for (const each of [first, second, other]) expect((await outlet.deliver(each)).outcome).toBe('delivered');
    // One that was delivered under another name than it has today, and half a file of an attempt that broke off.
    place().plant(`${kind}-one/as-it-was.json`);
    if (place().unfinished) place().plant(`${kind}-one/.${nameOf(second).split('/')[1]}.tmp`);
    const lost = revision('one', 3, 'D');
    place().plant(nameOf(lost));
    const stop = stopOf('one', [
      { named: first, said: `${kind}-one/as-it-was.json was there already` },
      { named: second, said: nameOf(second) },
      { named: lost, said: null },
      { named: revision('one', 4, 'NEVER-SENT'), said: null },
    ]);
    for (const _ of [1, 2]) expect((await outlet.deliver(stop)).outcome).toBe('delivered');
    expect(of('one')).toEqual([nameOf(stop).split('/')[1]]);
    expect(of('two')).toEqual([nameOf(other).split('/')[1]]);
    await outlet.close();
  });

  test('where one cannot be taken away the stop stands there all the same, and is tried again', async () => {
    const outlet = place().open({ name: NAME });
    await outlet.connect();
    const first = revision('kept', 1, 'A');
    const second = revision('kept', 2, 'B');
    await outlet.deliver(second);
    const release = place().guard(nameOf(first));
    const stop = stopOf('kept', [
      { named: first, said: nameOf(first) },
      { named: second, said: nameOf(second) },
    ]);
    expect(await outlet.deliver(stop)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/the stop has come, but \S+ still stands/),
    });
    expect(of('kept')).toContain(nameOf(stop).split('/')[1]);
    expect(of('kept')).not.toContain(nameOf(second).split('/')[1]);
    release();
    expect((await outlet.deliver(stop)).outcome).toBe('delivered');
    expect(of('kept')).toEqual([nameOf(stop).split('/')[1]]);
    await outlet.close();
  });
}
