import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect, type LookupFunction } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import { publicLookup } from './dispatchers.ts';
import { HeadMender } from './mended-head.ts';

const MAX_HEADER_BYTES = 65_536;

/** What is asked for again. */
export interface LenientRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Private addresses are refused, at every name that is looked up. */
  readonly guarded: boolean;
  /** Certificates of authorities that are trusted beside those of the system, as PEM, or null. */
  readonly ca: string | null;
}

/**
 * Asks for an address whose answer is not written as HTTP says, and mends the head of the answer. The connection is one
 * of its own and ends with the answer, so that what is read differently by others can stand for no other answer.
 */
export function askLeniently(url: URL, { headers, signal, guarded, ca }: LenientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request({
      ...urlToHttpOptions(url),
      protocol: 'http:',
      headers: { ...headers, host: url.host, connection: 'close' },
      maxHeaderSize: MAX_HEADER_BYTES,
      signal,
      createConnection: () => mendedConnection(url, { lookup: guarded ? publicLookup : undefined, ca }),
    });
    sent.on('response', resolve).on('error', reject).end();
  });
}

/** Node takes two streams as the sides of one, which its types do not know. */
type DuplexPair = Parameters<typeof Duplex.from>[0] & object;

function mendedConnection(url: URL, { lookup, ca }: { lookup: LookupFunction | undefined; ca: string | null }): Duplex {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const place = { host, port: Number(url.port || (isTls ? 443 : 80)), ...(lookup === undefined ? {} : { lookup }) };
  const trust = ca === null ? {} : { ca: [...rootCertificates, ca] };
  const socket = isTls
    ? connectTls({ ...place, ...trust, servername: /^[\d.:]*$/.test(host) ? '' : host })
    : connect(place);
  const mended = new HeadMender();
  socket.on('error', (error) => mended.destroy(error));
  const both = Duplex.from({ writable: socket, readable: socket.pipe(mended) } as DuplexPair);
  both.once('close', () => socket.destroy());
  return both;
}
