import { z } from 'zod';
import { Duration, HttpAddress, SecretText } from '../settings/setting-values.ts';
import { openSession } from './account/open-session.ts';
import { AfpApi } from './afp/afp-api-client.ts';
import { type AfpPlace, readAfpPage } from './afp/afp-page.ts';
import { deleteService, followHints, hasHint, keepRegistered, type NotifiedFeed } from './afp/notifications.ts';
import { searchAgain } from './afp/search-again.ts';
import { gatherPages } from './api/gather-pages.ts';
import { SeenBefore } from './api/seen-before.ts';
import { defineTransport, type FetchContext } from './contract/transport.ts';

/** AFP counts the requests of a client id (its terms of use). */
const ALLOWED = { perHour: 5_000 };

/**
 * AFP Core: searches ascending by the time of publication, from the last document back by an overlap, so that what AFP
 * publishes late is found as well.
 */
const afpApi = defineTransport({
  name: 'afp-api',
  summary: 'searches AFP Core, the interface of Agence France-Presse',
  account: z.strictObject({
    url: HttpAddress.default('https://afp-apicore-prod-v2-external.app.afp.com').describe("the interface's address"),
    clientId: SecretText.describe('from AFP').meta({ example: '${AFP_CLIENT_ID}' }),
    clientSecret: SecretText.describe('from AFP').meta({ example: '${AFP_CLIENT_SECRET}' }),
    username: z
      .string()
      .optional()
      .describe('with a password: logs in by them; without: as the client alone')
      .meta({ example: '${AFP_USERNAME}' }),
    password: SecretText.optional().describe('belongs to username').meta({ example: '${AFP_PASSWORD}' }),
  }),
  settings: z.strictObject({
    languages: z
      .array(z.string())
      .default([])
      .describe('of the documents; empty: all')
      .meta({ example: ['fr', 'en'] }),
    query: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("a query in AFP's own words")
      .meta({ example: { and: [{ name: 'class', in: ['text', 'multimedia'] }] } }),
    since: Duration.prefault('2h').describe('how far back the first fetch looks').meta({ example: '2h' }),
    overlap: Duration.prefault('10m')
      .describe('how far back of the last document each fetch looks')
      .meta({ example: '10m' }),
    pageSize: z.int().min(1).max(1_000).default(100).describe('documents asked for at once'),
    notify: z
      .boolean()
      .default(false)
      .describe('true: AFP tells us at http.publicUrl of each document, and the feed is fetched at once'),
    pages: z.int().min(1).max(50).default(5).describe('pages of one fetch at the most'),
  }),
  async fetch(context) {
    const { feed, bookmark, now } = context;
    const { api, asker } = openApi(context);
    if (feed.notify) await followHints(context as FetchContext);
    const seen = new SeenBefore(bookmark.seen);
    const from = {
      published: String(bookmark.published ?? new Date(now - feed.since).toISOString()),
      startAt: Number(bookmark.startAt ?? 0),
    };
    const begin = bookmark.caughtUp === 1 ? { published: earlier(from.published, feed.overlap), startAt: 0 } : from;
    const mostPages = feed.pages;
    const read = (place: AfpPlace) => readAfpPage(api, feed, place, { seen, now });
    const gathered = await gatherPages(begin, { mostPages, now: asker.now }, read);
    const missing = await context.missing();
    const search = { missing, overlapMs: feed.overlap, mostPages, beganAt: now, now: asker.now, read };
    const again = await searchAgain(bookmark, search);
    const place = gathered.place.published < from.published ? from : gathered.place;
    const remembered = { ...place, ...again.remembered, caughtUp: gathered.more ? 0 : 1, seen: seen.text };
    const notice = context.isTrial ? null : await keepRegistered(context, api);
    const hints = { ...gathered.hints, ...(notice === null ? {} : { notice }) };
    const captures = [...again.captures, ...gathered.captures];
    return captures.length === 0
      ? { outcome: 'unchanged', hints, bookmark: remembered }
      : { outcome: 'ok', hints, captures: captures.map((capture) => ({ ...capture, bookmark: remembered })) };
  },
  isTold: ({ notify }) => notify,
  hasNews: ({ id }, _, { accounts }) => hasHint(accounts, id),
  async leave({ note, settings }, context) {
    if (settings === null) throw new Error('the account of the feed is not known any more');
    const feed = settings as NotifiedFeed;
    await deleteService(openApi({ ...context, feed }).api, note);
  },
});
export default afpApi;

/** The interface, asked by the account of a feed. */
function openApi(context: Pick<FetchContext<NotifiedFeed>, 'feed' | 'signal' | 'userAgent' | 'accounts' | 'now'>) {
  const { account } = context.feed;
  const { asker, session } = openSession(context, {
    secret: [account.clientId, account.clientSecret, account.password].map((each) => each?.reveal() ?? '').join('\n'),
    allowed: ALLOWED,
  });
  return { asker, api: new AfpApi(account, asker, session) };
}

const earlier = (instant: string, ms: number): string => new Date(Date.parse(instant) - ms).toISOString();
