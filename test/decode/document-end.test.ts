import { describe, expect, test } from 'vitest';
import { hasOwnEnd } from '../../src/decode/document-end.ts';

describe('a document carries its own end', () => {
  test.each([
    ['RSS', '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>\n'],
    ['a root with a prefix', '<rdf:RDF xmlns:rdf="x">\n<item/></rdf:RDF>'],
    ['a comment behind it', '<feed><entry/></feed>\n<!-- made in 12 ms -->'],
    [
      'a declaration and a comment before it',
      '<?xml version="1.0"?><!-- x --><!DOCTYPE nitf SYSTEM "n"><nitf><a/></nitf>',
    ],
    ['JSON', ' {"headline": "Rivers rise"}\n'],
    ['a list of JSON', '[{"a": 1}]'],
    ['JSON with braces in its texts', '{"a": "}\\"]{", "b": ["\\\\"]}'],
    ['objects of JSON one after the other', '{"a": 1}\n{"b": 2}\n'],
    ['an element that is its own end', '<?xml version="1.0"?><newsItem guid="a"/>'],
    ['IPTC 7901', '\x01dpa0001 3 pl 100\x02Rivers rise\x03\x04'],
    ['a telegram', 'ZCZC ABC\nRivers rise\nNNNN\n'],
  ])('%s', (_, text) => {
    expect(hasOwnEnd(Buffer.from(text))).toBe(true);
  });

  test('XML in UTF-16', () => {
    expect(hasOwnEnd(Buffer.from('\ufeff<rss><channel/></rss>\n', 'utf16le'))).toBe(true);
  });

  test.each([
    ['RSS in the middle of an item', '<rss><channel><item><title>the death toll rose to 1'],
    ['a root that is a prefix of another name', '<feed><entry/></feedback>'],
    ['half of JSON', '{"headline": "Rivers ri'],
    ['JSON behind the first of its items', '{"items": [{"headline": "Rivers rise"}'],
    ['JSON in the middle of a text', '{"headline": "Rivers }'],
    ['RSS behind an element that is its own end', '<rss><channel><item/>'],
    ['half of a telegram', 'ZCZC ABC\nRivers ri'],
    ['nothing', ''],
  ])('not %s', (_, text) => {
    expect(hasOwnEnd(Buffer.from(text))).toBe(false);
  });
});
