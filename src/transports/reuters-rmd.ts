import { z } from 'zod';
import { Duration, HttpAddress, SecretText } from '../settings/setting-values.ts';
import { openSession } from './account/open-session.ts';
import { AskedAgain } from './api/asked-again.ts';
import { fetchListedItems, type Listing } from './api/fetch-listed-items.ts';
import { defineTransport } from './contract/transport.ts';
import { idsOfMissing } from './reuters/missing-items.ts';
import { PollTokenGone, RmdApi } from './reuters-rmd/rmd-api.ts';

/** Reuters' own downloader stays below. */
const ALLOWED = { perMinute: 300 };
const MINUTE_MS = 60_000;
const MISSING_AT_ONCE = 10;

type RmdPlace = {
  readonly pollToken: string | null;
  /** When the channel was last listed, in epoch milliseconds: from there on it is asked for by time. */
  readonly listedAt: number;
};

/** The older REST interface of Reuters: polls a channel by its token, and asks for each version by its id. */
const reutersRmd = defineTransport({
  name: 'reuters-rmd',
  summary: 'polls a channel of the REST interface of Reuters (RMD)',
  account: z.strictObject({
    url: HttpAddress.default('https://rmb.reuters.com/rmd/rest/xml').describe("the interface's address"),
    loginUrl: HttpAddress.default('https://commerce.reuters.com/rmd/rest/xml/login').describe('where it logs in'),
    username: z.string().min(1, 'write the name').describe('from Reuters').meta({ example: '${REUTERS_USERNAME}' }),
    password: SecretText.describe('belongs to username').meta({ example: '${REUTERS_PASSWORD}' }),
  }),
  settings: z.strictObject({
    channel: z.string().min(1, 'write the alias of a channel').describe('its alias').meta({ example: 'STK567' }),
    mediaType: z.string().optional().describe('T text, P picture …; without it, all').meta({ example: 'T' }),
    since: Duration.prefault('2h').describe('how far back the first fetch looks').meta({ example: '2h' }),
    overlap: Duration.prefault('10m')
      .describe('how far back of the last fetch it looks when Reuters has let go of the poll token')
      .meta({ example: '10m' }),
    pageSize: z.int().min(1).max(1_000).default(100).describe('items listed at once'),
    pages: z.int().min(1).max(50).default(5).describe('pages of one fetch at the most'),
  }),
  async fetch(context) {
    const { feed, bookmark, now } = context;
    const { account } = feed;
    const { asker, session } = openSession(context, {
      secret: `${account.username}\n${account.password.reveal()}`,
      allowed: ALLOWED,
    });
    const api = new RmdApi(account, asker, session);
    const list = async (place: RmdPlace): Promise<Listing<RmdPlace>> => {
      const began = asker.now();
      const { results, pollToken, listedAt } = await api.items({
        channel: feed.channel,
        fieldsRef: 'id',
        limit: String(feed.pageSize),
        ...(feed.mediaType === undefined ? {} : { mediaType: feed.mediaType }),
        ...(place.pollToken === null
          ? { dateRange: `${minute(place.listedAt)}-${minute(began + MINUTE_MS)}` }
          : { pollToken: place.pollToken }),
      });
      return {
        ids: results.map(({ id }) => id),
        place: { pollToken: pollToken ?? place.pollToken, listedAt: Math.min(began, listedAt) },
        more: results.length >= feed.pageSize && pollToken !== null && pollToken !== place.pollToken,
      };
    };
    const kept: RmdPlace = {
      pollToken: typeof bookmark.pollToken === 'string' ? bookmark.pollToken : null,
      listedAt: Number(bookmark.listedAt ?? now - feed.since),
    };
    const { first, gap } = await listFrom(kept, feed.overlap, list);
    const asked = new AskedAgain(bookmark.asked);
    const missing = asked.due(await context.missing(), { now, most: MISSING_AT_ONCE });
    return fetchListedItems({
      from: kept,
      bookmark,
      mostPages: feed.pages,
      now: asker.now,
      list: async (place) => (place === kept ? first : list(place)),
      read: (id) => api.item(id),
      gap,
      again: { ids: idsOfMissing(missing), asked },
    });
  },
});
export default reutersRmd;

/** The first page. Where Reuters has let go of the poll token, the channel is listed anew by time. */
async function listFrom(
  place: RmdPlace,
  overlapMs: number,
  list: (place: RmdPlace) => Promise<Listing<RmdPlace>>,
): Promise<{ readonly first: Listing<RmdPlace>; readonly gap: string | undefined }> {
  try {
    return { first: await list(place), gap: undefined };
  } catch (error) {
    if (!(error instanceof PollTokenGone) || place.pollToken === null) throw error;
    const from = place.listedAt - overlapMs;
    const first = await list({ pollToken: null, listedAt: from });
    const gap = `Reuters let go of the poll token (${error.message}); what came since ${new Date(from).toISOString()} is listed anew`;
    return { first, gap };
  }
}

const minute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace(/[-T:]/g, '.');
