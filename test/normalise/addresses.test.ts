import { describe, expect, test } from 'vitest';
import { webAddress, withoutCredentials } from '../../src/article/web-address.ts';
import { fileAddress, linkTarget } from '../../src/normalise/addresses.ts';

const ACTING = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://x.example/1',
  'https://user:pw@host.example/',
  'https://user@host.example/',
  '<svg onload=alert(1)>',
];

describe('an address that leaves', () => {
  test.each(ACTING)('is none of these: %s', (address) => {
    expect([
      webAddress(address),
      fileAddress(address),
      linkTarget('canonical', address),
      linkTarget('follows', address),
    ]).toEqual([null, null, null, null]);
  });

  test.each(['https://news.example/1', 'http://news.example/a?b=1&c=2', 'https://news.example/é'])(
    'is absolute, and as it was written: %s',
    (address) => {
      expect([webAddress(address), fileAddress(address), linkTarget('canonical', address)]).toEqual([
        address,
        address,
        address,
      ]);
    },
  );

  test('is written as it is followed where it holds what would be read otherwise', () => {
    expect(webAddress('https://news.example/a b')).toBe('https://news.example/a%20b');
    expect(webAddress('https:news.example')).toBeNull();
  });

  test.each([
    ['http://0x7f000001/a', 'http://127.0.0.1/a'],
    ['http://0177.1/a', 'http://127.0.0.1/a'],
    ['http://\uff11\uff12\uff17.1/é', 'http://127.0.0.1/%C3%A9'],
    ['https://news\u00ad.example/a', 'https://news.example/a'],
    ['HTTPS://News.Example/a', 'HTTPS://News.Example/a'],
  ])('names the host that is reached, however it is written: %s', (written, address) => {
    expect(webAddress(written)).toBe(address);
  });

  test('of a picture may be the name of a file, of a link the name of an item', () => {
    expect(fileAddress('photo_1.jpg')).toBe('photo_1.jpg');
    expect(linkTarget('prevVersion', 'urn:newsml:a:1')).toBe('urn:newsml:a:1');
    expect(linkTarget('canonical', 'urn:newsml:a:1')).toBeNull();
  });
});

describe('an id', () => {
  test.each([
    ['https://user:word@town.example/1', 'https://town.example/1'],
    ['HTTPS://user@town.example', 'HTTPS://town.example'],
    ['https:user:w@rd@town.example/a@b', 'https:town.example/a@b'],
    ['//user:word@town.example/1', '//town.example/1'],
    ['https:\\\\user:word@town.example', 'https:\\\\town.example'],
  ])('%s tells nobody its user and password', (id, without) => expect(withoutCredentials(id)).toBe(without));

  test.each([
    'tag:ada@town.example,2026:1',
    'https://town.example/@ada',
    'https://town.example?to=a@b',
    'ada@town.example',
  ])('%s is as it was written', (id) => expect(withoutCredentials(id)).toBe(id));
});
