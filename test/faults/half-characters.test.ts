import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalLines } from '../receivers/drop-journal.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-half-'));
const incoming = join(folder, 'in');
const drop = join(folder, 'drop');
let service: RunningService;

const jsonFeed = (items: readonly { id: string; title: string }[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Town wire',
    items: items.map((item) => ({ ...item, content_text: `${item.title}, the clerk of the town said on Monday.` })),
  });

const rss = (guid: string, title: string): string =>
  `<rss version="2.0"><channel><title>Town wire</title><item><guid isPermaLink="false">${guid}</guid>` +
  `<title>${title}</title><description>${title}, the judges said.</description></item></channel></rss>`;

const delivered = (): string[] =>
  journalLines(drop).map((line) => (JSON.parse(line) as { data: { headline: string } }).data.headline);

beforeAll(async () => {
  mkdirSync(incoming);
  mkdirSync(drop);
  service = await startService({
    redis: { dataFolder: join(folder, 'data'), memory: '64MB' },
    feeds: [
      { id: 'town', transport: 'folder', path: incoming, onFirstPoll: 'send', every: { min: '500ms', max: '1s' } },
    ],
    destinations: [{ id: 'desk', type: 'file-drop', path: drop, from: 'beginning' }],
  });
});
afterAll(async () => {
  await service.end();
  rmSync(folder, { recursive: true, force: true });
});

test('an id that ends in half a character, as it came or because we cut it, stops no neighbour and no later document', async () => {
  const halves = [
    { id: 'n1', title: 'Bakers of the town raise prices' },
    { id: 'cut \ud83d', title: 'Skaters win in the north' },
    { id: '\udc00 cut', title: 'Rowers win in the south' },
    { id: 'n2', title: 'A bridge is painted green' },
  ];
  writeFileSync(join(incoming, 'a.json'), jsonFeed(halves));
  for (const length of [498, 499, 500])
    writeFileSync(join(incoming, `b${length}.xml`), rss(`${'u'.repeat(length)}😀😀😀`, `Runners win race ${length}`));
  writeFileSync(join(incoming, 'c.json'), jsonFeed([{ id: 'n3', title: 'A mill is sold to its miller' }]));
  const good = ['Bakers of the town raise prices', 'A bridge is painted green', 'A mill is sold to its miller'];
  const long = [498, 499, 500].map((length) => `Runners win race ${length}`);
  expect(await until(() => [...good, ...long].every((title) => delivered().includes(title)))).toBe(true);
  writeFileSync(join(incoming, 'd.json'), jsonFeed([{ id: 'n4', title: 'The ferry runs again' }]));
  expect(await until(() => delivered().includes('The ferry runs again'))).toBe(true);
});
