import { describe, expect, test } from 'vitest';
import { failureOf, NetworkFailure } from '../../src/network/failure.ts';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('what a failed request came to', () => {
  test.each([
    ['ECONNREFUSED', 'connect'],
    ['ENOTFOUND', 'connect'],
    ['CERT_HAS_EXPIRED', 'connect'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'connect'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'connect'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'connect'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'connect'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['UND_ERR_SOCKET', 'cut'],
  ])('%s is %s, and a POST that was never sent is not ambiguous', (code, kind) => {
    const failure = failureOf(coded(code), 'POST');
    expect(failure).toMatchObject({ name: 'NetworkFailure', kind, ambiguous: kind !== 'connect' });
  });

  test.each(['TimeoutError', 'AbortError'])('%s of the platform, whose code is a number, is a timeout', (name) => {
    expect(failureOf(new DOMException('aborted', name), 'GET')).toMatchObject({
      kind: 'timeout',
      message: 'no answer in time',
    });
  });

  test('a certificate is named with what to do', () => {
    expect(failureOf(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'GET').message).toMatch(
      /^the certificate cannot be trusted: .* ca:.*NODE_EXTRA_CA_CERTS/,
    );
  });

  test('a reason of several lines is one line', () => {
    expect(failureOf(coded('HPE_INVALID', 'first line\nsecond line\r\nthird'), 'GET').message).toBe(
      'the connection was cut: first line',
    );
  });

  test('our own failure inside another is kept', () => {
    const own = new NetworkFailure('address', 'it is private');
    expect(failureOf(new TypeError('fetch failed', { cause: own }), 'GET')).toBe(own);
  });
});
