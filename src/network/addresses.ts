import ipaddr from 'ipaddr.js';

/** IPv6 ranges that carry an IPv4 address inside, or are no place on the public Internet. */
const REFUSED_V6 = [
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '::/96',
  '2002::/16',
  '2001::/32',
  '2001:db8::/32',
  '100::/64',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map((range) => ipaddr.parseCIDR(range));

/** True when an address is one of the public Internet: neither private nor local, reserved nor embedding one that is. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  return !REFUSED_V6.some(([range, bits]) => (parsed as ipaddr.IPv6).match(range as ipaddr.IPv6, bits));
}

/** The literal address that a URL's host is, without brackets, or null when it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}
