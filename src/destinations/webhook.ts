import { Rejected } from '../article/failure.ts';
import { type HttpAnswer, type NetworkFailure, send } from '../network/client.ts';
import type { AttemptResult, Destination } from './contract/destination.ts';
import { signedHeaders } from './signature/standard-webhooks.ts';

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 20_000;

/** Answers that will be the same for this revision whenever it is sent again. */
const NEVER = new Set([400, 404, 405, 406, 411, 413, 414, 415, 422, 431]);

/** POSTs each revision as JSON with the headers of Standard Webhooks; the id is the revision's. */
const webhook: Destination = {
  type: 'webhook',
  async open(settings, { userAgent }) {
    const { url } = settings;
    if (url === undefined) throw new Rejected(`destination ${settings.id}: a webhook needs url:`);
    const secrets = settings.secrets.map((secret) => secret.reveal());
    const headers = Object.fromEntries(Object.entries(settings.headers).map(([name, value]) => [name, value.reveal()]));
    return {
      async deliver({ id, envelope, now, signal }) {
        const body = JSON.stringify(envelope);
        try {
          const answer = await send({
            method: 'POST',
            url,
            headers: {
              ...headers,
              'content-type': 'application/json',
              'user-agent': userAgent,
              ...signedHeaders(id, now, body, secrets),
            },
            body,
            timeoutMs: TIMEOUT_MS,
            maxWireBytes: MAX_ANSWER_BYTES,
            maxBodyBytes: MAX_ANSWER_BYTES,
            maxRedirects: 0,
            wants: 'status',
            allowPrivateAddresses: settings.allowPrivateAddresses,
            signal,
          });
          return resultOf(answer, now);
        } catch (error) {
          const failure = error as NetworkFailure;
          return {
            outcome: 'failed',
            reason: failure.message,
            retryAfterMs: null,
            ambiguous: failure.ambiguous ?? true,
          };
        }
      },
      close: () => Promise.resolve(),
    };
  },
};
export default webhook;

function resultOf({ status, headers }: HttpAnswer, now: number): AttemptResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered', detail: String(status) };
  if (status === 410) return { outcome: 'gone', reason: 'answered 410' };
  if (NEVER.has(status)) return { outcome: 'refused', reason: `answered ${status}` };
  const reason =
    status >= 300 && status < 400
      ? `answered ${status}: a redirect is not followed, correct url:`
      : `answered ${status}`;
  return { outcome: 'failed', reason, retryAfterMs: retryAfterMs(headers['retry-after'], now), ambiguous: false };
}

/** Retry-After in both its forms, in milliseconds from now, or null. */
function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
