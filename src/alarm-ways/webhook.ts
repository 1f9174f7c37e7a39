import { z } from 'zod';
import { signedHeaders } from '../destinations/signature/standard-webhooks.ts';
import { StatusConnections } from '../network/status-request.ts';
import { Headers, HttpAddress, SigningSecret } from '../settings/setting-values.ts';
import { textOf, titleOf } from './contract/alarm-notice.ts';
import { defineAlarmWay } from './contract/alarm-way.ts';
import { postNotice } from './contract/post-notice.ts';

/** POSTs each notice as JSON, signed as deliveries are: type `alarms`, its words, and every alarm with its cure. */
const webhook = defineAlarmWay({
  type: 'webhook',
  summary: 'POSTs alarms as JSON, signed as Standard Webhooks say',
  settings: z.strictObject({
    url: HttpAddress.describe('where it is sent').meta({ example: 'https://alarms.example.org/copytaster' }),
    secrets: z
      .array(SigningSecret)
      .default([])
      .describe('whsec_… as copytaster secret makes it; several while rotating')
      .meta({ example: ['${ALARM_WEBHOOK_SECRET}'] }),
    headers: Headers.default({})
      .describe('sent with every request')
      .meta({ example: { 'x-desk': 'wire' } }),
  }),
  open({ url, secrets, headers, allowPrivateAddresses }, { userAgent }) {
    const connections = new StatusConnections({ connections: 1, allowPrivateAddresses });
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]));
    return {
      notify(notice, signal) {
        const body = JSON.stringify({ type: 'alarms', title: titleOf(notice), text: textOf(notice), ...notice });
        const signed = signedHeaders(
          notice.id,
          notice.at,
          body,
          secrets.map((secret) => secret.reveal()),
        );
        return postNotice(connections, { url, body, headers: { 'user-agent': userAgent, ...own, ...signed }, signal });
      },
      close: () => connections.close(),
    };
  },
});
export default webhook;
