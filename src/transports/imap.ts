import { z } from 'zod';
import type { FetchedCapture } from '../article/capture.ts';
import { describeError } from '../article/failure.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineTransport, type RefusedFile } from './contract/transport.ts';

import { inMailbox, mailsAfter } from './imap/mailbox.ts';
import { readMail } from './imap/read-mail.ts';
import { AuthorityKeys } from './tls/authorities.ts';

const LIMITS = { most: 50, maxBytes: 20_000_000 };

/** A mailbox with wire copy. Mails are known by UID, as long as the mailbox keeps its UIDVALIDITY. */
const imap = defineTransport({
  name: 'imap',
  summary: 'takes the wire copy that is mailed to a mailbox',
  settings: z.strictObject({
    host: z
      .string()
      .min(1, 'write the name of the server')
      .describe('the server')
      .meta({ example: 'imap.example.org' }),
    port: z.int().min(1).max(65_535).default(993).describe('its port; 143 with starttls'),
    tls: z
      .enum(['implicit', 'starttls', 'none'])
      .default('implicit')
      .describe('none: password and copy travel in the clear'),
    ...AuthorityKeys,
    username: z.string().min(1, 'write the name').describe('who logs in').meta({ example: 'wire@example.org' }),
    password: SecretText.describe('belongs to username').meta({ example: '${IMAP_PASSWORD}' }),
    mailbox: z.string().default('INBOX').describe('the mailbox that is read'),
    after: z
      .enum(['leave', 'move', 'delete'])
      .default('leave')
      .describe('what becomes of a mail that was taken: move puts it into moveTo'),
    moveTo: z.string().default('Taken').describe('the mailbox for what was taken; it is made where it is missing'),
  }),
  async fetch({ feed, bookmark, now }) {
    const captures: FetchedCapture[] = [];
    const refused: RefusedFile[] = [];
    const remembered = await inMailbox(feed, async (client, uidValidity) => {
      let uid = bookmark.uidValidity === uidValidity ? Number(bookmark.uid ?? 0) : 0;
      for (const mail of await mailsAfter(client, uid, LIMITS)) {
        uid = mail.uid;
        const kept = { uidValidity, uid };
        if (mail.bytes > LIMITS.maxBytes) {
          refused.push({ name: `mail ${uid}`, reason: `it is larger than ${LIMITS.maxBytes} bytes` });
          continue;
        }
        try {
          for (const { bytes, contentType, filename } of await readMail(mail.source)) {
            const capture = { bytes, contentType, url: null, contentLocation: null, filename, receivedAt: now };
            captures.push({ capture, bookmark: kept, holds: `${uidValidity} ${mail.uid}` });
          }
        } catch (error) {
          refused.push({ name: `mail ${mail.uid}`, reason: describeError(error) });
        }
      }
      return { uidValidity, uid };
    });
    const hints = { waitMs: null };
    return captures.length === 0
      ? { outcome: 'unchanged', hints, bookmark: remembered, refused }
      : { outcome: 'ok', hints, captures: captures.map((each) => ({ ...each, bookmark: remembered })), refused };
  },
  async release(feed, holds) {
    if (feed.after === 'leave') return;
    const [heldValidity, uid = ''] = holds.split(' ');
    await inMailbox(feed, async (client, uidValidity) => {
      if (uidValidity !== heldValidity) return;
      if (feed.after === 'delete') await client.messageDelete(uid, { uid: true });
      else {
        await client.mailboxCreate(feed.moveTo);
        await client.messageMove(uid, feed.moveTo, { uid: true });
      }
    });
  },
});
export default imap;
