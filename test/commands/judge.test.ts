import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import judge from '../../src/commands/judge.ts';

async function answers(lines: readonly object[]): Promise<Record<string, unknown>[]> {
  const stdout = new PassThrough();
  const written = text(stdout);
  await judge.run(['--batch'], {
    stdin: Readable.from([lines.map((line) => `${JSON.stringify(line)}\n`).join('')]),
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

const LINE = {
  id: 'one',
  agency: 'reuters',
  headline: 'Harbour of Verran closes two cranes',
  body: 'VERRAN, Nov 3 (Reuters) - Two of the four cranes of the harbour were closed on Monday after cracks were found.',
  published: '2026-11-03T08:00:00Z',
};

test('a text that returns to an earlier state is sent when it is shown twice, as in the service', async () => {
  const again = { ...LINE, headline: 'Harbour of Verran closes its cranes' };
  const answered = await answers([LINE, again, LINE, LINE]);
  expect(answered.map(({ sends }) => sends)).toEqual([true, true, false, true]);
  expect(new Set(answered.map(({ articleId }) => articleId)).size).toBe(1);
});

test('every story has its event; a line that cannot be judged ends nothing', async () => {
  const [first, bad, other] = await answers([
    LINE,
    { ...LINE, published: 'soon' },
    { ...LINE, id: 'two', headline: 'Skaters win in Oslo', body: 'OSLO, Nov 3 (Reuters) - The skaters won by a lap.' },
  ]);
  expect(bad).toMatchObject({ ok: false, error: expect.stringContaining('published') });
  expect(first?.eventId).toMatch(/^evt_/);
  expect(other?.eventId).not.toBe(first?.eventId);
});
