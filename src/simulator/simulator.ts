import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atomOf, newsMessageOf, rssOf } from './documents.ts';
import { Newsroom, type Story } from './newsroom.ts';
import type { SentItem } from './record.ts';

/** The feeds of the simulated wire and how each is written. */
const FEEDS = {
  'reuters-world': { path: '/reuters/world.rss', agency: 'reuters', format: 'rss' },
  'reuters-business': { path: '/reuters/business.rss', agency: 'reuters', format: 'rss' },
  'reuters-wire': { path: '/reuters/wire.xml', agency: 'reuters', format: 'newsml-g2' },
  'reuters-lying': { path: '/reuters/lying.rss', agency: 'reuters', format: 'rss' },
  'afp-news': { path: '/afp/news.atom', agency: 'afp', format: 'atom' },
} as const;
export type FeedName = keyof typeof FEEDS;

/** What the wire plays, by name, in the order in which it takes turns. */
export const SCENARIOS = [
  'plain',
  'repeat',
  'update',
  'silent-correction',
  'marked-correction',
  'kill',
  'kill-unknown',
  'embargo',
  'embargo-moved',
  'embargo-lifted',
  'late-older',
  'lying-etag',
  'broken-item',
  'outage',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Items listed at the least, and the most in one document; older ones go once they were read, or served in vain. */
const LISTED = 40;
const MOST_LISTED = 300;
const SERVED_IN_VAIN = 60;
const SAME_TAG = '"always-the-same"';
const SERVED_UNDER_ONE_TAG = 5;
const DOCUMENTS_REMEMBERED = 64;
/** Every so many requests of a feed the server is busy, and every so many it fails. */
const [BUSY_EVERY, FAILS_EVERY] = [23, 31];
const EMBARGO_MS = 6_000;
const FOLLOW_UP_MS = 3_000;

export interface Simulator {
  readonly url: string;
  /** Every version that was listed, in order. */
  record(): readonly SentItem[];
  /** Stops telling new stories and sends what is due; resolves when no follow-up is left. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

interface Listed {
  readonly item: SentItem;
  served: number;
  /** Someone named a document that lists it as the last one that they read. */
  read: boolean;
}

/** Starts the simulated wire on loopback: `rate` stories a second, the same for the same seed. */
export async function startSimulator({
  seed,
  rate,
  port = 0,
  scenarios = SCENARIOS,
  stories = Number.POSITIVE_INFINITY,
}: {
  seed: number;
  rate: number;
  port?: number;
  scenarios?: readonly Scenario[];
  stories?: number;
}): Promise<Simulator> {
  const wire = new Wire(seed, scenarios);
  const server = createServer((request, response) => wire.answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  wire.url = url;
  let told = 0;
  const timer = setInterval(() => {
    wire.sendDue(Date.now());
    if (told < stories) {
      told += 1;
      wire.tell(Date.now());
    }
  }, 1_000 / rate);
  return {
    url,
    record: () => wire.record,
    async finish() {
      told = Number.POSITIVE_INFINITY;
      while (wire.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    },
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Settings of the feeds, as they stand in a settings file, to read the simulated wire with. */
export function simulatedFeeds(url: string, every: { min: string; max: string }): Record<string, unknown>[] {
  return Object.entries(FEEDS).map(([id, { path, agency }]) => ({
    id,
    url: `${url}${path}`,
    agency,
    speaksFor: [agency],
    every,
    onFirstPoll: 'send',
    allowPrivateAddresses: true,
  }));
}

class Wire {
  url = '';
  readonly record: SentItem[] = [];
  readonly #newsroom: Newsroom;
  readonly #scenarios: readonly Scenario[];
  readonly #listed = new Map<FeedName, Listed[]>();
  readonly #requests = new Map<string, number>();
  readonly #served = new Map<string, readonly Listed[]>();
  #followUps: { readonly at: number; readonly send: () => void }[] = [];
  #turn = 0;
  #broken = false;

  constructor(seed: number, scenarios: readonly Scenario[]) {
    this.#newsroom = new Newsroom(seed);
    this.#scenarios = scenarios;
  }

  get waiting(): number {
    return this.#followUps.length;
  }

  sendDue(now: number): void {
    const due = this.#followUps.filter(({ at }) => at <= now);
    this.#followUps = this.#followUps.filter(({ at }) => at > now);
    for (const { send } of due) send();
  }

  /** Tells the next story by the scenario whose turn it is. */
  tell(now: number): void {
    const scenario = this.#scenarios[this.#turn % this.#scenarios.length] as Scenario;
    this.#turn += 1;
    const story = this.#newsroom.write();
    PLAYS[scenario](this, story, now);
  }

  list(feed: FeedName, scenario: Scenario, story: Story, given: Partial<SentItem> = {}): void {
    const agency = FEEDS[feed].agency;
    const version = given.version ?? 1;
    const item: SentItem = {
      number: story.number,
      feed,
      scenario,
      uri:
        agency === 'afp'
          ? `urn:newsml:afp.com:20261123:doc-sim${story.number}`
          : `tag:reuters.com,2026:newsml_SIM${story.number}`,
      version,
      versionCreated: new Date().toISOString(),
      headline: story.headline,
      paragraphs: set(story, agency),
      marker: story.marker,
      status: 'usable',
      embargoedUntil: null,
      expect: 'revision',
      ...given,
    };
    const listed = this.#listed.get(feed) ?? [];
    // A feed of the web lists an item once, as it stands; the wire lists every version.
    const kept = FEEDS[feed].format === 'newsml-g2' ? listed : listed.filter((each) => each.item.uri !== item.uri);
    this.#listed.set(feed, [...kept, { item, served: 0, read: false }]);
    this.record.push(item);
  }

  later(afterMs: number, send: () => void): void {
    this.#followUps.push({ at: Date.now() + afterMs, send });
  }

  breakNext(): void {
    this.#broken = true;
  }

  sentence(): string {
    return this.#newsroom.sentence();
  }

  /** After an outage everything that is listed is sent once more, as if new. */
  sendAllAgain(): void {
    for (const listed of this.#listed.values())
      for (const each of listed) Object.assign(each, { served: 0, read: false });
    this.#salt += 1;
  }
  #salt = 0;

  answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?')[0] as string;
    if (path === '/record')
      return void end(response, 200, { type: 'application/json', body: JSON.stringify(this.record) });
    const feed = (Object.keys(FEEDS) as FeedName[]).find((name) => FEEDS[name].path === path);
    if (feed === undefined) return void end(response, 404, { type: 'text/plain', body: 'nothing here' });
    const count = (this.#requests.get(path) ?? 0) + 1;
    this.#requests.set(path, count);
    if (count % BUSY_EVERY === 0)
      return void end(response, 429, { type: 'text/plain', body: 'later', headers: { 'retry-after': '1' } });
    if (count % FAILS_EVERY === 0) return void end(response, 503, { type: 'text/plain', body: 'down' });
    this.#serve(feed, request, response);
  }

  #serve(feed: FeedName, request: IncomingMessage, response: ServerResponse): void {
    const known = request.headers['if-none-match'] ?? '';
    // A tag that is always the same names every document: who shows it may have read any of them.
    for (const each of this.#served.get(feed + known) ?? [])
      each.read ||= known !== SAME_TAG || each.served >= SERVED_UNDER_ONE_TAG;
    const listed = this.#leave(feed).slice(0, MOST_LISTED);
    const body = this.#document(
      feed,
      listed.map(({ item }) => item),
    );
    const etag =
      feed === 'reuters-lying' ? SAME_TAG : `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (known === etag) return void end(response, 304, { headers: { etag } });
    for (const each of listed) each.served += 1;
    this.#served.set(feed + etag, listed);
    if (this.#served.size > DOCUMENTS_REMEMBERED) this.#served.delete(this.#served.keys().next().value as string);
    const type = { rss: 'application/rss+xml', atom: 'application/atom+xml', 'newsml-g2': 'application/xml' }[
      FEEDS[feed].format
    ];
    end(response, 200, { type, body, headers: { etag } });
  }

  /** What a feed lists still. */
  #leave(feed: FeedName): readonly Listed[] {
    const all = this.#listed.get(feed) ?? [];
    const surplus = all.length - LISTED;
    const left = all.filter(({ served, read }, at) => at >= surplus || !(read || served >= SERVED_IN_VAIN));
    this.#listed.set(feed, left);
    return left;
  }

  #document(feed: FeedName, items: readonly SentItem[]): string {
    const { format, agency } = FEEDS[feed];
    if (format === 'newsml-g2') return newsMessageOf(agency, items);
    const newestFirst = items.toReversed();
    if (format === 'atom') return atomOf('Simulated AFP', `${this.url}/afp`, newestFirst);
    const document = rssOf(`Simulated Reuters ${feed}`, `${this.url}/reuters`, newestFirst);
    const salted =
      this.#salt === 0 ? document : document.replace('</channel>', `<!-- sent again ${this.#salt} --></channel>`);
    if (!this.#broken || feed !== 'reuters-business') return salted;
    this.#broken = false;
    return salted.replace('</channel>', '<item><title>Fish & chips <b></title></item></channel>');
  }
}

function end(
  response: ServerResponse,
  status: number,
  { type, body = '', headers = {} }: { type?: string; body?: string; headers?: Record<string, string> },
): void {
  response.writeHead(status, {
    ...(type === undefined ? {} : { 'content-type': `${type}; charset=utf-8` }),
    ...headers,
  });
  response.end(body);
}

function set({ place, paragraphs }: Story, agency: 'reuters' | 'afp'): string[] {
  const [lead = '', ...rest] = paragraphs;
  if (agency === 'afp') return [`${place} (AFP) - ${lead}`, ...rest, 'sim/wir'];
  return [
    `${place.toUpperCase()}, Nov 23 (Reuters) - ${lead}`,
    ...rest,
    '(Reporting by Simulated Staff; Editing by The Desk)',
  ];
}

const RSS: readonly FeedName[] = ['reuters-world', 'afp-news'];

/** What each scenario does with a story. */
const PLAYS: Readonly<Record<Scenario, (wire: Wire, story: Story, now: number) => void>> = {
  plain: (wire, story) => wire.list(RSS[story.number % 2] as FeedName, 'plain', story),
  repeat(wire, story) {
    wire.list('reuters-world', 'repeat', story);
    wire.later(FOLLOW_UP_MS, () => wire.list('reuters-business', 'repeat', story, { expect: 'none' }));
  },
  update(wire, story) {
    wire.list('reuters-wire', 'update', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'update', longer(wire, story), {
        version: 2,
        headline: `UPDATE 1-${story.headline}`,
      }),
    );
    wire.later(2 * FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'update', longer(wire, story), {
        version: 3,
        headline: `UPDATE 2-${story.headline}`,
      }),
    );
  },
  'silent-correction'(wire, story) {
    wire.list('afp-news', 'silent-correction', story);
    const corrected = {
      ...story,
      paragraphs: story.paragraphs.map((each, at) => (at === 1 ? `${each} The figure stands at 17,431.` : each)),
    };
    wire.later(FOLLOW_UP_MS * 2, () => wire.list('afp-news', 'silent-correction', corrected));
  },
  'marked-correction'(wire, story) {
    wire.list('reuters-wire', 'marked-correction', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'marked-correction', longer(wire, story), {
        version: 2,
        headline: `CORRECTED-${story.headline}`,
      }),
    );
  },
  kill(wire, story) {
    wire.list('reuters-wire', 'kill', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'kill', story, { version: 2, status: 'canceled', paragraphs: [] }),
    );
  },
  'kill-unknown': (wire, story) =>
    wire.list('reuters-wire', 'kill-unknown', story, { status: 'canceled', paragraphs: [], expect: 'none' }),
  embargo: (wire, story, now) =>
    wire.list('reuters-wire', 'embargo', story, { embargoedUntil: instant(now + EMBARGO_MS) }),
  'embargo-moved'(wire, story, now) {
    wire.list('reuters-wire', 'embargo-moved', story, { embargoedUntil: instant(now + 2 * EMBARGO_MS) });
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'embargo-moved', story, {
        version: 2,
        embargoedUntil: instant(now + 3 * EMBARGO_MS),
      }),
    );
  },
  'embargo-lifted'(wire, story, now) {
    wire.list('reuters-wire', 'embargo-lifted', story, { embargoedUntil: instant(now + 10 * EMBARGO_MS) });
    wire.later(FOLLOW_UP_MS, () => wire.list('reuters-wire', 'embargo-lifted', story, { version: 2 }));
  },
  'late-older'(wire, story, now) {
    wire.list('reuters-wire', 'late-older', longer(wire, story), { version: 2, versionCreated: instant(now) });
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'late-older', story, {
        version: 1,
        versionCreated: instant(now - 60_000),
        expect: 'none',
      }),
    );
  },
  'lying-etag': (wire, story) => wire.list('reuters-lying', 'lying-etag', story),
  'broken-item'(wire, story) {
    wire.breakNext();
    wire.list('reuters-business', 'broken-item', story);
  },
  outage(wire, story) {
    wire.list('reuters-world', 'outage', story);
    wire.later(FOLLOW_UP_MS, () => wire.sendAllAgain());
  },
};

function longer(wire: Wire, story: Story): Story {
  return { ...story, paragraphs: [...story.paragraphs, wire.sentence()] };
}

const instant = (at: number): string => new Date(at).toISOString();
