import { z } from 'zod';
import { Duration, HttpAddress, SecretText } from '../settings/setting-values.ts';
import { openSession } from './account/open-session.ts';
import { ApApi } from './ap-media/ap-api.ts';
import { ApPages, type ApPlace } from './ap-media/ap-pages.ts';
import { AskedAgain } from './api/asked-again.ts';
import { fetchListedItems } from './api/fetch-listed-items.ts';
import { defineTransport } from './contract/transport.ts';

/** AP counts by the plan; its headers name the quota of each method. */
const ALLOWED = { perMinute: 100 };
const MISSING_AT_ONCE = 3;

/** AP Media API: follows a feed's session, every version of it, and asks for the text of each item by itself. */
const apMedia = defineTransport({
  name: 'ap-media',
  summary: 'follows the Media API of the Associated Press',
  account: z.strictObject({
    url: HttpAddress.default('https://api.ap.org/media/v').describe("the interface's address"),
    key: SecretText.describe('from AP').meta({ example: '${AP_API_KEY}' }),
  }),
  settings: z.strictObject({
    query: z
      .string()
      .optional()
      .describe("a query in AP's own words")
      .meta({ example: 'productid:42430 AND type:text' }),
    since: Duration.prefault('2h').describe('how far back the first fetch looks').meta({ example: '2h' }),
    overlap: Duration.prefault('10m')
      .describe('how far back of the last fetch it looks when AP has let go of the session')
      .meta({ example: '10m' }),
    pageSize: z.int().min(1).max(100).default(100).describe('items listed at once'),
    pages: z.int().min(1).max(50).default(5).describe('pages of one fetch at the most'),
  }),
  async fetch(context) {
    const { feed, bookmark, now } = context;
    const { asker, session } = openSession(context, { secret: feed.account.key.reveal(), allowed: ALLOWED });
    const api = new ApApi(feed.account, asker, session);
    const pages = new ApPages(api, { query: feed.query, pageSize: feed.pageSize, overlap: feed.overlap }, asker.now);
    const from: ApPlace = {
      next: typeof bookmark.next === 'string' ? bookmark.next : null,
      searchPage: typeof bookmark.searchPage === 'number' ? bookmark.searchPage : null,
      since: Number(bookmark.since ?? now - feed.since),
    };
    const asked = new AskedAgain(bookmark.asked);
    const missing = asked.due(await context.missing(), { now, most: MISSING_AT_ONCE });
    const leftOut = [...(await pages.listMissing(from.next, missing, (each) => asked.withdraw(each)))];
    const result = await fetchListedItems({
      from,
      bookmark,
      mostPages: feed.pages,
      now: asker.now,
      async list(place) {
        const listing = await pages.list(place);
        return { ...listing, ids: [...leftOut.splice(0), ...listing.ids] };
      },
      async read(name) {
        const [id = ''] = name.split(' ');
        return api.withText(pages.listed.get(name) ?? (await api.item(id)));
      },
      again: { ids: [], asked },
    });
    const hints = pages.gap === undefined ? result.hints : { ...result.hints, gap: pages.gap };
    return { ...result, hints, numbers: pages.numbers };
  },
});
export default apMedia;
