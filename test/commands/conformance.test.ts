import { once } from 'node:events';
import { createServer } from 'node:http';
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
  'reads bytes as Latin-1': 'text of all alphabets',
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
  'keeps the first revision': 'an update takes the place of what was there',
  'publishes test events': 'a test event is not shown',
  'takes a repeat twice': 'a repeat is taken once',
  'goes back to a lower revision': 'a lower revision changes nothing',
  'keeps the text after a stop': 'a stop takes the text off',
  'forgets stops of unknown stories': 'a story that comes after its stop stays away',
  'shows embargoed text': 'an embargoed story is not shown',
};

let close: () => void = () => undefined;
afterEach(() => close());

type Held = Event['data'] & { readonly taken: number };

/** What a receiver with the fault of that name answers to some stories, and the others never. */
const WRONG_ANSWERS: readonly {
  readonly fault: keyof typeof FAULTS;
  readonly status: number;
  readonly to: (event: Event, known: Held | undefined) => boolean;
}[] = [
  { fault: 'refuses unknown types', status: 422, to: ({ type }) => !type.startsWith('article.') },
  { fault: 'refuses unknown fields', status: 422, to: ({ data }) => 'fieldOfTheFuture' in data },
  { fault: 'refuses embargoed stories', status: 403, to: ({ data }) => data.embargoedUntil !== null },
  { fault: 'wants a headline', status: 422, to: ({ data }) => data.headline === null },
  { fault: 'answers the stop of an unknown story with 404', status: 404, to: isStopOfUnknown },
  { fault: 'keeps the first revision', status: 200, to: (_, known) => known !== undefined },
  { fault: 'forgets stops of unknown stories', status: 200, to: isStopOfUnknown },
];

function isStopOfUnknown({ data }: Event, known: Held | undefined): boolean {
  return data.pubStatus !== 'usable' && known === undefined;
}

/** A receiver as the rules want it, but for one fault. */
class Receiver {
  readonly #fault: string | null;
  readonly #seen = new Set<string>();
  readonly #held = new Map<string, Held>();

  constructor(fault: string | null) {
    this.#fault = fault;
  }

  /** The status that a delivery is answered with. */
  post(headers: Record<string, string>, body: string): number {
    if (this.#has('redirects')) return 302;
    if (this.#has('takes a megabyte at most') && body.length > 1_000_000) return 413;
    const read = this.#has('reads bytes as Latin-1') ? Buffer.from(body).toString('latin1') : body;
    if (!this.#isSigned(headers, read)) return 401;
    const event = JSON.parse(body) as Event;
    const known = this.#held.get(event.data.id);
    const wrong = WRONG_ANSWERS.find(({ fault, to }) => this.#has(fault) && to(event, known));
    if (wrong !== undefined) return wrong.status;
    if (event.type === 'test' && !this.#has('publishes test events')) return 200;
    return this.#take(headers['webhook-id'] as string, event.data, known);
  }

  #has(fault: string): boolean {
    return this.#fault === fault;
  }

  #isSigned(headers: Record<string, string>, body: string): boolean {
    const signatures = headers['webhook-signature'];
    if (this.#has('takes every signature')) return true;
    if (this.#has('takes no signature for a right one') && signatures === undefined) return true;
    const [first = ''] = signatures?.split(' ') ?? [];
    const given = this.#has('looks at the first signature only') ? { ...headers, 'webhook-signature': first } : headers;
    const now = this.#has('takes old requests') ? Number(headers['webhook-timestamp']) * 1_000 : Date.now();
    return signatureProblem(given, body, { secrets: [SECRET], now }) === null;
  }

  #take(id: string, data: Event['data'], known: Held | undefined): number {
    if (this.#seen.has(id) && !this.#has('takes a repeat twice'))
      return this.#has('answers a repeat with 409') ? 409 : 200;
    this.#seen.add(id);
    if (known !== undefined && data.revision < known.revision) {
      if (this.#has('answers a lower revision with 409')) return 409;
      if (!this.#has('goes back to a lower revision')) return 200;
    }
    const keepsText = this.#has('keeps the text after a stop') && data.bodyText === '';
    const bodyText = keepsText ? (known?.bodyText ?? '') : data.bodyText;
    this.#held.set(data.id, { ...data, bodyText, taken: (known?.taken ?? 0) + 1 });
    return 204;
  }

  /** What the receiver shows of an article; null where it has none. */
  get(id: string): object | null {
    const article = this.#held.get(id);
    if (article === undefined) return null;
    const early = !this.#has('shows embargoed text') && Date.parse(article.embargoedUntil ?? '') > Date.now();
    const { revision, taken } = article;
    return { revision, taken, text: early ? null : article.bodyText };
  }
}

async function startReceiver(fault: string | null): Promise<string> {
  const receiver = new Receiver(fault);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method === 'GET') {
      const article = receiver.get(new URL(request.url!, 'http://x').searchParams.get('article')!);
      return void response.writeHead(article === null ? 404 : 200).end(JSON.stringify(article));
    }
    const status = receiver.post(request.headers as Record<string, string>, Buffer.concat(chunks).toString());
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
    expect(said).toMatch(/^21 of 21 cases right$/m);
  });

  test.each(Object.entries(FAULTS))('of a receiver that %s finds it: %s', async (fault, name) => {
    const said = await play(await startReceiver(fault));
    expect(said).toMatch(new RegExp(`^WRONG  ${name}: .+\\n {7}rule: .+\\n {7}cure: .+$`, 'm'));
  });

  test('without an address of its state says what more there is', async () => {
    const url = await startReceiver(null);
    expect(await runCommand(['conformance', url, '--secret', SECRET], {})).toMatch(
      /^14 of 14 cases right; with --state/m,
    );
  });

  test('says how it is called', async () => {
    expect(await runCommand(['conformance'], {})).toContain(conformance.usage);
  });
});
