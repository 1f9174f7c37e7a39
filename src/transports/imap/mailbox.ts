import type { ImapFlow } from 'imapflow';
import { FeedDown } from '../../article/failure.ts';
import { describeTlsFailure } from '../../network/failure.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import type { Secret } from '../../settings/secret.ts';
import { checkedAddress } from '../remote-folder/checked-host.ts';
import { trustOf } from '../tls/authorities.ts';

const TIMEOUT_MS = 30_000;

/** The keys that a mailbox is opened by. */
export interface MailboxFeed extends FeedSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly ca?: string | undefined;
  readonly username: string;
  readonly password: Secret;
  readonly mailbox: string;
}

/** A mail as it lies in its mailbox. */
export interface Mail {
  readonly uid: number;
  readonly source: Uint8Array;
  /** How large it is; more than `source` holds where not all of it was read. */
  readonly bytes: number;
}

/**
 * Does something in the mailbox of a feed.
 * @throws FeedDown
 */
export async function inMailbox<Value>(
  feed: MailboxFeed,
  work: (client: ImapFlow, uidValidity: string) => Promise<Value>,
): Promise<Value> {
  const { host, port, tls, username, password, mailbox } = feed;
  const address = await checkedAddress(feed, host);
  const { ImapFlow: MailboxClient } = await import('imapflow');
  const { servername, ca } = await trustOf(feed, address);
  const client = new MailboxClient({
    host: address,
    ...(servername === undefined ? {} : { servername }),
    tls: { host: address, ...(ca === undefined ? {} : { ca }) },
    port,
    secure: tls === 'implicit',
    ...(tls === 'starttls' ? { doSTARTTLS: true } : tls === 'none' ? { doSTARTTLS: false } : {}),
    auth: { user: username, pass: password.reveal() },
    logger: false,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: 2 * TIMEOUT_MS,
  });
  // The answer to what was asked fails as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const lock = await client.getMailboxLock(mailbox);
    try {
      return await work(client, client.mailbox === false ? '' : String(client.mailbox.uidValidity));
    } finally {
      lock.release();
    }
  } catch (cause) {
    throw failureOf(feed, cause);
  } finally {
    await client.logout().catch(() => client.close());
  }
}

/** What became of a mailbox that could not be read. */
function failureOf({ id, host, mailbox }: MailboxFeed, cause: unknown): FeedDown {
  if (cause instanceof FeedDown) return cause;
  const refused = (cause as { authenticationFailed?: boolean }).authenticationFailed === true;
  const unread = describeTlsFailure(cause) ?? `the mailbox ${mailbox} could not be read`;
  const words = refused ? 'the login was refused' : unread;
  return new FeedDown(`feed ${id}: imap ${host}: ${words}`, refused ? 'login' : 'network', { cause });
}

/** The mails behind a UID, in order; of each not more than `maxBytes` are read. */
export async function mailsAfter(
  client: ImapFlow,
  uid: number,
  { most, maxBytes }: { most: number; maxBytes: number },
): Promise<readonly Mail[]> {
  const found = (await client.search({ uid: `${uid + 1}:*` }, { uid: true })) || [];
  // "5:*" names the last mail even where it has a lower number.
  const wanted = found
    .filter((each) => each > uid)
    .sort((one, other) => one - other)
    .slice(0, most);
  const mails: Mail[] = [];
  for (const each of wanted) {
    const mail = await client.fetchOne(String(each), { size: true, source: { maxLength: maxBytes } }, { uid: true });
    if (mail === false || mail.source === undefined) continue;
    mails.push({ uid: each, source: mail.source, bytes: mail.size ?? mail.source.byteLength });
  }
  return mails;
}
