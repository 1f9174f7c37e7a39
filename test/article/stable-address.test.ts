import { expect, test } from 'vitest';
import { addressAsId, stableAddress, withStableAddresses } from '../../src/article/stable-address.ts';

const A = 'http://site.example/news/quay';

test.each([
  [A, 'https://site.example/news/quay'],
  [A, `${A}/`],
  [A, `${A};jsessionid=0A1B`],
  [A, `${A}?utm_source=rss&utm_campaign=x`],
  [A, `${A}?rnd=7`],
  [`${A}#comments`, `${A}#top`],
  [`${A}?PHPSESSID=1`, `${A}?PHPSESSID=2`],
  ['https://cdn.example/p.jpg?Expires=1&Signature=a', 'https://cdn.example/p.jpg?Expires=2&Signature=b'],
  [
    'https://cdn.example/p.jpg?X-Amz-Date=1&X-Amz-Signature=2',
    'https://cdn.example/p.jpg?X-Amz-Date=3&X-Amz-Signature=4',
  ],
  ['https://cdn.example/image.php?id=7&token=a', 'https://cdn.example/image.php?id=7&token=b'],
  ['https://cdn.example/p.jpg?w=100', 'https://cdn.example/p.jpg?v=20261104'],
  ['https://cdn1.site.example/p.jpg', 'https://cdn12.site.example/p.jpg'],
  ['https://img-0.site.example/p.jpg', 'https://img-3.site.example/p.jpg'],
])('%s and %s are one address', (one, other) => {
  expect(stableAddress(other)).toBe(stableAddress(one));
});

test.each([
  [A, 'http://site.example/news/quays'],
  ['https://site.example/?p=1', 'https://site.example/?p=2'],
  ['https://site.example/view.php?id=1', 'https://site.example/view.php?id=2'],
  ['urn:a', 'urn:b'],
  ['urn:a#1', 'urn:a#2'],
  ['https://cdn1.site.example/p.jpg', 'https://cdn2.site.example/q.jpg'],
  ['https://agency1.example/p.jpg', 'https://agency2.example/p.jpg'],
  ['https://192.0.2.1/p.jpg', 'https://192.0.2.2/p.jpg'],
  ['https://site.example/#!/story/1', 'https://site.example/#!/story/2'],
])('%s and %s are two addresses', (one, other) => {
  expect(stableAddress(other)).not.toBe(stableAddress(one));
});

test('as an id an address keeps of its query what may name a story', () => {
  expect(addressAsId(`${A}?id=1&utm_source=rss`)).toBe(addressAsId('https://site.example/news/quay?id=1'));
  expect(addressAsId(`${A}?id=1`)).not.toBe(addressAsId(`${A}?id=2`));
  expect(addressAsId(`${A}#1`)).not.toBe(addressAsId(`${A}#2`));
  expect(addressAsId('urn:one')).toBe(null);
});

test('markup is compared without what changes by itself in its addresses', () => {
  const shown = (query: string): string =>
    `<p><img src="https://cdn.example/p.jpg?${query}"> <a href='${A}'>Quay</a></p>`;
  expect(withStableAddresses(shown('Expires=1&amp;Signature=a'))).toBe(
    withStableAddresses(shown('Expires=2&amp;Signature=b')),
  );
  expect(withStableAddresses(shown('a'))).not.toBe(withStableAddresses(shown('a').replace('p.jpg', 'q.jpg')));
});

test('an escaped letter of an id is the same in either case of its digits', () => {
  expect(addressAsId('https://a.example/caf%c3%a9-77')).toBe(addressAsId('https://a.example/caf%C3%A9-77'));
});
