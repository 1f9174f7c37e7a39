import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv6, number];
const v6 = (range: string): Range => ipaddr.parseCIDR(range) as Range;

/** All that is given out as global unicast (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_V6 = v6('2000::/3');
/** Inside it, what is not: IANA's special-purpose registry, and what was given back. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '3fff::/20', '3ffe::/16', '5f00::/16'].map(v6);
/** 6to4 and NAT64 carry an IPv4 address in these bits; whoever routes them goes there. */
const REFUSED_V6 = ['2002::/16', '64:ff9b::/96', '64:ff9b:1::/48'].map(v6);
/** The wire server of Azure answers every virtual machine under a public address. */
const PLATFORM_V4 = new Set(['168.63.129.16']);

/**
 * True when an address is one of the public Internet: neither private nor local, reserved, a platform's own, nor
 * carrying one that is (ISATAP: RFC 5214, section 6.1).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // The library reads the old form ::1.2.3.4 as the IPv4 address alone.
  if (/^::\d+\.\d+\.\d+\.\d+$/.test(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast' && !PLATFORM_V4.has(parsed.toString());
  const six = parsed as ipaddr.IPv6;
  const within = ([range, bits]: Range): boolean => six.match(range, bits);
  if (!within(GLOBAL_V6) || SPECIAL_V6.some(within) || REFUSED_V6.some(within)) return false;
  const inner = isatapAddress(six);
  return inner === null || isPublicAddress(inner);
}

function isatapAddress({ parts }: ipaddr.IPv6): string | null {
  const [fifth, sixth, seventh, eighth] = parts.slice(4) as [number, number, number, number];
  if (sixth !== 0x5efe || (fifth !== 0 && fifth !== 0x0200)) return null;
  return [seventh >> 8, seventh & 255, eighth >> 8, eighth & 255].join('.');
}

/** The literal address that a URL's host is, without brackets, or null when it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}
