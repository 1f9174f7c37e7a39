import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from '../redis/open-client.ts';

/** A Lua script by its name, which is that of its file in `src/store/lua`. */
export type ScriptName =
  | 'put-in-inbox'
  | 'count-request'
  | 'end-account-turn'
  | 'begin-fetches'
  | 'keep-fetch'
  | 'end-fetches'
  | 'open-receipt'
  | 'add-capture'
  | 'see-items'
  | 'newest-heads'
  | 'read-copies'
  | 'fill-receipt'
  | 'abandon-receipt'
  | 'begin-item'
  | 'commit'
  | 'take-lease'
  | 'keep-destination'
  | 'enter-lanes'
  | 'acknowledge'
  | 'stops-in-log'
  | 'claim'
  | 'sign-off'
  | 'settle'
  | 'expire-lanes'
  | 'seal-gap'
  | 'release-due'
  | 'lift-embargo'
  | 'advance-epoch'
  | 'heartbeat'
  | 'resend'
  | 'append-action'
  | 'reopen-item'
  | 'reopen-document';

type ScriptArgument = string | number | Buffer;
type ScriptCall = (program: string, count: number, ...keysAndArguments: readonly ScriptArgument[]) => Promise<unknown>;

/** The four calls of a connection by which a script runs; those for bytes give every text of the reply as bytes. */
type ScriptCalls = Readonly<Record<'eval' | 'evalsha' | 'evalBuffer' | 'evalshaBuffer', ScriptCall>>;

interface Script {
  readonly lua: string;
  readonly sha1: string;
}

const scripts = new Map<ScriptName, Script>();

function scriptNamed(name: ScriptName): Script {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const lua = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
  const script = { lua, sha1: createHash('sha1').update(lua).digest('hex') };
  scripts.set(name, script);
  return script;
}

/**
 * Runs one script; `scriptKeys` are declared to the server, so that a cluster can route it. It is sent by its hash, and
 * whole where the server does not know it. (Commands that a client is taught are copied into each of its pipelines.)
 */
export function runScript(
  redis: RedisClient,
  script: ScriptName,
  scriptKeys: readonly string[],
  scriptArguments: readonly ScriptArgument[],
): Promise<unknown> {
  const calls = redis as unknown as ScriptCalls;
  return run(script, scriptKeys, scriptArguments, {
    bySha1: calls.evalsha.bind(redis),
    whole: calls.eval.bind(redis),
  });
}

/** The same, with every text of the reply as bytes. */
export function runScriptForBytes(
  redis: RedisClient,
  script: ScriptName,
  scriptKeys: readonly string[],
  scriptArguments: readonly ScriptArgument[],
): Promise<unknown> {
  const calls = redis as unknown as ScriptCalls;
  return run(script, scriptKeys, scriptArguments, {
    bySha1: calls.evalshaBuffer.bind(redis),
    whole: calls.evalBuffer.bind(redis),
  });
}

async function run(
  name: ScriptName,
  scriptKeys: readonly string[],
  scriptArguments: readonly ScriptArgument[],
  { bySha1, whole }: { readonly bySha1: ScriptCall; readonly whole: ScriptCall },
): Promise<unknown> {
  const { lua, sha1 } = scriptNamed(name);
  try {
    return await bySha1(sha1, scriptKeys.length, ...scriptKeys, ...scriptArguments);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return await whole(lua, scriptKeys.length, ...scriptKeys, ...scriptArguments);
  }
}
