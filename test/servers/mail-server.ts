import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { makeCertificates } from './certificates.ts';
import { freePort, untilOpen } from './file-servers.ts';

const PASSWORD = 'password-of-the-mailbox';
/** Debian's user `mail`: dovecot gives no mailbox to root. */
const MAIL_USER = 8;

/** A real mail server on loopback. */
export interface MailServer {
  /** The keys of a feed that reads it. */
  readonly feed: Readonly<Record<string, unknown>>;
  /** The same by TLS from the first byte, and where its authority stands; null where it has none. */
  readonly secure: { readonly port: number; readonly ca: string } | null;
  /** Puts a mail into the mailbox. */
  deliver(mail: string): Promise<void>;
  /** How many mails lie in a mailbox. */
  count(mailbox: string): Promise<number>;
  /** Empties the mailbox under another UIDVALIDITY, as when it is restored. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Starts dovecot. `address`: it also talks TLS, with a certificate for this. */
export async function startMailServer(address: string | null = null): Promise<MailServer> {
  const home = mkdtempSync(join(tmpdir(), 'ct-imap-'));
  const port = await freePort();
  const isRoot = userInfo().uid === 0;
  const owner = isRoot ? MAIL_USER : userInfo().uid;
  mkdirSync(join(home, 'mail'));
  chmodSync(home, 0o755);
  if (isRoot) chownSync(join(home, 'mail'), owner, owner);
  const securePort = await freePort();
  const certificates = address === null ? null : makeCertificates(home, address);
  const tls =
    certificates === null
      ? 'ssl = no'
      : `ssl = yes\nssl_cert = <${certificates.certificate}\nssl_key = <${certificates.key}`;
  const config = join(home, 'dovecot.conf');
  const log = join(home, 'log');
  writeFileSync(
    config,
    `base_dir = ${join(home, 'run')}
state_dir = ${join(home, 'state')}
log_path = ${log}
protocols = imap
listen = 127.0.0.1
${tls}
disable_plaintext_auth = no
mail_location = maildir:${join(home, 'mail')}
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner} home=${join(home, 'mail')}
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${certificates === null ? 0 : securePort}
    ssl = yes
  }
}
`,
  );
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await untilOpen(port, child, () => said);
  const asUser = async <Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> => {
    const auth = { user: 'wire', pass: PASSWORD };
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false });
    await client.connect().catch((cause: unknown) => {
      throw new Error(readFileSync(log, 'utf8'), { cause });
    });
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  };
  return {
    secure: certificates === null ? null : { port: securePort, ca: certificates.authority },
    feed: {
      host: '127.0.0.1',
      port,
      tls: 'none',
      username: 'wire',
      password: PASSWORD,
      mailbox: 'Wire',
      allowPrivateAddresses: true,
    },
    async deliver(mail) {
      await asUser(async (client) => {
        await client.mailboxCreate('Wire');
        await client.append('Wire', mail.replaceAll('\n', '\r\n'));
      });
    },
    count: (mailbox) =>
      asUser(async (client) => {
        const status = await client.status(mailbox, { messages: true });
        return status === false ? 0 : (status.messages ?? 0);
      }),
    async renew() {
      await asUser(async (client) => {
        await client.mailboxDelete('Wire');
        await client.mailboxCreate('Wire');
      });
    },
    async close() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
