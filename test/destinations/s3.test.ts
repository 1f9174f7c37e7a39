import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import s3 from '../../src/destinations/s3.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { KEYS, startS3 } from '../receivers/simulated-s3.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';
import { describeTakingBack } from './taken-back.ts';

let store: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  store = await startS3();
});
afterAll(() => {
  store.close();
});

const open = (over: Record<string, unknown> = {}): Outlet =>
  s3.open(
    destinationSchema(s3).parse({
      id: 's3',
      type: 's3',
      url: store.url,
      bucket: 'wire',
      allowPrivateAddresses: true,
      ...KEYS,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

describeConformance('s3', () => ({
  open: () => open(),
  openNowhere: () => open({ url: 'http://127.0.0.1:1' }),
  received: () =>
    Promise.resolve(
      store.objects.map(({ headers, body }) => ({
        id: decodeURI(headers['x-amz-meta-copytaster-id'] as string),
        body,
      })),
    ),
  repeat: 'once',
}));

describeTakingBack('s3', () => ({
  open,
  names: () => store.objects.map(({ key }) => key),
  plant: (name) =>
    void store.objects.push({ key: `/wire/${name}`, body: '', headers: { 'x-amz-meta-copytaster-id': 'x' } }),
  unfinished: false,
  guard(name) {
    store.objects.push({ key: `/wire/${name}`, body: '', headers: { 'x-amz-meta-copytaster-id': 'x' } });
    store.guarded.add(`/wire/${name}`);
    return () => store.guarded.clear();
  },
}));

describe('an object', () => {
  test('has its key from the name, its type from the document, and the event in its metadata', async () => {
    const document = { contentType: 'application/xml', extension: 'xml', body: '<nitf/>', enveloped: false };
    const outlet = open({ name: 'out/{article}/{type}-{id}.{extension}' });
    await outlet.deliver(aDelivery({ id: 'named', articleId: '../ä b', revision: 3, document }));
    expect(store.objects.at(-1)).toMatchObject({
      key: expect.stringMatching(/^\/wire\/out\/ä-b\/update-[0-9a-f]{40}\.xml$/),
      headers: { 'content-type': 'application/xml', 'x-amz-meta-copytaster-revision': '3' },
    });
  });

  test.each([
    ['a wrong secret', { secretAccessKey: 'another' }, /403 SignatureDoesNotMatch \(correct the keys/],
    ['no such bucket', { bucket: 'other' }, /404 NoSuchBucket \(make the bucket/],
  ])('%s is a failure with its cure', async (_, over, reason) => {
    const result = await open(over).deliver(aDelivery({ id: 'x' }));
    expect(result).toMatchObject({ outcome: 'failed', ambiguous: false, reason: expect.stringMatching(reason) });
  });

  test('goes to a store that knows no precondition all the same', async () => {
    const simple = await startS3({ preconditions: false });
    const result = await open({ url: simple.url }).deliver(aDelivery({ id: 'simple' }));
    expect([result.outcome, simple.objects.length]).toEqual(['delivered', 1]);
    simple.close();
  });

  test('a name that two revisions would share is refused in the settings', () => {
    expect(() => open({ name: '{article}.json' })).toThrow(/so that no revision takes the place of another/);
    expect(() => open({ name: '../{id}' })).toThrow(/without \. and \.\./);
    expect(() => open({ name: '{id}/{headline}' })).toThrow(/write some of/);
  });
});
