import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import conformance from '../../src/commands/conformance.ts';
import { signatureProblem } from '../../src/destinations/signature/verify.ts';
import { runCommand } from './run-command.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

interface Event {
  readonly type: string;
  readonly data: Record<string, unknown> & {
    id: string;
    revision: number;
    pubStatus: string;
    bodyText: string;
    embargoedUntil: string | null;
  };
}

/** What a receiver gets wrong; each is found by the case of that name. */
const FAULTS: Readonly<Record<string, string>> = {
  'takes every signature': 'a bad signature',
  'takes no signature for a right one': 'no signature',
  'takes old requests': 'an old timestamp',
  'looks at the first signature only': 'rotating secrets',
  'answers a repeat with 409': 'a repeat',
  'answers a lower revision with 409': 'a lower revision',
  'answers the stop of an unknown story with 404': 'a stop for an unknown story',
  'wants a headline': 'a stop',
  'takes a megabyte at most': 'ten megabytes',
  'refuses unknown fields': 'a field that is new',
  'refuses unknown types': 'a type that is new',
  'refuses embargoed stories': 'an embargo',
  redirects: 'a new story',
  'takes a repeat twice': 'a repeat is taken once',
  'goes back to a lower revision': 'a lower revision changes nothing',
  'keeps the text after a stop': 'a stop takes the text off',
  'forgets stops of unknown stories': 'a story that comes after its stop stays away',
  'shows embargoed text': 'an embargoed story is not shown',
};

let close: () => void = () => undefined;
afterEach(() => close());

/** A receiver as the rules want it, but for one fault. */
async function startReceiver(fault: string | null): Promise<string> {
  const has = (name: string): boolean => fault === name;
  const seen = new Set<string>();
  const held = new Map<string, Event['data'] & { taken: number }>();
  const post = (headers: Record<string, string>, body: string): number => {
    if (has('redirects')) return 302;
    if (has('takes a megabyte at most') && body.length > 1_000_000) return 413;
    const first = has('looks at the first signature only') ? headers['webhook-signature']?.split(' ')[0] : undefined;
    const given = first === undefined ? headers : { ...headers, 'webhook-signature': first };
    const late = has('takes old requests') ? Number(headers['webhook-timestamp']) * 1_000 : Date.now();
    const unsigned = has('takes no signature for a right one') && headers['webhook-signature'] === undefined;
    if (!has('takes every signature') && !unsigned && signatureProblem(given, body, { secrets: [SECRET], now: late }))
      return 401;
    const { type, data } = JSON.parse(body) as Event;
    const id = headers['webhook-id'] as string;
    if (has('refuses unknown types') && !type.startsWith('article.')) return 422;
    if (has('refuses unknown fields') && 'fieldOfTheFuture' in data) return 422;
    if (has('refuses embargoed stories') && data.embargoedUntil !== null) return 403;
    if (has('wants a headline') && data.headline === null) return 422;
    const known = held.get(data.id);
    if (data.pubStatus !== 'usable' && known === undefined) {
      if (has('answers the stop of an unknown story with 404')) return 404;
      if (has('forgets stops of unknown stories')) return 200;
    }
    if (seen.has(id) && !has('takes a repeat twice')) return has('answers a repeat with 409') ? 409 : 200;
    seen.add(id);
    const lower = known !== undefined && data.revision < known.revision;
    if (lower && has('answers a lower revision with 409')) return 409;
    if (lower && !has('goes back to a lower revision')) return 200;
    const kept = has('keeps the text after a stop') && known !== undefined && data.bodyText === '';
    const bodyText = kept ? known.bodyText : data.bodyText;
    held.set(data.id, { ...data, bodyText, taken: (known?.taken ?? 0) + 1 });
    return 204;
  };
  const get = (response: ServerResponse, id: string): void => {
    const article = held.get(id);
    if (article === undefined) return void response.writeHead(404).end();
    const early = !has('shows embargoed text') && Date.parse(article.embargoedUntil ?? '') > Date.now();
    const { revision, taken } = article;
    response.end(JSON.stringify({ revision, taken, text: early ? null : article.bodyText }));
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method === 'GET') return get(response, new URL(request.url!, 'http://x').searchParams.get('article')!);
    const status = post(request.headers as Record<string, string>, Buffer.concat(chunks).toString());
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const play = (url: string): Promise<string> => runCommand(['conformance', url, '--secret', SECRET, '--state', url], {});

describe('conformance', () => {
  test('finds nothing wrong with a receiver that keeps the rules', async () => {
    const said = await play(await startReceiver(null));
    expect(said).not.toMatch(/WRONG/);
    expect(said).toMatch(/^18 of 18 cases right$/m);
  });

  test.each(Object.entries(FAULTS))('of a receiver that %s finds it: %s', async (fault, name) => {
    const said = await play(await startReceiver(fault));
    expect(said).toMatch(new RegExp(`^WRONG  ${name}: .+\\n {7}rule: .+\\n {7}cure: .+$`, 'm'));
  });

  test('without an address of its state says what more there is', async () => {
    const url = await startReceiver(null);
    expect(await runCommand(['conformance', url, '--secret', SECRET], {})).toMatch(
      /^13 of 13 cases right; with --state/m,
    );
  });

  test('says how it is called', async () => {
    expect(await runCommand(['conformance'], {})).toContain(conformance.usage);
  });
});
