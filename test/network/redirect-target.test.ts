import { expect, test } from 'vitest';
import { redirectTarget } from '../../src/network/client.ts';

const FROM = new URL('https://news.example/feed');

test.each<[string, string]>([
  ['http://news.example/feed', 'redirected from https to http://news.example'],
  ['//[::bad/', 'redirected to an address that cannot be read'],
  ['http://[::bad', 'redirected to an address that cannot be read'],
  ['file:///etc/passwd', 'redirected to file:, which is not fetched'],
  ['ftp://news.example/feed', 'redirected to ftp:, which is not fetched'],
  ['data:text/xml,<rss/>', 'redirected to data:, which is not fetched'],
])('%s is not followed', (location, reason) => {
  expect(() => redirectTarget(location, FROM)).toThrow(reason);
});

test.each<[string, string]>([
  ['/other', 'https://news.example/other'],
  ['https://me:pw@elsewhere.example/', 'https://elsewhere.example/'],
  ['https://news.example/\u00c3\u00a9t\u00c3\u00a9', 'https://news.example/%C3%A9t%C3%A9'],
])('%s leads to %s', (location, address) => {
  expect(redirectTarget(location, FROM).href).toBe(address);
});
