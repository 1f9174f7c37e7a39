import { z } from 'zod';
import { Duration, HttpAddress, SecretText } from '../settings/setting-values.ts';
import { openSession } from './account/open-session.ts';
import { AskedAgain } from './api/asked-again.ts';
import { fetchListedItems } from './api/fetch-listed-items.ts';
import { defineTransport } from './contract/transport.ts';
import { idsOfMissing } from './reuters/missing-items.ts';
import { ConnectApi } from './reuters-connect/connect-api.ts';
import { type ConnectPlace, findPlace, listConnectPage, readConnectItem } from './reuters-connect/connect-page.ts';
import { rangeFrom } from './reuters-connect/connect-queries.ts';

/** Reuters API guide 2024: 500 requests a minute. */
const ALLOWED = { perMinute: 500 };
const MISSING_AT_ONCE = 10;

/** Reuters Connect: polls a search by its cursor, and asks for each version that it lists by its versioned id. */
const reutersConnect = defineTransport({
  name: 'reuters-connect',
  summary: 'polls Reuters Connect, the GraphQL interface of Reuters',
  account: z.strictObject({
    url: HttpAddress.default('https://api.reutersconnect.com/content/graphql').describe("the interface's address"),
    tokenUrl: HttpAddress.default('https://auth.thomsonreuters.com/oauth/token').describe('where it logs in'),
    audience: z.string().default('7a14b6a2-73b8-4ab2-a610-80fb9f40f769').describe('as Reuters names the interface'),
    scope: z
      .string()
      .default('https://api.thomsonreuters.com/auth/reutersconnect.contentapi.read')
      .describe('what the token allows; reading is enough'),
    clientId: SecretText.describe('from Reuters').meta({ example: '${REUTERS_CLIENT_ID}' }),
    clientSecret: SecretText.describe('from Reuters').meta({ example: '${REUTERS_CLIENT_SECRET}' }),
  }),
  settings: z.strictObject({
    channels: z
      .array(z.string())
      .default([])
      .describe('empty: all of the account')
      .meta({ example: ['STK567'] }),
    mediaTypes: z
      .array(z.string().regex(/^[A-Z_]+$/, 'write TEXT, PICTURE, VIDEO …'))
      .min(1)
      .default(['TEXT'])
      .describe('TEXT, PICTURE, VIDEO, COMPOSITE …'),
    topicCodes: z
      .array(z.string())
      .default([])
      .describe("Reuters' codes; empty: all")
      .meta({ example: ['N2:POL'] }),
    query: z.string().optional().describe("a query in Reuters' own words").meta({ example: 'slug:"CLIMATE"' }),
    since: Duration.prefault('2h').describe('how far back the first fetch looks').meta({ example: '2h' }),
    overlap: Duration.prefault('10m')
      .describe('how far back of the last version it looks when Reuters has let go of the cursor')
      .meta({ example: '10m' }),
    pageSize: z.int().min(1).max(100).default(100).describe('items listed at once'),
    pages: z.int().min(1).max(50).default(5).describe('pages of one fetch at the most'),
  }),
  async fetch(context) {
    const { feed, bookmark, now } = context;
    const { clientId, clientSecret } = feed.account;
    const { asker, session } = openSession(context, {
      secret: `${clientId.reveal()}\n${clientSecret.reveal()}`,
      allowed: ALLOWED,
    });
    const api = new ConnectApi(feed.account, asker, session);
    const kept: ConnectPlace = {
      range: String(bookmark.range ?? rangeFrom(now - feed.since)),
      cursor: typeof bookmark.cursor === 'string' ? bookmark.cursor : null,
      lastVersion: Number(bookmark.lastVersion ?? now - feed.since),
    };
    const list = (place: ConnectPlace) => listConnectPage(api, feed, place, asker.now());
    const { first, gap } = await findPlace(kept, feed.overlap, list);
    const asked = new AskedAgain(bookmark.asked);
    const missing = asked.due(await context.missing(), { now, most: MISSING_AT_ONCE });
    return fetchListedItems({
      from: kept,
      bookmark,
      mostPages: feed.pages,
      now: asker.now,
      list: async (place) => (place === kept ? first : list(place)),
      read: (id) => readConnectItem(api, feed.id, id),
      gap,
      again: { ids: idsOfMissing(missing), asked },
    });
  },
});
export default reutersConnect;
