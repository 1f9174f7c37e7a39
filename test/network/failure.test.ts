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
      'the answer is not written as HTTP says: first line',
    );
  });

  test.each([
    [
      'tls_validate_record_header:wrong version number',
      'the server does not speak TLS at this port; correct http:, https: or the port',
    ],
    [
      'ssl3_read_bytes:tlsv1 alert protocol version',
      'the server and we have no version or cipher of TLS in common; its owner must renew it',
    ],
    [
      'ssl3_read_bytes:tlsv1 alert no application protocol',
      'the server speaks HTTP/2 alone; ask its owner for an address with HTTP/1.1',
    ],
    ['tls_process_cert_verify:bad signature', 'bad signature'],
  ])('what OpenSSL says of a handshake (%s) is told in plain words', (said, told) => {
    const message = `40834C28EA7F0000:error:0A00010B:SSL routines:${said}:../deps/openssl/ssl/record/tlsany_meth.c:78:\n`;
    expect(failureOf(coded('EPROTO', message), 'GET').message).toBe(`no TLS connection could be made: ${told}`);
  });

  test('our own failure inside another is kept', () => {
    const own = new NetworkFailure('address', 'it is private');
    expect(failureOf(new TypeError('fetch failed', { cause: own }), 'GET')).toBe(own);
  });
});
