#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from '../src/commands/parts/command-line.ts';
import { armCrashPoint } from '../src/telemetry/crash-points.ts';

// The window of recent copy stays for days: a heap that may grow to twice what lives in it would be twice as large. To
// collect it more often than at every half costs more than it saves.
setFlagsFromString('--heap-growing-percent=50');
// Each poll brings its document as bytes beside the heap: by a limit of their own they would have all of it looked
// through every second.
setFlagsFromString('--external-memory-accounted-in-global-limit');
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
