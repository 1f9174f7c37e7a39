import { z } from 'zod';
import type { Bookmark } from '../article/capture.ts';
import { HttpAddress, SecretText } from '../settings/setting-values.ts';
import { placeIn } from '../store/inbox.ts';
import { defineTransport, type FetchContext } from './contract/transport.ts';
import httpPoll from './http-poll.ts';
import { dropSent, takeSent } from './inbox/take-sent.ts';
import { readPublisherLinks, rememberLinks } from './websub/publisher-links.ts';
import { keepSubscribed } from './websub/subscribe.ts';
import { unsubscribe } from './websub/unsubscribe.ts';

/** A feed whose hub sends what is new; it is polled beside, and alone where the hub is down. */
const websub = defineTransport({
  name: 'websub',
  summary: 'subscribes to the hub of a feed (WebSub), and polls the feed beside it',
  settings: z.strictObject({
    ...httpPoll.settings.shape,
    hub: HttpAddress.optional()
      .describe('the hub; without it, the one that the feed names')
      .meta({ example: 'https://hub.example.org/' }),
    callback: HttpAddress.optional()
      .describe('our own address, as the hub reaches it; without it, http.publicUrl')
      .meta({
        example: 'https://wire.example.net',
      }),
    secret: SecretText.describe('what the hub signs with').meta({ example: '${WEBSUB_SECRET}' }),
  }),
  async fetch(context) {
    const sent = await takeSent(context as FetchContext);
    if (sent.length > 0) return { outcome: 'ok', captures: sent, hints: { waitMs: null } };
    const result = await httpPoll.fetch(context);
    const [first] = result.outcome === 'ok' ? result.captures : [];
    const said = { bytes: first?.capture.bytes ?? null, header: result.link };
    await rememberLinks(context.accounts, context.feed, readPublisherLinks(context.feed.url, said));
    const problem = context.isTrial ? null : await keepSubscribed(context);
    const notice = [result.hints.notice, problem].filter((each) => each != null).join('; ');
    const hints = { ...result.hints, ...(notice === '' ? {} : { notice }) };
    const withPlace = (bookmark: Bookmark): Bookmark => ({ ...bookmark, inbox: placeIn(context.bookmark) });
    if (result.outcome === 'ok')
      return {
        ...result,
        hints,
        captures: result.captures.map((each) => ({ ...each, bookmark: withPlace(each.bookmark) })),
      };
    return { ...result, hints, ...(result.bookmark === undefined ? {} : { bookmark: withPlace(result.bookmark) }) };
  },
  fetchOlder: (context, address) => fetchOlder(context, address),
  leave: unsubscribe,
  hasNews: (feed, _, { inbox }) => inbox.hasNews(feed.id),
  release: (feed, holds, _, { inbox }) => dropSent(inbox, feed.id, holds),
});
export default websub;

const fetchOlder = httpPoll.fetchOlder as NonNullable<typeof httpPoll.fetchOlder>;
