export type NetworkFailureKind = 'address' | 'connect' | 'timeout' | 'too-large' | 'redirect' | 'encoding' | 'cut';

/** No answer that can be used. `ambiguous`: the other side may have taken the request all the same. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly kind: NetworkFailureKind;
  readonly ambiguous: boolean;
  constructor(
    kind: NetworkFailureKind,
    message: string,
    { ambiguous = false, cause }: { ambiguous?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.ambiguous = ambiguous;
  }
}

/** Why no connection came about, in our words. */
const CONNECT_CODES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nobody listens there'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'names of hosts cannot be looked up now'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no way to the network'],
  ['EADDRNOTAVAIL', 'this machine has no address or port left'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the host does not answer'],
]);
const TIMEOUT_CODES = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const UNTRUSTED =
  'no authority that we know vouches for it; name the file of the missing certificate in ca:, or in NODE_EXTRA_CA_CERTS';

/** What a handshake of TLS fails with (OpenSSL's verify errors), and what to do; nothing was sent by then. */
const TLS_FAILURES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired; its owner must renew it',
  CERT_NOT_YET_VALID: 'it is not valid yet; compare the clock of this machine',
  CERT_REVOKED: 'it was revoked; its owner must renew it',
  CERT_UNTRUSTED: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name; correct the address',
  HOSTNAME_MISMATCH: 'it is for another name; correct the address',
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
};

/** What else ends a handshake, by OpenSSL's own words, and what to do. */
const NO_TLS: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long|http request/i,
    'the server does not speak TLS at this port; correct http:, https: or the port',
  ],
  [
    /unsupported protocol|protocol version|no shared cipher|handshake failure/i,
    'the server and we have no version or cipher of TLS in common; its owner must renew it',
  ],
  [/no application protocol/i, 'the server speaks HTTP/2 alone; ask its owner for an address with HTTP/1.1'],
];

/** What undici and Node say when a proxy answers CONNECT with another status than 200. */
const PROXY_REFUSES = /^(?:Proxy response \((\d{3})\)|Failed to establish tunnel .*HTTP\/1\.\d (\d{3})\b)/;

/** What the platform throws when time is over has a number for a code. */
type Coded = Error & { code?: string | number };

/** What became of a request that failed, in our own words; the other side's first line is kept behind them. */
export function failureOf(error: unknown, method: string): NetworkFailure {
  for (let at = error as Coded | undefined; at; at = at.cause as Coded | undefined) {
    if (at.name === 'NetworkFailure') return at as NetworkFailure;
  }
  const { name } = error as Coded;
  const code = codeOf(error as Coded);
  const message = firstLineOf(error as Coded);
  const tls = describeTlsFailure(error);
  if (tls !== null) return new NetworkFailure('connect', tls, { cause: error });
  const [, byUndici, refusal = byUndici] = PROXY_REFUSES.exec((error as Coded).message) ?? [];
  if (refusal !== undefined)
    return new NetworkFailure(
      'connect',
      `the proxy refuses to connect us (${refusal}); ask its owner, or name the host in NO_PROXY`,
      { cause: error },
    );
  const unconnected = CONNECT_CODES.get(code);
  if (unconnected !== undefined) return new NetworkFailure('connect', `${unconnected}: ${message}`, { cause: error });
  const ambiguous = method === 'POST';
  if (name === 'TimeoutError' || name === 'AbortError' || TIMEOUT_CODES.has(code))
    return new NetworkFailure('timeout', 'no answer in time', { ambiguous, cause: error });
  const words = breaksHttp(error as Coded) ? 'the answer is not written as HTTP says' : 'the connection was cut';
  return new NetworkFailure('cut', `${words}: ${message}`, { ambiguous, cause: error });
}

/** True of an answer that came and is not written as HTTP says. `bad response`: undici on a 100 that nobody asked for. */
export function breaksHttp(error: unknown): boolean {
  const { name, message } = error as Coded;
  const code = codeOf(error as Coded);
  return (
    name === 'HTTPParserError' ||
    code.startsWith('HPE_') ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
    (code === 'UND_ERR_SOCKET' && message === 'bad response')
  );
}

/** What is wrong with the TLS of a server by an error of a connection, in our words; null where it is nothing of that. */
export function describeTlsFailure(error: unknown): string | null {
  const code = codeOf(error as Coded);
  const untrusted = TLS_FAILURES[code];
  if (untrusted !== undefined) return `the certificate cannot be trusted: ${untrusted} (${code})`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return `no TLS connection could be made: ${wordsOfOpenssl(error as Coded)}`;
  return null;
}

function wordsOfOpenssl(error: Coded): string {
  const line = firstLineOf(error);
  const known = NO_TLS.find(([words]) => words.test(error.message));
  // "…:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/…"
  return known?.[1] ?? /:error:[^:]*:[^:]*:[^:]*:([^:]+)/.exec(line)?.[1] ?? line;
}

const codeOf = ({ code }: Coded): string => (typeof code === 'string' ? code : '');

/** The first line of what an error says, or its code. */
export function firstLineOf(error: Coded): string {
  const line = (error.message.split(/[\r\n]/, 1)[0] ?? '').slice(0, 200).trim();
  return line || codeOf(error) || 'no reason was given';
}
