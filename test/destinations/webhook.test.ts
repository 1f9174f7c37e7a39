import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import type { Envelope } from '../../src/article/envelope.ts';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import webhook from '../../src/destinations/webhook.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { runCommand } from '../commands/run-command.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { aDelivery, type Said } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';

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

const open = (settings: Record<string, unknown> = {}): Outlet =>
  webhook.open(
    destinationSchema(webhook).parse({
      id: 'cms',
      type: 'webhook',
      url: `${server.url}/wire`,
      secrets: [OLD, NEW],
      allowPrivateAddresses: true,
      ...settings,
    }),
    { userAgent: 'copytaster/test' },
  );

async function deliver(
  given: Answer,
  settings: Record<string, unknown> = {},
  said: Partial<Said> = {},
): Promise<AttemptResult> {
  server.script(given);
  const outlet = open(settings);
  const result = await outlet.deliver(
    aDelivery({
      id: 'revision-2',
      articleId: 'article-1',
      revision: 2,
      type: ENVELOPE.type,
      data: ENVELOPE.data,
      ...said,
    }),
  );
  await outlet.close();
  return result;
}

describeConformance('webhook', () => ({
  open() {
    server.script(answer(204));
    return open();
  },
  openNowhere: () => open({ url: 'http://127.0.0.1:1/' }),
  received: () =>
    Promise.resolve(server.seen.map(({ headers, body }) => ({ id: String(headers['webhook-id']), body }))),
  repeat: 'again',
}));

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

  test('verifies with a secret that is written without whsec_, as the SDKs read it', async () => {
    const bare = OLD.slice('whsec_'.length);
    await deliver(answer(204), { secrets: [bare] });
    const { body, headers } = server.seen.at(-1)!;
    expect(new Webhook(bare).verify(body, headers as Record<string, string>)).toEqual(ENVELOPE);
  });

  test('verifies with a secret that the command made', async () => {
    const made = (await runCommand(['secret'], {})).trim();
    await deliver(answer(204), { secrets: [made] });
    const { body, headers } = server.seen.at(-1)!;
    expect(new Webhook(made).verify(body, headers as Record<string, string>)).toEqual(ENVELOPE);
  });

  test('carries the revision id, so that a retry is known again', async () => {
    await deliver(answer(200));
    await deliver(answer(200));
    expect(server.seen.slice(-2).map(({ headers }) => headers['webhook-id'])).toEqual(['revision-2', 'revision-2']);
  });

  test('has headers of the settings in place of its own, and each once', async () => {
    await deliver(answer(200), { headers: { 'Content-Type': 'application/vnd.desk+json' } });
    expect(server.seen.at(-1)?.headers['content-type']).toBe('application/vnd.desk+json');
  });

  test('carries the user and the password that stand in its url', async () => {
    await deliver(answer(200), { url: server.url.replace('//', '//wire:word@') });
    expect(server.seen.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('wire:word').toString('base64')}`);
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
    ['404', answer(404), { outcome: 'denied', reason: 'answered 404' }],
    ['413', answer(413), { outcome: 'refused' }],
    ['422', answer(422), { outcome: 'refused' }],
    ['401', answer(401), { outcome: 'denied' }],
    ['403', answer(403), { outcome: 'denied' }],
    ['304', answer(304), { outcome: 'failed', reason: 'answered 304' }],
    ['408', answer(408), { outcome: 'failed' }],
    ['410', answer(410), { outcome: 'gone' }],
    ['429 with a time', answer(429, { 'retry-after': '7' }), { outcome: 'paced', retryAfterMs: 7_000 }],
    ['429 without one', answer(429), { outcome: 'paced', retryAfterMs: null }],
    ['503 with a time', answer(503, { 'retry-after': '20.5' }), { outcome: 'paced', retryAfterMs: 20_500 }],
    [
      '503 with an instant',
      (response) => response.writeHead(503, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }).end(),
      { outcome: 'paced', retryAfterMs: expect.closeTo(29_500, -4) },
    ],
    [
      '429 with a time twice',
      (response) =>
        response
          .writeHead(
            429,
            [
              ['retry-after', '5'],
              ['retry-after', '10'],
            ].flat(),
          )
          .end(),
      { outcome: 'paced', retryAfterMs: 5_000 },
    ],
    ['503 without one', answer(503), { outcome: 'failed', retryAfterMs: null }],
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

  test('of another document than the canonical one is that document, and headers say what it is', async () => {
    const document = {
      contentType: 'application/xml',
      extension: 'xml',
      body: '<nitf>Zürich</nitf>',
      enveloped: false,
    };
    await deliver(answer(200), {}, { document });
    const { body, headers } = server.seen.at(-1)!;
    expect(body.toString()).toBe('<nitf>Zürich</nitf>');
    expect(headers).toMatchObject({
      'content-type': 'application/xml',
      'copytaster-type': 'article.update',
      'copytaster-article': 'article-1',
      'copytaster-revision': '2',
      'copytaster-timestamp': '2026-11-23T12:00:00.000Z',
    });
    expect(() => new Webhook(NEW).verify(body, headers as Record<string, string>)).toThrow(/JSON/);
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
