#!/usr/bin/env node
import { constants } from 'node:os';
import { runCommandLine } from '../src/commands/parts/command-line.ts';
import { armCrashPoint } from '../src/telemetry/crash-points.ts';

const { NODE_ENV, COPYTASTER_CRASH_AT } = process.env;
if (NODE_ENV === 'test' && COPYTASTER_CRASH_AT) armCrashPoint(COPYTASTER_CRASH_AT);
const stop = new AbortController();
/** A terminal, npm and what started this process each pass on the same Ctrl-C; a person asks again later. */
const SAME_SIGNAL_MS = 1_000;
let stoppedAt: number | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    stoppedAt ??= performance.now();
    stop.abort();
    if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(128 + constants.signals[signal]);
  });
const LINGERS_MS = 2_000;
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  readingThread: new URL(
    import.meta.url.endsWith('.ts') ? './reading-thread.ts' : './reading-thread.js',
    import.meta.url,
  ),
  signal: stop.signal,
});
// A connection that a failed start left open must not keep the process.
setTimeout(() => process.exit(), LINGERS_MS).unref();
