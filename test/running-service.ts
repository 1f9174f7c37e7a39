import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';

/** A line of the service's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** The built service as a process of its own, on settings in a folder of its own. */
export interface RunningService {
  readonly process: ChildProcess;
  /** Where its settings, and what a test puts beside them, are. */
  readonly folder: string;
  readonly address: string;
  readonly log: readonly LogLine[];
  /** What it wrote that is no line of the log. */
  readonly said: readonly string[];
  /** Puts other settings in the place of the old. */
  change(settings: unknown): void;
  /** Waits for a line of the log after the first `from`, at most a deadline; null when it does not come. */
  hears(message: RegExp, from?: number): Promise<LogLine | null>;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** SIGTERM; gives the exit code. */
  end(): Promise<number | null>;
}

const DEADLINE_MS = 60_000;

/** Waits until something holds. False when it does not within the deadline. */
export async function until(holds: () => boolean | Promise<boolean>, deadlineMs = DEADLINE_MS): Promise<boolean> {
  for (const end = Date.now() + deadlineMs; Date.now() < end; await wait(100)) if (await holds()) return true;
  return false;
}

/** Starts the built service and waits until it listens or ends. */
export async function startService(
  settings: unknown,
  { environment = {}, words = [] }: { environment?: Record<string, string>; words?: readonly string[] } = {},
): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-service-'));
  const config = join(folder, 'copytaster.yaml');
  const change = (next: unknown): void => writeFileSync(config, typeof next === 'string' ? next : stringify(next));
  change(settings);
  const child = spawn(process.execPath, ['dist/workers/copytaster.js', 'start', '--config', config, ...words], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogLine[] = [];
  const said: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) line.startsWith('{') ? log.push(JSON.parse(line) as LogLine) : said.push(line);
  });
  child.stderr.on('data', (chunk: Buffer) => said.push(...chunk.toString().trimEnd().split('\n')));
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const heard = (message: RegExp, from: number): LogLine | null =>
    log.slice(from).find(({ msg }) => message.test(msg)) ?? null;
  await until(() => gone() || heard(/^(?:listening|stopping)$/, 0) !== null);
  const address = String(heard(/^listening$/, 0)?.address ?? '');
  return {
    process: child,
    folder,
    address,
    log,
    said,
    change,
    async hears(message, from = 0) {
      await until(() => heard(message, from) !== null);
      return heard(message, from);
    },
    async get(path, headers = {}) {
      const answer = await fetch(address + path, { headers });
      const text = await answer.text();
      const json = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, body: json ? (JSON.parse(text) as Record<string, unknown>) : { text } };
    },
    async end() {
      if (!gone()) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}
