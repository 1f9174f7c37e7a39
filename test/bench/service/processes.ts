import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout that this file stands in. */
export const ROOT = join(import.meta.dirname, '../../..');
const TICKS_PER_SECOND = 100;
const running: ChildProcess[] = [];

/** Starts a script of the benchmark and waits for its first line. */
export async function startScript(
  name: string,
  ...words: readonly string[]
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, line: line.toString().trim() };
}

/** Starts the service of a checkout as an operator would; its log goes into a file. */
export function startService(root: string, config: string, log: string): ChildProcess {
  const { LOG_LEVEL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist/workers/copytaster.js'), 'start', '--config', config], {
    cwd: root,
    stdio: ['ignore', openSync(log, 'a'), 'inherit'],
    env: { ...environment, REDIS_URL: '' },
  });
  running.push(child);
  return child;
}

/** Ends one process that was started here, and waits for it. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Ends everything that was started here. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.map(stop));
}

/** CPU milliseconds that a process has used, with its threads. */
export function cpuMsOf(pid: number): number {
  return inMs(statOf(pid).slice(11, 13));
}

/**
 * CPU milliseconds that a process has used with its children: those that have ended and those that run. Redis writes
 * its file anew in a child.
 */
export function cpuMsWithChildren(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((fields) => fields[1] === String(pid));
  return inMs([...statOf(pid).slice(11, 15), ...children.flatMap((fields) => fields.slice(11, 13))]);
}

const inMs = (ticks: readonly string[]): number =>
  (ticks.reduce((sum, each) => sum + Number(each), 0) * 1_000) / TICKS_PER_SECOND;

/** The fields of a process's status after its name; none where it is gone. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** The most memory that a process has held, in MB. */
export function peakMb(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
}
