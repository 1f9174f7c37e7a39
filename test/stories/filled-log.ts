import type { Redis } from 'ioredis';
import { featuresOf } from '../../src/similarity/features.ts';
import { packFeatures } from '../../src/similarity/fingerprint.ts';
import { keys } from '../../src/store/keys.ts';

const wordsOf = (number: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `w${(number * 31 + at * 7) % 900}`).join(' ');
const headlineOf = (number: number): string => `Headline of ${number % 400} and ${number % 7}`;

/** What the story of a number is compared by. */
export const featuresFor = (number: number): ReturnType<typeof featuresOf> =>
  featuresOf(headlineOf(number), wordsOf(number, 40 + (number % 90)), `SLUG${number % 50}`);

/** What an entry of the wire log says: agencies' own and others, alerts, with and without an event. */
const fieldsOf = (number: number): Record<string, string> => ({
  kind: 'revision',
  article: `art_${number % 700}`,
  revisionId: `rev_${number}`,
  lineage: `art_${number % 300}`,
  agency: ['', 'reuters', 'afp', 'reuters'][number % 4] as string,
  feed: 'wire',
  standing: ['web', 'wire', 'wire', 'wire', 'wire'][number % 5] as string,
  language: 'en',
  uri: `urn:story:${number}`,
  newsClass: number % 11 === 0 ? 'alert' : 'story',
  event: number % 3 === 0 ? '' : `evt_${number % 90}`,
  related: number % 13 === 0 ? `art_${number % 40} art_9` : '',
});

/** Puts entries into the wire log, and their fingerprints beside them; every tenth is a copy that was spiked. */
export async function fillLog(redis: Pick<Redis, 'pipeline'>, from: number, count: number): Promise<void> {
  const pipeline = redis.pipeline();
  for (let number = from; number < from + count; number += 1) {
    const stream = number % 10 === 9 ? keys.spikedCopies : keys.log;
    pipeline.hset(keys.revision(`rev_${number}`), 'fingerprint', Buffer.from(packFeatures(featuresFor(number))));
    pipeline.xadd(stream, '*', ...Object.entries(fieldsOf(number)).flat());
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}
