import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { problemOf } from './problem.ts';

/** What is said of requests that no route sees, by the code of Node's error. */
const REFUSALS: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time'],
  HPE_HEADER_OVERFLOW: [431, 'the headers are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the extensions of a chunk are too large'],
};
const NO_HTTP: (typeof REFUSALS)[string] = [400, 'the request is not written as HTTP/1.1 says'];

/** Answers bytes that are no request as HTTP says, and ends the connection: what follows them cannot be told apart. */
export function refuseMalformed({ code = '' }: { readonly code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, detail] = REFUSALS[code] ?? NO_HTTP;
  const problem = problemOf(status, detail, randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
