import { expect, test } from 'vitest';
import { documentsOf } from '../../src/transports/imap/mail-documents.ts';

const mail = (text: string, charset: BufferEncoding = 'utf8'): Buffer =>
  Buffer.from(text.replaceAll('\n', '\r\n'), charset);
const textsOf = async (source: Buffer): Promise<string[]> =>
  (await documentsOf(source)).map(({ bytes }) => Buffer.from(bytes).toString('utf8').trim());

const INNER = `From: wire@agency.example
Subject: Harbour reopens
Content-Type: text/plain; charset=utf-8

OSLO - The harbour reopened.
`;
const forwarded = (inner: string, head = 'Content-Type: message/rfc822'): string =>
  `From: desk@paper.example\nSubject: FW\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nsee attached\n--x\n${head}\n\n${inner}\n--x--\n`;

test.each([
  ['as it came', forwarded(INNER)],
  [
    'as a named file',
    forwarded(INNER, 'Content-Type: message/rfc822\nContent-Disposition: attachment; filename="fw.eml"'),
  ],
  ['twice over', forwarded(forwarded(INNER).replaceAll('boundary=x', 'boundary=y').replaceAll('--x', '--y'))],
])('a mail in a mail is the copy: %s', async (_, source) => {
  expect(await textsOf(mail(source))).toEqual(['Harbour reopens\n\nOSLO - The harbour reopened.']);
});

test.each([
  ['utf8', 'utf8'],
  ['Latin-1', 'latin1'],
] as const)('a text in a charset that nobody knows is read: %s', async (_, charset) => {
  const source =
    'From: a@b.example\nSubject: Port\nContent-Type: text/plain; charset=x-unknown-9\nContent-Transfer-Encoding: 8bit\n\nLe café du port a rouvert.\n';
  expect(await textsOf(mail(source, charset))).toEqual(['Port\n\nLe café du port a rouvert.']);
});

test('mails in mails without end are refused: none is read again for every one round it', async () => {
  let inner = INNER;
  for (let depth = 0; depth < 4; depth += 1) {
    const part = `--d${depth}\nContent-Type: message/rfc822\n\n${inner}\n`;
    inner = `From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=d${depth}\n\n${part.repeat(4)}--d${depth}--\n`;
  }
  await expect(documentsOf(mail(inner))).rejects.toThrow('more than 200 mails are in it');
});

test('a subject is one line, whatever is written in it', async () => {
  const source =
    'From: a@b.example\nSubject: =?utf-8?Q?Port=0D=0AKILL:_Port?=\nContent-Type: text/plain\n\nIt reopened.\n';
  expect(await textsOf(mail(source))).toEqual(['Port KILL: Port\n\nIt reopened.']);
});

test('an attachment keeps the charset that it says', async () => {
  const source = forwarded(
    'story',
    'Content-Type: text/plain; charset=iso-8859-7\nContent-Disposition: attachment; filename=story.txt',
  );
  expect(await documentsOf(mail(source))).toMatchObject([{ contentType: 'text/plain; charset=iso-8859-7' }]);
});

test.each([
  ['an end of its parts', forwarded(INNER).replace('--x--', '')],
  [
    'a right end of its base64',
    forwarded(
      Buffer.from('<nitf></nitf>').toString('base64').concat('=!!'),
      'Content-Type: text/xml; name=s.xml\nContent-Transfer-Encoding: base64',
    ),
  ],
  ['heads', 'words\n\nthe text of it\n'],
])('a mail without %s is read all the same', async (_, source) => {
  expect((await textsOf(mail(source))).join('')).not.toBe('');
});
