import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeBytes, MAX_DECODED_BYTES } from '../../src/decode/decode.ts';
import { guardNesting } from '../../src/decode/nesting.ts';

const xml = (charset: string | null, text: string): string =>
  `<?xml version="1.0"${charset === null ? '' : ` encoding="${charset}"`}?><rss><title>${text}</title></rss>`;
const encoded = (charset: string, text: string): Buffer => iconv.encode(text, charset);
const bytes = (...parts: (number[] | Buffer)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('a charset', () => {
  const WEST = 'Grève à Brest – « l’été »';
  test.each([
    ['UTF-8', Buffer.from(xml('utf-8', WEST)), null, WEST],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], Buffer.from(xml(null, WEST))), null, WEST],
    ['UTF-16LE with a mark', bytes([0xff, 0xfe], encoded('utf-16le', xml('utf-16', WEST))), null, WEST],
    ['UTF-16BE with a mark', bytes([0xfe, 0xff], encoded('utf-16be', xml('utf-16', WEST))), null, WEST],
    ['UTF-16LE without', encoded('utf-16le', xml('utf-16', WEST)), null, WEST],
    ['UTF-16BE without', encoded('utf-16be', xml(null, WEST)), null, WEST],
    ['UTF-32LE with a mark', bytes([0xff, 0xfe, 0, 0], encoded('utf-32le', xml(null, WEST))), null, WEST],
    ['UTF-32BE with a mark', bytes([0, 0, 0xfe, 0xff], encoded('utf-32be', xml(null, WEST))), null, WEST],
    ['windows-1252 called so', encoded('windows-1252', xml('windows-1252', WEST)), null, WEST],
    ['windows-1252 called Latin-1', encoded('windows-1252', xml('iso-8859-1', WEST)), null, WEST],
    ['windows-1252 called UTF-8', encoded('windows-1252', xml('utf-8', WEST)), null, WEST],
    ['UTF-8 called Latin-1', Buffer.from(xml('iso-8859-1', WEST)), null, WEST],
    ['UTF-8 that the header calls Latin-1', Buffer.from(xml(null, WEST)), 'text/xml; charset=iso-8859-1', WEST],
    [
      'what only the header names',
      encoded('windows-1251', xml(null, 'Мир')),
      'text/xml; charset="windows-1251"',
      'Мир',
    ],
    [
      'a right header against a wrong declaration',
      encoded('windows-1251', xml('iso-8859-1', 'Мир и труд')),
      'text/xml; charset=windows-1251',
      'Мир и труд',
    ],
    [
      'a right declaration against a wrong header',
      encoded('iso-8859-2', xml('iso-8859-2', 'Žluťoučký kůň')),
      'text/xml; charset=windows-1251',
      'Žluťoučký kůň',
    ],
    [
      'UTF-16 that the header names',
      encoded('utf-16le', xml(null, '海事新聞')),
      'text/xml; charset=utf-16',
      '海事新聞',
    ],
    ['the document against the header', encoded('koi8-r', xml('koi8-r', 'Мир')), 'text/xml; charset=latin1', 'Мир'],
    ['Shift_JIS', encoded('shift_jis', xml('x-sjis', '日本の新聞')), null, '日本の新聞'],
    ['EUC-KR', encoded('euc-kr', xml('ks_c_5601-1987', '한국 신문')), null, '한국 신문'],
    ['GB 18030 called GB 2312', encoded('gb18030', xml('gb2312', '新闻㐀')), null, '新闻㐀'],
    ['Big5', encoded('big5', xml('big5', '新聞')), null, '新聞'],
    ['a label that nobody knows', encoded('windows-1252', xml('x-made-up', WEST)), null, WEST],
  ] as [string, Buffer, string | null, string][])('%s', (_, given, contentType, text) => {
    expect(decodeBytes(given, contentType).text).toContain(`<title>${text}</title>`);
  });

  test.each([
    ['Russian', 'windows-1251', 'Правительство приняло решение о новых выборах в стране'],
    ['Greek', 'windows-1253', 'Η κυβέρνηση αποφάσισε για τις νέες εκλογές στη χώρα'],
    ['Japanese', 'shift_jis', '政府は新しい選挙について決定しました。これは重要です。'],
    ['Russian in ISO', 'iso-8859-5', 'Правительство приняло решение о новых выборах в стране'],
    ['Russian of DOS', 'cp866', 'Правительство приняло решение о новых выборах в стране'],
    ['Ukrainian in KOI8', 'koi8-u', 'Уряд ухвалив рішення про вибори на островах країни'],
    ['Czech in ISO', 'iso-8859-2', 'Vláda v úterý rozhodla, že přístav na řece zůstane zavřený až do příštího pátku'],
    ['Polish in ISO', 'iso-8859-2', 'Rząd zdecydował, że wyspa będzie miała więcej łodzi; żegluga ruszy w środę'],
    ['Polish of Windows', 'windows-1250', 'Rząd zdecydował, że wyspa będzie miała więcej łodzi; żegluga ruszy w środę'],
    ['Arabic in ISO', 'iso-8859-6', 'قررت الحكومة إعادة فتح الميناء يوم الثلاثاء بعد الحريق'],
    ['Arabic of Windows', 'windows-1256', 'قررت الحكومة إعادة فتح الميناء يوم الثلاثاء بعد الحريق'],
    ['Thai', 'windows-874', 'รัฐบาลตัดสินใจเปิดท่าเรืออีกครั้งในวันอังคารหลังเกิดเพลิงไหม้'],
    ['Turkish', 'windows-1254', 'Hükümet, yangının ardından limanın yeniden açılmasına karar verdi; işçiler şaşkın'],
  ])('that nothing declares is guessed: %s', (_, charset, text) => {
    const decoded = decodeBytes(encoded(charset, xml(null, text)), null);
    expect(decoded.text).toContain(text);
    expect(decoded.charsetSource).toBe('guessed');
  });

  test.each([
    ['BERLIN (AP) â€” Itâ€™s late', 'BERLIN (AP) — It’s late'],
    ['GrÃ¨ve, Ã©tÃ©', 'Grève, été'],
    ['\u00c3\u0089lys\u00c3\u00a9e, fa\u00c3\u00a7ade, \u00c3\u0080 Paris', 'Élysée, façade, À Paris'],
    ['SÃO PAULO: não é â', 'SÃO PAULO: não é â'],
  ])('UTF-8 that was encoded twice is read: %s', (given, text) => {
    expect(decodeBytes(Buffer.from(xml(null, given)), null).text).toContain(`<title>${text}</title>`);
  });

  test('as many as say UTF-8 and are not do not spoil a document that says that it is UTF-8', () => {
    const good = Buffer.from('<?xml version="1.0" encoding="utf-8"?><r><t>Größe – über Öl</t><t>');
    const { text } = decodeBytes(Buffer.concat([good, Buffer.from('Caf\xe9 in K\xf6ln</t></r>', 'latin1')]), null);
    expect(text).toContain('<t>Größe – über Öl</t><t>Café in Köln</t>');
  });

  test('a few windows-1252 bytes pasted into UTF-8 do not spoil it', () => {
    const given = bytes(
      Buffer.from('<p>État, été, élève, Noël '),
      [0x93],
      Buffer.from('so'),
      [0x94],
      Buffer.from('</p>'),
    );
    const { text, repairs } = decodeBytes(given, null);
    expect(text).toBe('<p>État, été, élève, Noël “so”</p>');
    expect(repairs).toEqual(['2 bytes that are no UTF-8 were read as windows-1252']);
  });
});

