import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** RabbitMQ's own script runs as whoever starts it; the one in the path of Debian does not. */
const FOLDERS = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * The path of a server that the tests start, or null where this machine has none; then the suite says so, and in
 * continuous integration it is a failure.
 */
export function serverPath(name: string): string | null {
  const found = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const words = `${name} is not on this machine: its suite does not run (npm test installs it where apt-get may)`;
  if (process.env.CI) throw new Error(words);
  process.stderr.write(`\n!!! ${words}\n`);
  return null;
}

/** A port of loopback that nobody has now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A server that a test started. */
export interface RunningServer {
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Starts a server and waits until its port answers. */
export async function startServer(
  path: string,
  words: readonly string[],
  port: number,
  { environment = {}, patienceMs = 60_000 }: { environment?: Record<string, string>; patienceMs?: number } = {},
): Promise<RunningServer> {
  const child = spawn(path, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    });
  const server = { output: () => said, stop: () => stop(child) };
  const until = Date.now() + patienceMs;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await server.stop();
      throw new Error(`${path} did not start: ${said}`);
    }
    await sleep(100);
  }
  return server;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  // The whole group: some servers are started by a script.
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
