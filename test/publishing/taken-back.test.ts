import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEYS, startS3 } from '../receivers/simulated-s3.ts';
import { until } from '../running-service.ts';
import { OperatedWire } from './operated-wire.ts';

const wire = new OperatedWire();
const why = { reason: 'the court says so' };
let store: Awaited<ReturnType<typeof startS3>>;

beforeAll(async () => {
  store = await startS3();
  const bucket = { type: 's3', path: undefined, url: store.url, bucket: 'wire', allowPrivateAddresses: true, ...KEYS };
  await wire.start([{ id: 'bucket', ...bucket, name: '{article}/{slug}-{id}.{extension}' }]);
}, 120_000);
afterAll(async () => {
  await wire.end();
  store.close();
});

interface Stop {
  readonly article: string;
  readonly destinations: readonly {
    readonly id: string;
    readonly confirmedAt: number | null;
    readonly answer: string | null;
  }[];
}

test('a stop reaches the bucket first, then what stands there of the story goes, however often that is tried', async () => {
  const story = { uri: 'urn:taken:1', slugline: 'ONE' };
  wire.file({ ...story, headline: 'Mayor of Merrow resigns' });
  const { id } = await wire.article('Mayor of Merrow resigns');
  const ofStory = (): string[] => store.objects.map(({ key }) => key).filter((key) => key.startsWith(`/wire/${id}/`));
  expect(await until(() => ofStory().length === 1)).toBe(true);
  wire.file({ ...story, slugline: 'TWO', headline: 'Mayor of Merrow is out', versioncreated: '2026-11-03T11:00:00Z' });
  expect(await until(() => ofStory().length === 2)).toBe(true);
  const [first = '', second = ''] = ofStory();
  store.guarded.add(first);
  await wire.post(`/v1/articles/${id}/withdraw`, why);
  expect(await until(() => ofStory().some((key) => key !== first && key !== second))).toBe(true);
  const stop = ofStory().find((key) => key !== first && key !== second) as string;
  expect(await until(() => !ofStory().includes(second))).toBe(true);
  expect(ofStory().toSorted()).toEqual([first, stop].toSorted());
  const rows = async () => (await wire.get<{ stops: Stop[] }>(`/v1/stops?article=${id}`)).body.stops;
  expect(await until(async () => JSON.stringify(await rows()).includes('still stands'))).toBe(true);
  store.guarded.clear();
  expect(await until(() => ofStory().length === 1)).toBe(true);
  expect(ofStory()).toEqual([stop]);
  expect(store.objects.find(({ key }) => key === stop)?.body).not.toMatch(/Merrow/);
  expect(await until(async () => !JSON.stringify(await rows()).includes('still stands'))).toBe(true);
});
