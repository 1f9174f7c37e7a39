import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { guardText } from '../../src/decode/binary.ts';
import { wideCharsetOf } from '../../src/decode/wide-charset.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { loadPlugins } from '../../src/registry.ts';

const formats = await loadPlugins('formats');
const head = (hex: string): Buffer => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(400, 'text of a story. ')]);
const read = (bytes: Buffer, filename = 'story.txt') =>
  readDocument(formats, { bytes, contentType: null, url: null, contentLocation: null, filename, format: 'auto' });

describe('bytes that are no text are refused', () => {
  test.each([
    ['a PNG picture', head('89504e470d0a1a0a')],
    ['a JPEG picture', head('ffd8ffe0')],
    ['a ZIP archive', head('504b0304')],
    ['a PDF', head('255044462d312e37')],
    ['a program', head('7f454c46')],
    ['a program', Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(300, 'a')])],
    ['a WebAssembly program', head('0061736d01000000')],
    ['an Office file', head('d0cf11e0a1b11ae1')],
    ['a gzip archive inside another', gzipSync(gzipSync('text'))],
    ['a tar archive', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar'), Buffer.alloc(300, 'a')])],
  ])('%s', async (what, bytes) => {
    await expect(read(bytes)).rejects.toThrow(`decode: no text: ${what}`);
  });

  test.each<[string, Buffer]>([
    [
      'letters by chance',
      Buffer.from(Array.from({ length: 20_000 }, (_, at) => 128 + ((at * 7_919 + ((at * at) % 251)) % 128))),
    ],
    ['bytes that were written as letters', Buffer.from(gzipSync('a story. '.repeat(9_000)).toString('hex').repeat(9))],
    ['a picture in base64', Buffer.from(Buffer.alloc(6_000, 'picture').toString('base64'))],
  ])('%s have no words', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow('plain-text: no text: there are no words in it');
  });

  test.each(['漁港は月曜日に再開した。', '港口星期一重新开放。', 'ท่าเรือเปิดอีกครั้งในวันจันทร์'])(
    'a long line without blanks is read where words have none between them: %s',
    async (text) => {
      expect((await read(Buffer.from(text.repeat(200)))).items).toHaveLength(1);
    },
  );

  test('packed bytes are no wide characters', () => {
    for (let length = 20; length < 400; length += 1) {
      const text = Array.from({ length }, (_, at) => `word${(at * length * 7_919) % 10_007}`).join(' ');
      expect(wideCharsetOf(brotliCompressSync(text)), `${length}`).toBeNull();
      expect(wideCharsetOf(deflateRawSync(text)), `${length}`).toBeNull();
    }
    expect(wideCharsetOf(brotliCompressSync('The story of the harbour. '.repeat(200)))).toBeNull();
    for (let at = 1; at < 500; at += 1)
      expect(wideCharsetOf(deflateRawSync(`item ${at} of ${(at * 7_919) % 10_007}`)), `${at}`).toBeNull();
  });

  test('what has no name is told by its controls', () => {
    const squeezed = deflateSync(Buffer.from(Array.from({ length: 2_000 }, (_, at) => (at * at * 7919) % 251)));
    expect(() => guardText(squeezed)).toThrow(/no text: \d+ of \d+ bytes are control characters/);
    expect(() => guardText(Buffer.from(`${'story '.repeat(40)}\u0000\u0000\u0000\u0000`))).toThrow(
      'control characters',
    );
  });

  test.each([
    ['a story that begins with MZ', Buffer.from('MZ Wallace, the sculptor, opened a show on Tuesday.\n')],
    ['markup with a few controls', Buffer.from(`<rss><title>a\u0000b\u0001</title>${' '.repeat(200)}</rss>`)],
    ['one stray control in a page', Buffer.from('A headline\n\nThe story\u0008 of the day.\n')],
    [
      'a framed message',
      Buffer.from('\u0001abc0042 3 pl 120\r\n\u0002Text\u0003031115 GMT Nov 26\r\n\u007f\u007f\u0004'),
    ],
    ['UTF-16 without a mark', iconv.encode('Новости дня: паром', 'utf-16le')],
    ['an empty document', Buffer.alloc(0)],
  ])('%s is not', (_, bytes) => expect(() => guardText(bytes)).not.toThrow());
});

describe('every string that a format reads is whole', () => {
  const item = (headline: string) =>
    `{"uri":"urn:x:1","version":"1","type":"text","headline":"${headline}","body_text":"Copy of the story."}`;
  test.each([
    ['half a pair in an escape of JSON', item('a\\ud800b'), 'a\ufffdb'],
    ['a control in an escape of JSON', item('a\\u0001b\\u202ec'), 'abc'],
    ['a C1 control in an escape of JSON', item('it\\u0092s'), 'it’s'],
  ])('%s', async (_, text, headline) => {
    expect((await read(Buffer.from(text), 'item.json')).items[0]?.headline).toBe(headline);
  });

  test('a control that XML names by number', async () => {
    const xml =
      '<?xml version="1.1"?><nitf><head><title>a&#1;b&#x202e;c</title></head><body><body.content><p>Copy.</p></body.content></body></nitf>';
    expect((await read(Buffer.from(xml), 'item.xml')).items[0]?.headline).toBe('abc');
  });
});

test('the root element decides the format, however much stands before it', async () => {
  const before = `<!-- ${'rss feed NewsML '.repeat(2_000)} --><!DOCTYPE nitf SYSTEM "nitf.dtd">`;
  const xml = `<?xml version="1.0"?>${before}<nitf><head><title>&lt;rss&gt; and &lt;html&gt;</title></head><body><body.content><p>Copy.</p></body.content></body></nitf>`;
  expect((await read(Buffer.from(xml), 'item.xml')).format).toBe('nitf');
});
