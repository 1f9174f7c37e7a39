import { TAG } from './hash-tags.ts';
import type { RedisClient } from './open-client.ts';

const AS_A_SCRIPT = 'return redis.call(unpack(ARGV))';

/**
 * Runs a command that names no key (INFO, TIME, SCAN) on the server that holds our keys. A cluster would send it to any
 * of its servers; a script goes where its key is.
 */
export function askServer(redis: RedisClient, command: string, ...words: readonly string[]): Promise<unknown> {
  return redis.isCluster
    ? redis.eval(AS_A_SCRIPT, 1, `${TAG}:epoch`, command, ...words)
    : redis.call(command, ...words);
}
