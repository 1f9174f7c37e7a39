import { type LookupAddress, lookup } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import { isPublicAddress, literalAddress } from './addresses.ts';
import { NetworkFailure } from './failure.ts';
import { isInsideName, proxyFor } from './proxies.ts';

const CONNECT_MS = 5_000;
const IDLE_MS = 10_000;
const MAX_HEADER_BYTES = 65_536;

/** Which connections a request may be made over. */
export interface DispatcherChoice {
  /** Private addresses are refused, at every name that is looked up. */
  readonly guarded: boolean;
  /** Certificates of authorities that are trusted beside those of the system, as PEM, or null. */
  readonly ca: string | null;
}

const refusalOf = (host: string, address: string): NetworkFailure =>
  new NetworkFailure(
    'address',
    host === address
      ? `${address} is a private address; allowPrivateAddresses: true opens the host that the settings name, and no other`
      : `${host} is the private address ${address}; allowPrivateAddresses: true opens the host that the settings name, and no other`,
  );

function refusePrivateLiteral(hostname: string): void {
  const literal = literalAddress(hostname);
  if (literal !== null && !isPublicAddress(literal)) throw refusalOf(literal, literal);
}

/** Every address of a name is checked before a connection is made to any. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const found = addresses as LookupAddress[];
    const refused = found.find(({ address }) => !isPublicAddress(address));
    if (refused !== undefined) return callback(refusalOf(hostname, refused.address), '', 0);
    if (options.all) return (callback as unknown as (error: null, addresses: LookupAddress[]) => void)(null, found);
    callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  });
};

/**
 * Refuses a host that is written as a private address, and behind a proxy, which looks names up itself, one whose name
 * has a private address here or means something inside a network alone.
 * @throws NetworkFailure `address`
 */
export async function refusePrivateHost(url: URL): Promise<void> {
  const { hostname } = url;
  refusePrivateLiteral(hostname);
  if (literalAddress(hostname) !== null || proxyFor(url) === null) return;
  if (isInsideName(hostname))
    throw new NetworkFailure(
      'address',
      `${hostname} is a name inside a network, which a proxy would look up there; allowPrivateAddresses: true opens the host that the settings name`,
    );
  const found = await lookUp(hostname, { all: true }).catch(() => []);
  const refused = found.find(({ address }) => !isPublicAddress(address));
  if (refused !== undefined) throw refusalOf(hostname, refused.address);
}

const dispatchers = new Map<string, Promise<Dispatcher>>();

/** The connections for such requests to an address; they are kept open and used again. */
export function dispatcherFor(url: URL, { guarded, ca }: DispatcherChoice): Promise<Dispatcher> {
  const proxy = proxyFor(url);
  const key = `${guarded} ${proxy ?? ''} ${ca ?? ''}`;
  const known = dispatchers.get(key);
  if (known !== undefined) return known;
  const made = makeDispatcher(proxy, { guarded, ca });
  dispatchers.set(key, made);
  return made;
}

async function makeDispatcher(proxy: string | null, { guarded, ca }: DispatcherChoice): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const trust = ca === null ? {} : { ca: [...rootCertificates, ca] };
  const options = {
    headersTimeout: 0,
    bodyTimeout: IDLE_MS,
    keepAliveTimeout: 10_000,
    maxHeaderSize: MAX_HEADER_BYTES,
    connections: 32,
  };
  if (proxy === null) {
    const lookup = guarded ? { lookup: publicLookup } : {};
    return new Agent({ ...options, connect: { timeout: CONNECT_MS, ...lookup, ...trust } });
  }
  // Through a tunnel undici makes the connection of TLS itself, by options of their own.
  return new ProxyAgent({ ...options, uri: proxy, connectTimeout: CONNECT_MS, requestTls: trust, proxyTunnel: true });
}