describe('text of wide characters without a mark', () => {
  const texts = {
    JSON: '{"headline":"Паром снова ходит","body":"Порт открыт."}',
    Cyrillic: 'Паром снова ходит.\n\nПорт открыт после пожара, сообщили власти.',
    Chinese: '渡輪恢復航行\n\n港口星期二重新開放，當局說。\n',
    English: 'Ferry sails again\n\nThe port reopened on Tuesday.',
  };
  const charsets = ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'];
  test.each(Object.entries(texts).flatMap(([name, text]) => charsets.map((charset) => [name, charset, text])))(
    '%s in %s',
    (_, charset, text) => {
      const decoded = decodeBytes(encoded(charset as string, text as string), null);
      expect([decoded.text, decoded.charset]).toEqual([text, charset]);
    },
  );

  test.each(['utf-16le', 'utf-16be'])('without a blank is read in the order that no header names: %s', (charset) => {
    const text = '海事新聞今日港口重開渡輪恢復航行當局說明';
    expect(decodeBytes(encoded(charset, text), 'text/plain; charset=utf-16').text).toBe(text);
  });

  test('is read so whatever the header says', () => {
    const given = encoded('utf-16le', texts.JSON);
    expect(decodeBytes(given, 'application/json; charset=utf-8').text).toBe(texts.JSON);
    expect(decodeBytes(given, 'application/json; charset=utf-16').text).toBe(texts.JSON);
  });
});

