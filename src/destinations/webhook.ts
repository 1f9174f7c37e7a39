import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import type { NetworkFailure } from '../network/failure.ts';
import { readRetryAfter } from '../network/retry-after.ts';
import { StatusConnections } from '../network/status-request.ts';
import { Headers, HttpAddress, SigningSecret } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { factsOf, prefixed } from './contract/facts.ts';
import { signedHeaders } from './signature/standard-webhooks.ts';

/** Stops have connections that nothing else can fill. */
const STOP_CONNECTIONS = 8;

/** Answers that will be the same for this revision whenever it is sent again. */
const NEVER = new Set([400, 406, 411, 413, 414, 415, 422, 431]);
/** Answers that are about the address or the credentials where they come to every revision. */
const DENIED = new Set([401, 403, 404, 405, 407, 421, 451]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * POSTs each revision with the headers of Standard Webhooks; the id is the revision's. The canonical article goes in its
 * envelope; every other document is the body as it is, and headers copytaster-type, -article, -revision … say the rest.
 */
const webhook = defineDestination({
  type: 'webhook',
  summary: 'POSTs each revision, signed as Standard Webhooks say',
  settings: z.strictObject({
    url: HttpAddress.describe('where it is sent').meta({ example: 'https://cms.example.org/wire' }),
    secrets: z
      .array(SigningSecret)
      .default([])
      .describe('whsec_… as copytaster secret makes it; several while rotating')
      .meta({ example: ['${CMS_WEBHOOK_SECRET}'] }),
    headers: Headers.default({})
      .describe('sent with every request')
      .meta({ example: { 'x-desk': 'wire' } }),
  }),
  open(settings, { userAgent }) {
    const { url, allowPrivateAddresses, concurrency } = settings;
    const secrets = settings.secrets.map((secret) => secret.reveal());
    const headers = Object.fromEntries(
      Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), value.reveal()]),
    );
    const ordinary = new StatusConnections({ connections: concurrency, allowPrivateAddresses });
    const forStops = new StatusConnections({ connections: STOP_CONNECTIONS, allowPrivateAddresses });
    return {
      connect: () => Promise.resolve(),
      async deliver(delivery) {
        const { id, document, stop, now, signal, traceparent } = delivery;
        const { contentType } = document;
        const body = document.bytes ?? document.body;
        try {
          const {
            status,
            headers: answered,
            text,
          } = await (stop ? forStops : ordinary).send({
            method: 'POST',
            url,
            headers: {
              'content-type': contentType,
              'user-agent': userAgent,
              ...headers,
              ...(document.enveloped ? {} : prefixed('copytaster-', factsOf(delivery))),
              ...(traceparent === null ? {} : { traceparent }),
              ...signedHeaders(id, now, body, secrets),
            },
            body,
            signal,
          });
          return resultOf(status, answered['retry-after'], { now, text });
        } catch (error) {
          const { message, ambiguous } = error as NetworkFailure;
          return { outcome: 'failed', reason: message, retryAfterMs: null, ambiguous };
        }
      },
      close() {
        ordinary.close();
        forStops.close();
        return Promise.resolve();
      },
    };
  },
});
export default webhook;

function resultOf(
  status: number,
  retryAfter: string | string[] | undefined,
  { now, text }: { now: number; text: string },
): AttemptResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered', detail: String(status) };
  const reason = `answered ${status}`;
  const retryAfterMs = readRetryAfter([retryAfter].flat()[0], now);
  if (status === 429 || (status === 503 && retryAfterMs !== null)) return { outcome: 'paced', reason, retryAfterMs };
  if (status === 410) return { outcome: 'gone', reason };
  const body = text === '' ? {} : { body: text };
  if (DENIED.has(status)) return { outcome: 'denied', reason, ...body };
  if (NEVER.has(status)) return { outcome: 'refused', reason, ...body };
  const cure = REDIRECTS.has(status) ? ': a redirect is not followed, correct url:' : '';
  return { outcome: 'failed', reason: `${reason}${cure}`, retryAfterMs, ambiguous: false, ...body };
}
