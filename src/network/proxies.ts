import { BlockList, isIP } from 'node:net';
import { literalAddress } from './addresses.ts';

/** The proxies that requests go through, and what they do not go through for. */
export interface Proxies {
  /** The address of the proxy for http: addresses, or null. */
  readonly http: string | null;
  /** The same for https: addresses. */
  readonly https: string | null;
  /** Names, addresses and networks that are connected to directly, as NO_PROXY has them. */
  readonly except: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

let chosen: Proxies | null = null;

/** From now on requests of this process go through these. */
export function useProxies(proxies: Proxies): void {
  chosen = proxies;
}

/** Those of the settings, or, where no settings were read, those of the environment. */
export function proxiesInUse(environment: Environment = process.env): Proxies {
  return chosen ?? proxiesOf(environment);
}

function proxiesOf(environment: Environment): Proxies {
  const of = (name: string): string => environment[name.toLowerCase()] || environment[name] || '';
  return { http: of('HTTP_PROXY') || null, https: of('HTTPS_PROXY') || null, except: of('NO_PROXY') };
}

/** The address of the proxy that a request to `url` goes through, or null. What stays on this machine goes through none. */
export function proxyFor(url: URL, { http, https, except }: Proxies = proxiesInUse()): string | null {
  const proxy = url.protocol === 'https:' ? https : http;
  if (proxy === null || isOnThisMachine(url.hostname)) return null;
  const entries = except.split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.some((entry) => covers(entry, url)) ? null : proxy;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** True for the names and addresses of this machine itself: localhost, 127.0.0.0/8, ::1. */
export function isOnThisMachine(hostname: string): boolean {
  const literal = literalAddress(hostname);
  if (literal === null) return /^(?:.+\.)?localhost\.?$/i.test(hostname);
  return LOOPBACK.check(literal, isIP(literal) === 6 ? 'ipv6' : 'ipv4');
}

/** `*`, a network, an address, or a name with all names below it; a port behind it narrows it. */
function covers(entry: string, { protocol, hostname, port }: URL): boolean {
  if (entry === '*') return true;
  const literal = literalAddress(hostname);
  if (entry.includes('/')) return literal !== null && isWithin(entry, literal);
  const [, name = entry, only] = /^(.+?|\[.+\]):(\d+)$/.exec(entry) ?? [];
  const isAddress = isIP(entry) !== 0;
  if (!isAddress && only !== undefined && only !== (port || (protocol === 'https:' ? '443' : '80'))) return false;
  const wanted = (isAddress ? entry : name)
    .replace(/^\*?\.|^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const host = literal ?? hostname.replace(/\.$/, '');
  return host === wanted || (literal === null && host.endsWith(`.${wanted}`));
}

function isWithin(network: string, address: string): boolean {
  const [net = '', bits] = network.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(net, Number(bits), family);
  } catch {
    return false;
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Ends of names that mean something inside a network alone (RFC 6761, 6762, 8375, and names that are never given out). */
const INSIDE =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|invalid|test)\.?$/i;

/** True for a name that only a network of one's own can know: what a proxy finds under it cannot be checked here. */
export function isInsideName(hostname: string): boolean {
  if (literalAddress(hostname) !== null) return false;
  return !hostname.replace(/\.$/, '').includes('.') || INSIDE.test(hostname);
}
