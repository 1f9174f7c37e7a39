import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import extract from '../../src/commands/extract.ts';

async function answers(lines: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const stdout = new PassThrough();
  const written = text(stdout);
  await extract.run(['--batch'], {
    stdin: Readable.from([lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')]),
    stdout,
    stderr: new PassThrough(),
    environment: {},
    readingThread: new URL('file:///unused'),
    signal: new AbortController().signal,
  });
  stdout.end();
  return (await written)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const PARAGRAPHS = [
  'The harbour board said on Monday that two of its four cranes had been taken out of service after cracks were found.',
  'Ships would be turned to the northern quay until Friday, the board said, and freight would be a day late at most.',
  'Dockers, who had asked for an inspection in March, said that they would not go back before they had seen the report.',
];

test('the agency that only the dateline names is the credit', async () => {
  const body = `<h1>Cranes stand still</h1><p>BERGEN, May 6 (AFP) - ${PARAGRAPHS[0]}</p><p>${PARAGRAPHS[1]}</p>`;
  expect((await answers([{ id: 'a', url: null, html: `<html><body>${body}</body></html>` }]))[0]).toMatchObject({
    credit: 'AFP',
  });
});

test('a page gives its story, and a line that cannot be read stops nothing', async () => {
  const page = `<html><head><title>Cranes stand still | The Quay</title><meta property="og:site_name" content="The Quay">
    <meta name="author" content="Ada Lund"><meta property="article:published_time" content="2024-05-06T07:08:09+02:00"></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Cranes stand still</h1>${PARAGRAPHS.map((line) => `<p>${line}</p>`).join('')}
    </article><footer>All rights reserved.</footer></body></html>`;
  const deep = '<div>'.repeat(100_000);
  const [story, broken, refused] = await answers([
    { id: 'a', url: 'https://quay.example/cranes', html: page },
    'no JSON',
    { id: 'c', html: deep },
  ]);
  expect(story).toEqual({
    id: 'a',
    ok: true,
    headline: 'Cranes stand still',
    deck: null,
    text: PARAGRAPHS.join('\n\n'),
    byline: 'Ada Lund',
    date: '2024-05-06T07:08:09+02:00',
    credit: null,
    state: 'story',
  });
  expect(broken).toMatchObject({ id: null, ok: false });
  expect(refused).toMatchObject({ id: 'c', ok: false, error: expect.stringContaining('nested') });
});

test('a line separator of Unicode within a text ends no line', async () => {
  const html = `<html><body><h1>Cranes stand still</h1><p>${PARAGRAPHS[0]}\u2028${PARAGRAPHS[1]}</p></body></html>`;
  expect(await answers([{ id: 'a', url: null, html }])).toEqual([expect.objectContaining({ id: 'a', ok: true })]);
});
