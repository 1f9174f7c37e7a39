import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { readCopiesAfter, readSpikedCopiesAfter } from '../../src/store/recent-copies.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let store: Store;

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 30 });
});
afterAll(() => redis.close());

const BYTES = [Buffer.from([0, 1, 2, 0xff]), Buffer.from([0xc3, 0x28, 0x0d, 0x0a]), Buffer.from([7])];

/** Puts an entry at a position, and beside its revision what it is compared by. */
async function put(
  stream: string,
  number: number,
  fields: Readonly<Record<string, string>>,
  fingerprint?: Buffer,
): Promise<void> {
  const revisionId = `rev_${stream.length}_${number}`;
  const all = { schema: '1', kind: 'revision', article: `art_${number}`, revisionId, standing: 'wire', ...fields };
  await store.redis.xadd(stream, `${number}-1`, ...Object.entries(all).flat());
  if (fingerprint !== undefined) await store.redis.hset(keys.revision(revisionId), 'fingerprint', fingerprint);
}

test('of the wire log what is copy is read, each with its own bytes, and every entry is counted', async () => {
  await put(keys.log, 1, { uri: 'urn:"one" \u{1f600}', feed: 'a', related: 'art_8 art_9' }, BYTES[0]);
  await put(keys.log, 2, { kind: 'withdrawal' }, BYTES[1]);
  await put(keys.log, 3, { kind: 'held', language: 'fr' }, BYTES[1]);
  await put(keys.log, 4, { standing: '' }, BYTES[2]);
  await put(keys.log, 5, {});
  await put(keys.log, 6, { kind: 'action', revisionId: '' });
  const page = await readCopiesAfter(store, '0-0', 100);
  expect([page.last, page.read]).toEqual(['6-1', 6]);
  expect(
    page.copies.map(({ position, article, uri, language, related, fingerprint }) => ({
      position,
      article,
      uri,
      language,
      related,
      fingerprint: Buffer.from(fingerprint),
    })),
  ).toEqual([
    {
      position: '1-1',
      article: 'art_1',
      uri: 'urn:"one" \u{1f600}',
      language: '',
      related: 'art_8 art_9',
      fingerprint: BYTES[0],
    },
    { position: '3-1', article: 'art_3', uri: '', language: 'fr', related: '', fingerprint: BYTES[1] },
  ]);
});

test('pages follow each other, and the last position stays where nothing follows', async () => {
  const first = await readCopiesAfter(store, '0-0', 2);
  expect([first.last, first.read, first.copies.length]).toEqual(['2-1', 2, 1]);
  const second = await readCopiesAfter(store, first.last, 100);
  expect([second.last, second.read, second.copies.length]).toEqual(['6-1', 4, 1]);
  expect(await readCopiesAfter(store, second.last, 100)).toEqual({ last: '6-1', read: 0, copies: [] });
});

test('copies that were spiked are read in the same way', async () => {
  await put(keys.spikedCopies, 7, { agency: 'afp' }, BYTES[2]);
  const { copies } = await readSpikedCopiesAfter(store, '0-0', 100);
  expect(copies.map(({ position, agency }) => [position, agency])).toEqual([['7-1', 'afp']]);
});
