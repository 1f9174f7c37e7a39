import { readFileSync } from 'node:fs';
import type { RedisClient } from '../redis/open-client.ts';

/** The Lua scripts by name; each is a file in `src/store/lua`. */
const NAMES = [
  'put-in-inbox',
  'count-request',
  'end-account-turn',
  'begin-fetches',
  'keep-fetch',
  'end-fetches',
  'open-receipt',
  'add-capture',
  'see-items',
  'newest-heads',
  'read-copies',
  'fill-receipt',
  'abandon-receipt',
  'begin-item',
  'commit',
  'take-lease',
  'keep-destination',
  'enter-lanes',
  'claim',
  'sign-off',
  'settle',
  'expire-lanes',
  'seal-gap',
  'release-due',
  'lift-embargo',
  'advance-epoch',
  'beat',
  'resend',
  'append-action',
  'reopen-item',
  'reopen-document',
] as const;
export type ScriptName = (typeof NAMES)[number];

const methodOf = (script: ScriptName): string => `copytaster_${script.replaceAll('-', '_')}`;

/** Teaches a connection the scripts; they are sent by hash and loaded where the server does not know them. */
export function defineScripts(redis: RedisClient): void {
  for (const script of NAMES) {
    const lua = readFileSync(new URL(`./lua/${script}.lua`, import.meta.url), 'utf8');
    redis.defineCommand(methodOf(script), { lua });
  }
}

type ScriptArgument = string | number | Buffer;
type ScriptMethod = (count: number, ...rest: ScriptArgument[]) => Promise<unknown>;

/** Runs one script; `scriptKeys` are declared to the server, so that a cluster can route it. */
export function runScript(
  redis: RedisClient,
  script: ScriptName,
  scriptKeys: readonly string[],
  scriptArguments: readonly ScriptArgument[],
): Promise<unknown> {
  return methodNamed(redis, methodOf(script)).call(redis, scriptKeys.length, ...scriptKeys, ...scriptArguments);
}

/** The same, with every text of the reply as bytes. */
export function runScriptForBytes(
  redis: RedisClient,
  script: ScriptName,
  scriptKeys: readonly string[],
  scriptArguments: readonly ScriptArgument[],
): Promise<unknown> {
  const method = methodNamed(redis, `${methodOf(script)}Buffer`);
  return method.call(redis, scriptKeys.length, ...scriptKeys, ...scriptArguments);
}

function methodNamed(redis: RedisClient, name: string): ScriptMethod {
  const method = (redis as unknown as Record<string, ScriptMethod | undefined>)[name];
  if (method === undefined) throw new Error(`redis: ${name} is not defined on this connection`);
  return method;
}
