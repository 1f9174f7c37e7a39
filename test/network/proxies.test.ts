import { describe, expect, test } from 'vitest';
import { isInsideName, proxiesInUse, proxyFor } from '../../src/network/proxies.ts';

const proxies = { http: 'http://a.example:1', https: 'http://b.example:2' };
const proxyOf = (url: string, except = ''): string | null => proxyFor(new URL(url), { ...proxies, except });

describe('the proxy for an address', () => {
  test('is that of its scheme', () => {
    expect([proxyOf('http://wire.example/'), proxyOf('https://wire.example/')]).toEqual([proxies.http, proxies.https]);
    expect(proxyFor(new URL('https://wire.example/'), { ...proxies, https: null, except: '' })).toBeNull();
  });

  test.each([
    'http://localhost/',
    'http://LOCALHOST.:81/',
    'http://a.localhost/',
    'http://127.8.9.1/',
    'http://[::1]/',
  ])('is none for %s, which stays on this machine', (url) => expect(proxyOf(url)).toBeNull());

  test.each([
    ['*', 'http://wire.example/', true],
    ['wire.example', 'http://wire.example/', true],
    ['wire.example', 'http://a.wire.example/', true],
    ['.wire.example', 'http://a.wire.example./', true],
    ['*.wire.example', 'http://a.wire.example/', true],
    ['other.example, WIRE.example', 'http://wire.example/', true],
    ['wire.example:8080', 'http://wire.example:8080/', true],
    ['wire.example:80', 'http://wire.example/', true],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.1.2.3', 'http://10.1.2.3/', true],
    ['fd00::/8', 'http://[fd00::5]/', true],
    ['fd00::5', 'http://[fd00::5]/', true],
    ['wire.example', 'http://nowire.example/', false],
    ['wire.example:8080', 'http://wire.example/', false],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/8', 'http://wire.example/', false],
    ['10.0.0.0/99, no/network', 'http://10.1.2.3/', false],
    ['', 'http://wire.example/', false],
  ])('where "%s" is excepted is for %s none: %s', (except, url, isNone) => {
    expect(proxyOf(url, except) === null).toBe(isNone);
  });

  test('is that of the environment where no settings were read, lower case before upper', () => {
    const environment = { HTTP_PROXY: 'http://upper:1', http_proxy: 'http://lower:1', NO_PROXY: 'a.example' };
    expect(proxiesInUse(environment)).toEqual({ http: 'http://lower:1', https: null, except: 'a.example' });
  });
});

test.each([
  ['intranet', true],
  ['intranet.', true],
  ['box.local', true],
  ['metadata.google.internal.', true],
  ['app.localhost', true],
  ['nas.home.arpa', true],
  ['wire.example.com', false],
  ['local.example.com', false],
  ['10.0.0.1', false],
])('%s is a name inside a network: %s', (name, is) => expect(isInsideName(name)).toBe(is));
