import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RetryLater } from '../../article/failure.ts';

const LOCK = 'journal.lock';
const TRY_AGAIN_MS = 5;
const PATIENCE_MS = 5_000;
/** Whoever holds a folder for so long is dead: a revision is written within milliseconds. */
const DEAD_AFTER_MS = 10_000;
/** A holder on this machine is known by its process, so that nobody waits for one that was killed. */
const HOLDER = `${hostname()} ${process.pid} ${randomUUID()}`;

/**
 * Does work while no other process writes to the folder. The lock is a folder with the name of its holder in it: it comes
 * there whole by a rename, and passes from a dead holder to the one that renames what is in it.
 * @throws RetryLater when another does not let it go
 */
export async function withFolderLock<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  const lock = join(folder, LOCK);
  const aside = `${lock}.${randomUUID()}`;
  await mkdir(aside);
  await writeFile(join(aside, HOLDER), '');
  try {
    for (const end = Date.now() + PATIENCE_MS; !((await take(aside, lock)) || (await inherit(lock))); ) {
      if (Date.now() > end) throw new RetryLater(`${lock}: another process writes to the folder`);
      await wait(TRY_AGAIN_MS);
    }
    try {
      return await work();
    } finally {
      await release(lock);
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function take(aside: string, lock: string): Promise<boolean> {
  try {
    await rename(aside, lock);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Lets the lock go, unless another has taken it over from us while we stood still. An empty one is free. */
async function release(lock: string): Promise<void> {
  await rm(join(lock, HOLDER), { force: true });
  await rmdir(lock).catch(() => undefined);
}

/** Takes the lock over from a holder that is dead. Of those who try at once, one succeeds. */
async function inherit(lock: string): Promise<boolean> {
  const [holder] = await readdir(lock).catch(() => []);
  if (holder === undefined || holder === HOLDER) return false;
  if (!isGone(holder) && !(await isOld(join(lock, holder)))) return false;
  try {
    await rename(join(lock, holder), join(lock, HOLDER));
  } catch {
    return false;
  }
  const now = new Date();
  await utimes(join(lock, HOLDER), now, now);
  return true;
}

/** True where the holder is a process of this machine that is there no more. */
function isGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function isOld(path: string): Promise<boolean> {
  const since = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  return since !== null && Date.now() - since > DEAD_AFTER_MS;
}