describe('bytes that do harm', () => {
  test('control characters go, line ends and tabs stay', () => {
    const { text, repairs } = decodeBytes(Buffer.from('<a>x\u0000\u0008\u000b\u001f\u007f\t\r\n\uffff</a>'), null);
    expect(text).toBe('<a>x\t\r\n</a>');
    expect(repairs).toEqual(['6 control characters removed']);
  });

  test('the frame of a wire message stays', () => {
    expect(decodeBytes(Buffer.from('\u0001abc\u0002text\u0003'), null).text).toBe('\u0001abc\u0002text\u0003');
  });

  test('a few bytes that are letters of nothing are replaced, and the rest stays', () => {
    const given = bytes(
      Buffer.from('<title>Ferry is late today, again, '),
      [0xfe, 0xff, 0xc0, 0xaf],
      Buffer.from(' says the harbour master of the town</title>'),
    );
    expect(decodeBytes(given, null).text).toMatch(/^<title>Ferry is late today, again, \ufffd+ says the harbour/);
  });

  test('half a pair of UTF-16 becomes a replacement character', () => {
    const { text } = decodeBytes(bytes([0xff, 0xfe], [0x3c, 0, 0x00, 0xd8, 0x3e, 0]), null);
    expect(text).toBe('<\ufffd>');
  });

  test('gzip without a header is unpacked, once', () => {
    expect(decodeBytes(gzipSync('<rss/>'), null).text).toBe('<rss/>');
    expect(decodeBytes(gzipSync(gzipSync('<rss/>')), null).text).not.toContain('<rss/>');
  });

  test.each([
    ['gzip that grows beyond the cap', gzipSync(Buffer.alloc(MAX_DECODED_BYTES + 1, 0x20))],
    ['gzip that is cut', gzipSync('<rss/>').subarray(0, 12)],
    ['more than the cap as it comes', Buffer.alloc(MAX_DECODED_BYTES + 1, 0x20)],
  ])('%s is refused', (_, given) => {
    expect(() => decodeBytes(given, null)).toThrowError(expect.objectContaining({ name: 'Rejected' }));
  });

  test('any bytes at all give a text without control characters', () => {
    let state = 41;
    for (let round = 0; round < 200; round += 1) {
      const given = Buffer.from(
        Array.from({ length: 120 }, () => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return 0x10 + ((state >>> 24) % 0xf0);
        }),
      );
      expect(decodeBytes(given, null).text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
    }
  });
});

describe('nesting', () => {
  const guard = (text: string) => () => guardNesting(text, { maxDepth: 10, what: 'page' });
  test.each([
    ['void elements', '<br>'.repeat(50)],
    ['closed elements', '<p>x</p>'.repeat(50)],
    ['elements without content', '<x/>'.repeat(50)],
    ['tags in CDATA', `<![CDATA[${'<p>'.repeat(50)}]]>`],
    ['tags in a comment', `<!--${'<p>'.repeat(50)}-->`],
    ['less-than signs', '1 < 2 '.repeat(50)],
  ])('%s do not nest', (_, text) => {
    expect(guard(text)).not.toThrow();
  });

  test('beyond the depth allowed is refused', () => {
    expect(guard('<p>'.repeat(10))).not.toThrow();
    expect(guard('<p>'.repeat(11))).toThrow('page: nested more than 10 deep');
  });
});
