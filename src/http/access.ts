import { BlockList } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** True for names and addresses that only this machine can reach: localhost, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (/^(?:.+\.)?localhost$/i.test(bare)) return true;
  return /^[\d.]+$/.test(bare) ? LOOPBACK.check(bare, 'ipv4') : bare.includes(':') && LOOPBACK.check(bare, 'ipv6');
}

/**
 * True when a Host header names this service. Without tokens anybody's page could otherwise point its own name at
 * 127.0.0.1 and read the API with the visitor's browser (DNS rebinding).
 * @param allowed the names of `http.hosts`, for a proxy that passes the header on
 */
export function isKnownHost(header: string | undefined, allowed: readonly string[]): boolean {
  const [, name] = /^(\[[\da-f:.]+\]|[^:[\]\s/@]+)(?::\d{1,5})?$/i.exec(header ?? '') ?? [];
  if (name === undefined) return false;
  return isLoopback(name) || allowed.some((each) => each.toLowerCase() === name.toLowerCase());
}
