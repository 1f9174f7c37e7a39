import { type LookupAddress, lookup } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import { isPublicAddress, literalAddress } from './addresses.ts';
import { NetworkFailure } from './failure.ts';

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

/**
 * Refuses a host that is written as a private address.
 * @throws NetworkFailure `address`
 */
export function refusePrivateLiteral(hostname: string): void {
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
 * Behind a proxy the proxy looks names up; those that this machine knows are checked all the same.
 * @throws NetworkFailure `address`
 */
export async function refusePrivateName(hostname: string): Promise<void> {
  if (literalAddress(hostname) !== null || !usesProxy(process.env)) return;
  const found = await lookUp(hostname, { all: true }).catch(() => []);
  const refused = found.find(({ address }) => !isPublicAddress(address));
  if (refused !== undefined) throw refusalOf(hostname, refused.address);
}

const dispatchers = new Map<string, Promise<Dispatcher>>();

/** The connections for such requests; they are kept open and used again. */
export function dispatcherFor({ guarded, ca }: DispatcherChoice): Promise<Dispatcher> {
  const key = `${guarded} ${ca ?? ''}`;
  const known = dispatchers.get(key);
  if (known !== undefined) return known;
  const made = makeDispatcher({ guarded, ca });
  dispatchers.set(key, made);
  return made;
}

/** A proxy of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) is used for what does not stay on this machine. */
async function makeDispatcher({ guarded, ca }: DispatcherChoice): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const trust = ca === null ? {} : { ca: [...rootCertificates, ca] };
  const options = {
    headersTimeout: 0,
    bodyTimeout: IDLE_MS,
    keepAliveTimeout: 10_000,
    maxHeaderSize: MAX_HEADER_BYTES,
    connections: 32,
    connect: {
      timeout: CONNECT_MS,
      ...(guarded ? { lookup: publicLookup } : {}),
      ...trust,
    },
  };
  // Through a tunnel undici makes the connection of TLS itself, by options of their own.
  return usesProxy(process.env) ? new EnvHttpProxyAgent({ ...options, requestTls: trust }) : new Agent(options);
}

/** True where the environment names a proxy. */
export function usesProxy(environment: Readonly<Record<string, string | undefined>>): boolean {
  return ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].some((name) => Boolean(environment[name]));
}
