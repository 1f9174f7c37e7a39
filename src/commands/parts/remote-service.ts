import { cutText } from '../../article/cut-text.ts';
import { FORGERY_HEADER } from '../../http/callers.ts';
import { type Query, type ServiceClient, ServiceRefused } from './service-client.ts';
import type { Terminal } from './terminal.ts';

const ANSWER_MS = 30_000;
const TOKEN_WANTED = 'the service wants a token: set COPYTASTER_TOKEN';
const TOKEN_UNKNOWN =
  'the service does not know the token of COPYTASTER_TOKEN; copytaster token makes one, and its line stands in http.tokens';
const TOKEN = /^[\w-]{1,300}$/;

/** A running service that is asked over HTTP: neither Redis nor secrets are needed for that. */
export interface RemoteService extends ServiceClient {
  /** A stream of Server-Sent Events. @throws ServiceRefused */
  listen(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
}

/** The service at an address, with the token of COPYTASTER_TOKEN; without an address the one on this machine. */
export function openService(url: string | undefined, { environment }: Terminal): RemoteService {
  const base = url ?? `http://127.0.0.1:${environment.PORT || 8080}`;
  if (!/^https?:\/\//.test(base) || !URL.canParse(base))
    throw new ServiceRefused(`${cutText(base, 200)} is no address: write http://HOST:PORT or https://HOST`);
  const token = environment.COPYTASTER_TOKEN?.replace(/^Bearer /, '').trim() ?? '';
  if (token !== '' && !TOKEN.test(token)) throw new ServiceRefused('COPYTASTER_TOKEN holds no token');
  const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  const ask = async (path: string, { headers, ...request }: RequestInit): Promise<Response> => {
    const address = new URL(path, base.endsWith('/') ? base : `${base}/`);
    const answer = await fetch(address, { ...request, headers: { ...authorization, ...headers } }).catch((cause) => {
      if (request.signal?.aborted && (request.signal.reason as Error)?.name !== 'TimeoutError') throw cause;
      const cure =
        url === undefined
          ? 'where it listens elsewhere, name it by --url or COPYTASTER_URL'
          : 'start it, or correct the address';
      throw new ServiceRefused(`no service answers at ${address.origin}; ${cure}`, { cause });
    });
    if (answer.ok) return answer;
    const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string };
    if (answer.status === 401) throw new ServiceRefused(token === '' ? TOKEN_WANTED : TOKEN_UNKNOWN);
    throw new ServiceRefused(detail ?? `the service answered ${answer.status}`);
  };
  // Whoever comes without a token is told from a page of another site that has a browser write.
  const unforged = async (): Promise<Record<string, string>> => {
    const answer = await ask('/v1/session', { signal: AbortSignal.timeout(ANSWER_MS) });
    return { [FORGERY_HEADER]: ((await answer.json()) as { forgeryToken: string }).forgeryToken };
  };
  return {
    async get<Answer>(path: string, query: Query = {}) {
      const answer = await ask(`${path}${writeQuery(query)}`, { signal: AbortSignal.timeout(ANSWER_MS) });
      return (await answer.json()) as Answer;
    },
    async post<Answer>(path: string, body: object = {}) {
      const answer = await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === '' ? await unforged() : {}) },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return (await answer.json()) as Answer;
    },
    listen: (path, headers, signal) => ask(path, { headers: { accept: 'text/event-stream', ...headers }, signal }),
  };
}

function writeQuery(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
