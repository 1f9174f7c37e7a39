import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A text, or bytes that are none. */
type Value = string | { readonly base64: string };
type Pairs = readonly (readonly [Value, Value])[];

/** A key as an older release left it. */
type Kept = { readonly key: string } & (
  | { readonly type: 'string'; readonly value: Value }
  | { readonly type: 'hash' | 'zset'; readonly value: Pairs }
  | { readonly type: 'set' | 'list'; readonly value: readonly Value[] }
  | { readonly type: 'stream'; readonly value: readonly (readonly [id: string, fields: readonly Value[]])[] }
);

const bytesOf = (value: Value): Buffer =>
  typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.base64, 'base64');

/** The commands that write a key anew. */
function commandsFor(kept: Kept): readonly (readonly [command: string, ...words: (string | Buffer)[]])[] {
  switch (kept.type) {
    case 'string':
      return [['SET', kept.key, bytesOf(kept.value)]];
    case 'hash':
      return [['HSET', kept.key, ...kept.value.flat().map(bytesOf)]];
    case 'zset':
      return [['ZADD', kept.key, ...kept.value.flatMap(([member, score]) => [bytesOf(score), bytesOf(member)])]];
    case 'set':
      return [['SADD', kept.key, ...kept.value.map(bytesOf)]];
    case 'list':
      return [['RPUSH', kept.key, ...kept.value.map(bytesOf)]];
    case 'stream':
      return kept.value.map(([id, fields]) => ['XADD', kept.key, id, ...fields.map(bytesOf)]);
  }
}

/**
 * Lays out a data folder as an older release left it when it was stopped: what its private Redis held, and the marker
 * beside it.
 * @param from the folder of the fixture
 */
export async function layOutDataFolder(from: string, dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = join(folder, 'fixture.sock');
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', folder, '--appendonly', 'yes', '--save', ''],
    { stdio: 'ignore' },
  );
  const redis = new Redis({ path: socket, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  const kept = JSON.parse(readFileSync(join(from, 'keys.json'), 'utf8')) as readonly Kept[];
  for (const [command, ...words] of kept.flatMap(commandsFor)) await redis.call(command, ...words);
  redis.disconnect();
  server.kill('SIGTERM');
  await once(server, 'exit');
  const marker = join(dataFolder, 'marker-private.json');
  // The marker names the file that it was written to, so that a copy of it is known.
  writeFileSync(marker, '');
  const said = JSON.parse(readFileSync(join(from, 'marker-private.json'), 'utf8')) as object;
  writeFileSync(marker, JSON.stringify({ ...said, inode: String(statSync(marker).ino) }));
}
