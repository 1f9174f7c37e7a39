// The feeds of the benchmark, in a process of its own: a burst of documents that waits for a word after the first of
// them, stories at a steady rate, or 304 for ever. Words: stories of the burst, its feeds, how many come before the word.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentOf, itemOf, LISTED, makeDocuments, storyOf } from './wire-copy.ts';

const [, , stories = '0', feeds = '1', warm = '0'] = process.argv;
const feedCount = Number(feeds);
const documents = makeDocuments(Number(stories), feedCount);
const FIRST_STEADY = 1_000_000;
let open = Math.ceil(Number(warm) / LISTED);
const next = new Map<string, number>();
const listings = new Map<string, Map<string, string>>();
const waiting = new Map<string, string[]>();
const servedAt = new Map<string, number>();
let number = FIRST_STEADY;
let polls = 0;
let timer: NodeJS.Timeout | undefined;

/** Steady stories go round the feeds, one each; a version stands in its listing in place of what it changes. */
function tell(steadyFeeds: number): void {
  const story = storyOf(number, { sameFeed: steadyFeeds * 40, otherFeed: steadyFeeds * 40 + 1 });
  const name = String(number % steadyFeeds);
  number += 1;
  const listing = listings.get(name) ?? new Map<string, string>();
  listings.set(name, listing);
  listing.delete(story.guid);
  listing.set(story.guid, itemOf(story, Date.now()));
  if (listing.size > LISTED) listing.delete(listing.keys().next().value as string);
  if (story.kind === 'new') waiting.set(name, [...(waiting.get(name) ?? []), `Story ${story.number}:`]);
}

interface Answer {
  readonly status: number;
  readonly body?: string;
}

function answerBurst(name: string): Answer {
  const at = next.get(name) ?? Number(name);
  const document = at < open ? documents[at] : undefined;
  if (document === undefined) return { status: 304 };
  next.set(name, at + feedCount);
  return { status: 200, body: document };
}

function answerSteady(name: string): Answer {
  const now = Date.now();
  for (const headline of waiting.get(name) ?? []) servedAt.set(headline, now);
  waiting.delete(name);
  return { status: 200, body: documentOf([...(listings.get(name)?.values() ?? [])].toReversed()) };
}

function setRate(perSecond: number): Answer {
  clearInterval(timer);
  if (perSecond > 0) timer = setInterval(tell, 1_000 / perSecond, feedCount);
  return { status: 200 };
}

/** A listing is full before anything is measured. */
function fill(listed: number): Answer {
  for (let count = 0; count < listed * feedCount; count += 1) tell(feedCount);
  return { status: 200 };
}

function openAll(): Answer {
  open = documents.length;
  return { status: 200 };
}

const POLLED = new Set(['feed', 'steady', 'idle']);
/** What is answered at each kind of address: `/feed/3`, `/rate?per-second=20`. */
const ANSWERS: Readonly<Record<string, (name: string, query: URLSearchParams) => Answer>> = {
  feed: answerBurst,
  steady: answerSteady,
  idle: () => ({ status: 304 }),
  go: openAll,
  rate: (_, query) => setRate(Number(query.get('per-second'))),
  fill: (name) => fill(Number(name)),
  served: () => ({ status: 200, body: JSON.stringify([...servedAt]) }),
  polls: () => ({ status: 200, body: String(polls) }),
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, kind = '', name = ''] = pathname.split('/');
  if (POLLED.has(kind)) polls += 1;
  const { status, body = '' } = ANSWERS[kind]?.(name, searchParams) ?? { status: 200 };
  response.writeHead(status, { 'content-type': 'application/rss+xml' }).end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
