import { z } from 'zod';
import { OnFirstPoll, Rate, SecretText } from '../settings/setting-values.ts';
import { defineTransport } from './contract/transport.ts';
import { dropSent, takeSent } from './inbox/take-sent.ts';

/** What others send us: `POST /v1/push/FEED` with the token, the document as the body. */
const push = defineTransport({
  name: 'push',
  summary: 'takes the documents that are sent to POST /v1/push/ID',
  settings: z.strictObject({
    token: SecretText.describe('what the sender shows: Authorization: Bearer …').meta({ example: '${CMS_PUSH_TOKEN}' }),
    rate: Rate.nullable()
      .prefault('50/s')
      .describe('at most so many documents, 50/s without it; more are answered 429, but for what may be a stop')
      .meta({ example: '300/m' }),
    onFirstPoll: OnFirstPoll.default('send').describe('what is pushed is meant to be sent'),
  }),
  async fetch(context) {
    const hints = { waitMs: null };
    const captures = await takeSent(context);
    return captures.length === 0 ? { outcome: 'unchanged', hints } : { outcome: 'ok', captures, hints };
  },
  hasNews: (feed, _, { inbox }) => inbox.hasNews(feed.id),
  release: (feed, holds, _, { inbox }) => dropSent(inbox, feed.id, holds),
});
export default push;
