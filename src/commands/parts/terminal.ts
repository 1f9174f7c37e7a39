import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes, so that it can be run by a test. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The module of the thread that reads documents for a service. */
  readonly readingThread: URL;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration. */
export type ExitCode = 0 | 1 | 2 | 78;
