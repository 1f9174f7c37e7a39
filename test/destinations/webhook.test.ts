import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/article/envelope.ts';
import type { AttemptResult } from '../../src/destinations/contract/destination.ts';
import webhook from '../../src/destinations/webhook.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';

const OLD = `whsec_${Buffer.from('the secret of before, 32 bytes..').toString('base64')}`;
const NEW = `whsec_${Buffer.from('the secret of now, 32 bytes long').toString('base64')}`;
const ENVELOPE: Envelope = {
  type: 'article.update',
  timestamp: '2026-11-23T12:00:00.000Z',
  data: { id: 'article-1', revision: 2, headline: 'Zürich: 100 % – “ja”' },
};
let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

async function deliver(given: Answer, settings: Record<string, unknown> = {}): Promise<AttemptResult> {
  server.script(given);
  const outlet = await webhook.open(
    DestinationSettings.parse({
      id: 'cms',
      type: 'webhook',
      url: `${server.url}/wire`,
      secrets: [OLD, NEW],
      allowPrivateAddresses: true,
      ...settings,
    }),
    { userAgent: 'copytaster/test' },
  );
  const delivery = { id: 'revision-2', articleId: 'article-1', revision: 2, envelope: ENVELOPE, attempt: 1 };
  const result = await outlet.deliver({ ...delivery, now: Date.now(), signal: new AbortController().signal });
  await outlet.close();
  return result;
}

describe('a delivery', () => {
  test.each([
    ['the old secret', OLD],
    ['the new secret', NEW],
  ])('verifies with %s while secrets rotate', async (_, secret) => {
    expect(await deliver(answer(204))).toEqual({ outcome: 'delivered', detail: '204' });
    const { body, headers, method } = server.seen.at(-1)!;
    expect(method).toBe('POST');
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(ENVELOPE);
  });

  test('carries the revision id, so that a retry is known again', async () => {
    await deliver(answer(200));
    await deliver(answer(200));
    expect(server.seen.slice(-2).map(({ headers }) => headers['webhook-id'])).toEqual(['revision-2', 'revision-2']);
  });

  test('does not verify with another secret, nor after a change', async () => {
    await deliver(answer(200));
    const { body, headers } = server.seen.at(-1)!;
    const stranger = `whsec_${Buffer.from('another secret, also 32 bytes...').toString('base64')}`;
    expect(() => new Webhook(stranger).verify(body, headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(OLD).verify(body.replace('ja', 'nein'), headers as Record<string, string>)).toThrow();
  });
});

describe('an answer decides what becomes of the revision', () => {
  const hang: Answer = () => undefined;
  test.each([
    ['200', answer(200), { outcome: 'delivered' }],
    ['202', answer(202), { outcome: 'delivered' }],
    ['400', answer(400), { outcome: 'refused' }],
    ['404', answer(404), { outcome: 'refused' }],
    ['413', answer(413), { outcome: 'refused' }],
    ['422', answer(422), { outcome: 'refused' }],
    ['401', answer(401), { outcome: 'failed', ambiguous: false }],
    ['408', answer(408), { outcome: 'failed' }],
    ['410', answer(410), { outcome: 'gone' }],
    ['429 with a time', answer(429, { 'retry-after': '7' }), { outcome: 'failed', retryAfterMs: 7_000 }],
    ['500', answer(500), { outcome: 'failed', retryAfterMs: null }],
    [
      'a redirect',
      answer(302, { location: '/elsewhere' }),
      { outcome: 'failed', reason: expect.stringContaining('correct url:') },
    ],
    ['200 with a long body that nobody reads', answer(200, {}, Buffer.alloc(2_000_000)), { outcome: 'delivered' }],
    ['200 in an encoding nobody knows', answer(200, { 'content-encoding': 'lzma' }, 'x'), { outcome: 'delivered' }],
    ['a cut after the request', (response) => response.destroy(), { outcome: 'failed', ambiguous: true }],
  ] as [string, Answer, object][])('%s', async (_, given, result) => {
    expect(await deliver(given)).toMatchObject(result);
  });

  test('a redirect is not followed', async () => {
    const before = server.seen.length;
    await deliver(answer(307, { location: '/elsewhere' }));
    expect(server.seen.length - before).toBe(1);
  });

  test('an address that nobody listens at is no delivery and not ambiguous', async () => {
    expect(await deliver(hang, { url: 'http://127.0.0.1:1/' })).toMatchObject({ outcome: 'failed', ambiguous: false });
  });

  test('a private address is refused unless the settings allow it', async () => {
    const result = await deliver(answer(200), { allowPrivateAddresses: false });
    expect(result).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/127\.0\.0\.1/) });
  });
});
