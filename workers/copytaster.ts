#!/usr/bin/env node
import { runCommandLine } from '../src/commands/parts/command-line.ts';
import { armCrashPoint } from '../src/telemetry/crash-points.ts';

const { NODE_ENV, COPYTASTER_CRASH_AT } = process.env;
if (NODE_ENV === 'test' && COPYTASTER_CRASH_AT) armCrashPoint(COPYTASTER_CRASH_AT);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
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
