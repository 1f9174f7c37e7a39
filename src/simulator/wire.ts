import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { atomOf, newsMessageOf, rssOf } from './documents.ts';
import { Newsroom, type Story } from './newsroom.ts';
import type { SentItem } from './record.ts';
import { PLAYS, type PlayedWire, type Scenario } from './scenarios.ts';
import { FEEDS, type FeedName } from './simulated-feeds.ts';

/** Only the newest items stay listed once they were read. */
const LISTED = 40;
const MOST_LISTED = 300;
/** An older item that nobody reads leaves the list when it was served so often. */
const SERVED_IN_VAIN = 60;
const SAME_TAG = '"always-the-same"';
const SERVED_UNDER_ONE_TAG = 5;
const DOCUMENTS_REMEMBERED = 1_000;
/** Every so many requests of a feed the server is busy, and every so many it fails. */
const [BUSY_EVERY, FAILS_EVERY] = [23, 31];

interface Listed {
  readonly item: SentItem;
  served: number;
  /** Someone named a document that lists it as the last one that they read. */
  read: boolean;
}

/** The simulated wire: what its feeds list, and how they answer. */
export class Wire implements PlayedWire {
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

  /** Begins the next story by the scenario whose turn it is. */
  begin(now: number): void {
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
      paragraphs: layOut(story, agency),
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
    // What is served again under a tag is remembered as long as what is new.
    this.#served.delete(feed + etag);
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

/** A story's paragraphs as its agency sets them. */
function layOut({ place, paragraphs }: Story, agency: 'reuters' | 'afp'): string[] {
  const [lead = '', ...rest] = paragraphs;
  if (agency === 'afp') return [`${place} (AFP) - ${lead}`, ...rest, 'sim/wir'];
  return [
    `${place.toUpperCase()}, Nov 23 (Reuters) - ${lead}`,
    ...rest,
    '(Reporting by Simulated Staff; Editing by The Desk)',
  ];
}
