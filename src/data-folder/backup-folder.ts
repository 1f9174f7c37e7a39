import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

const SNAPSHOT = 'redis.rdb';
const APPEND_ONLY = 'appendonlydir';
/** Files of a data folder that cannot be made again. The marker is no part of it: by it a restored Redis is noticed. */
const KEPT = ['vocabulary.json'];

/** The folder that was named holds something already, or is no backup; the message says which. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}

/**
 * Makes the folder of a new backup and puts into it what stands outside Redis.
 * @returns where the snapshot of Redis belongs
 */
export function beginBackup(folder: string, dataFolder: string): string {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupUnusable(`${folder} is not empty: name a folder that is, or that is not there yet`);
  makeFolder(folder, 0o700);
  for (const name of KEPT)
    if (existsSync(join(dataFolder, name))) copyFileSync(join(dataFolder, name), join(folder, name));
  return join(folder, SNAPSHOT);
}

/**
 * Puts a backup into a data folder whose service is stopped. The private Redis reads it at its next start; what it held
 * is kept beside it.
 * @returns where what it held is now, or null where it held nothing
 */
export function putBack(folder: string, dataFolder: string, now: Date): string | null {
  const snapshot = join(folder, SNAPSHOT);
  if (!existsSync(snapshot)) throw new BackupUnusable(`${folder} is no backup: there is no ${SNAPSHOT} in it`);
  const redis = join(dataFolder, 'redis');
  const held = join(redis, APPEND_ONLY);
  const aside = existsSync(held) ? `${held}-${now.toISOString().replaceAll(':', '-')}` : null;
  if (aside !== null) renameSync(held, aside);
  makeFolder(redis, 0o700);
  mkdirSync(held, { mode: 0o700 });
  copyFileSync(snapshot, join(held, 'appendonly.aof.1.base.rdb'));
  writeFileSync(join(held, 'appendonly.aof.manifest'), 'file appendonly.aof.1.base.rdb seq 1 type b\n');
  for (const name of KEPT) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(dataFolder, name));
  return aside;
}
