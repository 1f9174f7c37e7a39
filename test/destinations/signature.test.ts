import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signedHeaders } from '../../src/destinations/signature/standard-webhooks.ts';
import { signatureProblem } from '../../src/destinations/signature/verify.ts';

const OWN = `whsec_${Buffer.from('the secret of now, 32 bytes long').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('the secret of before, 32 bytes..').toString('base64')}`;
const NOW = Date.UTC(2026, 10, 3, 10);
const BODY = '{"type":"test","data":"Zürich"}';

describe('a signature', () => {
  test('that another library made is right', () => {
    const at = new Date(NOW);
    const headers = {
      'webhook-id': 'id',
      'webhook-timestamp': String(NOW / 1_000),
      'webhook-signature': new Webhook(OWN).sign('id', at, BODY),
    };
    expect(signatureProblem(headers, BODY, { secrets: [OTHER, OWN], now: NOW + 60_000 })).toBeNull();
  });

  test.each([
    ['another secret', signedHeaders('id', NOW, BODY, [OTHER]), BODY, NOW, /another secret/],
    ['another body', signedHeaders('id', NOW, BODY, [OWN]), `${BODY} `, NOW, /the body was changed/],
    ['another time', signedHeaders('id', NOW, BODY, [OWN]), BODY, NOW + 301_000, /five minutes/],
    ['no signature', signedHeaders('id', NOW, BODY, []), BODY, NOW, /webhook-signature is missing/],
    ['no headers', {}, BODY, NOW, /webhook-id and webhook-timestamp are missing/],
  ])('with %s is wrong, with the reason', (_, headers, body, now, reason) => {
    expect(signatureProblem(headers, body, { secrets: [OWN], now })).toMatch(reason);
  });
});
