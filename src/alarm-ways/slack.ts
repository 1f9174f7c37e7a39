import { z } from 'zod';
import { StatusConnections } from '../network/status-request.ts';
import { SecretText } from '../settings/setting-values.ts';
import { textOf, titleOf } from './contract/alarm-notice.ts';
import { defineAlarmWay } from './contract/alarm-way.ts';
import { postNotice } from './contract/post-notice.ts';

/** A text of Slack's incoming webhooks: three signs are its markup (docs.slack.dev, "Formatting message text"). */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Posts each notice as `{ text }`, as Slack, Mattermost, Rocket.Chat and others take it. */
const slack = defineAlarmWay({
  type: 'slack',
  summary: 'posts alarms to an incoming webhook of Slack, or of what speaks like it',
  settings: z.strictObject({
    url: SecretText.refine((url) => /^https?:\/\/[^\s]+$/.test(url.reveal()), 'write an http:// or https:// address')
      .describe('the address of the webhook; who knows it may post')
      .meta({ example: '${SLACK_WEBHOOK_URL}' }),
  }),
  open({ url, allowPrivateAddresses }, { userAgent }) {
    const connections = new StatusConnections({ connections: 1, allowPrivateAddresses });
    return {
      notify: (notice, signal) =>
        postNotice(connections, {
          url: url.reveal(),
          body: JSON.stringify({ text: `*${escaped(titleOf(notice))}*\n${escaped(textOf(notice))}` }),
          headers: { 'user-agent': userAgent },
          signal,
        }),
      close: () => connections.close(),
    };
  },
});
export default slack;
