import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import render from '../../src/commands/render.ts';
import { FULL, WITHDRAWN } from '../renderers/articles.ts';
import { runCommand } from './run-command.ts';

const WIRE = join(import.meta.dirname, '../fixtures/wires/newsml-g2/bare-item.xml');

async function batch(lines: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const stdout = new PassThrough();
  const said: Buffer[] = [];
  stdout.on('data', (chunk: Buffer) => said.push(chunk));
  await render.run(['--batch'], {
    stdin: Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)),
    stdout,
    stderr: stdout,
    environment: {},
    readingThread: new URL('file:///'),
    signal: new AbortController().signal,
  });
  const text = Buffer.concat(said).toString().trim();
  return text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a batch answers every line in its place, a bad one with its reason', async () => {
  const answers = await batch([
    { id: 1, document: 'text', article: FULL },
    { id: 2, document: 'text', article: FULL, bare: true },
    { id: 3, document: 'telegram', article: FULL },
    'no JSON',
    { id: 5, document: 'nitf', article: { id: 'x' } },
    { id: 6, document: 'nitf', article: WITHDRAWN },
  ]);
  expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
    [1, true],
    [2, true],
    [3, false],
    [null, false],
    [5, false],
    [6, true],
  ]);
  expect(answers[0]).toMatchObject({
    contentType: 'text/plain; charset=utf-8',
    body: expect.stringContaining('MARKDATELINE'),
  });
  expect(answers[1]?.body).not.toContain('MARKDATELINE');
  expect(answers[2]?.error).toMatch(/no document telegram; write one of arc-ans, atom/);
  expect(answers[5]?.body).toContain('management-status="canceled"');
});

test('a file of the wire is shown as a document', async () => {
  const said = await runCommand(['render', WIRE, '--document', 'nitf'], {});
  expect(said).toContain('<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"');
  expect(said).toContain('<hl1>');
});

test('the list of documents says what each leaves out', async () => {
  const said = await runCommand(['render', '--documents'], {});
  expect(said).toMatch(/^canonical {2}\(application\/json\)\n.*\n {2}leaves out: nothing$/m);
  expect(said).toMatch(/^atom {2}.*\n.*\n {2}leaves out: .*\bedNote\b/m);
});
