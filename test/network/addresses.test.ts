import { describe, expect, test } from 'vitest';
import { isPublicAddress, literalAddress } from '../../src/network/addresses.ts';

describe('an address of the public Internet', () => {
  test.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '172.32.0.1', '100.128.0.1', '2001:4860::5efe:8.8.8.8'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, far end', '127.255.255.254'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['link-local: cloud metadata', '169.254.169.254'],
    ['carrier-grade', '100.64.0.1'],
    ['this network', '0.0.0.0'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv6 unique local', 'fd00::1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv4 inside IPv6', '::ffff:127.0.0.1'],
    ['IPv4 inside NAT64', '64:ff9b::7f00:1'],
    ['IPv4 inside 6to4', '2002:7f00:1::'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['IPv4 inside ISATAP', '2001:4860::5efe:127.0.0.1'],
    ['IPv4 inside ISATAP, marked global', '2001:4860::200:5efe:10.0.0.1'],
    ['IPv4-compatible', '::1.2.3.4'],
    ['not given out', '::fffe:127.0.0.1'],
    ['not given out', '100:0:0:1::1'],
    ['not given out', '4000::1'],
    ['given back: 6bone', '3ffe::1'],
    ['Teredo', '2001::1'],
    ['the wire server of Azure', '168.63.129.16'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('%s %s is not one', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    ['[::1]', '::1'],
    ['127.0.0.1', '127.0.0.1'],
    ['example.org', null],
  ])('the host %s is the literal %s', (host, literal) => {
    expect(literalAddress(host)).toBe(literal);
  });

  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://0177.0.0.1/'])(
    '%s is seen through',
    (url) => {
      const literal = literalAddress(new URL(url).hostname);
      expect(literal === null ? null : isPublicAddress(literal)).toBe(false);
    },
  );
});
