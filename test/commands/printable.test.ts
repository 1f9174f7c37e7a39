import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { printable, printableStream } from '../../src/commands/parts/printable.ts';

test.each([
  ['a colour', 'T\u001b[31m', 'T\\u001b[31m'],
  ['a bell and a NUL', 'a\u0007b\u0000', 'a\\u0007b\\u0000'],
  ['a C1 control', 'a\u009bb', 'a\\u009bb'],
  ['text turned round', 'a\u202eb', 'a\\u202eb'],
  ['a carriage return', 'a\rb', 'a\\u000db'],
  ['tabs, lines and other scripts', 'a\tb\nخبر 新闻 é', 'a\tb\nخبر 新闻 é'],
])('%s', (_, given, shown) => {
  expect(printable(given)).toBe(shown);
});

test('what is written to a terminal is printable, JSON stays the same value, bytes stay bytes', async () => {
  const stream = new PassThrough();
  const guarded = printableStream(stream);
  guarded.write('x\u001b]0;title\u0007');
  guarded.write(JSON.stringify({ headline: 'a\u202eb' }));
  guarded.write(Buffer.from('\u001b'));
  stream.end();
  const written = await text(stream);
  expect(written).toBe('x\\u001b]0;title\\u0007{"headline":"a\\u202eb"}\u001b');
  expect(JSON.parse(written.slice(written.indexOf('{'), -1))).toEqual({ headline: 'a\u202eb' });
});
