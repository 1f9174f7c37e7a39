import { Writable } from 'node:stream';
import type { Client } from 'basic-ftp';
import { z } from 'zod';
import { FeedDown, isFailure } from '../article/failure.ts';
import { describeTlsFailure } from '../network/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Secret } from '../settings/secret.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineTransport } from './contract/transport.ts';
import { checkedAddress } from './remote-folder/checked-host.ts';
import { fetchFiles, putFileAway } from './remote-folder/fetch-files.ts';
import { FolderKeys } from './remote-folder/folder-settings.ts';
import type { RemoteServer } from './remote-folder/remote-server.ts';
import { AuthorityKeys, trustOf } from './tls/authorities.ts';

const TIMEOUT_MS = 30_000;
const NOT_LOGGED_IN = 530;

/** A folder on an FTP server, read in passive mode. */
const ftp = defineTransport({
  name: 'ftp',
  summary: 'takes the files of a folder on an FTP server',
  settings: z.strictObject({
    host: z.string().min(1, 'write the name of the server').describe('the server').meta({ example: 'ftp.example.org' }),
    port: z.int().min(1).max(65_535).default(21).describe('its port'),
    tls: z
      .enum(['explicit', 'implicit', 'none'])
      .default('explicit')
      .describe('none: password and copy travel in the clear'),
    ...AuthorityKeys,
    username: z.string().default('anonymous').describe('who logs in'),
    password: SecretText.optional().describe('belongs to username').meta({ example: '${FTP_PASSWORD}' }),
    ...FolderKeys,
  }),
  fetch: (context) => fetchFiles(context, () => openFtp(context.feed)),
  release: (feed, holds, { failed }) => putFileAway(feed, holds, failed, () => openFtp(feed)),
});
export default ftp;

/** The keys that a connection is made by. */
interface FtpFeed extends FeedSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: 'explicit' | 'implicit' | 'none';
  readonly ca?: string | undefined;
  readonly username: string;
  readonly password?: Secret | undefined;
}

async function openFtp(feed: FtpFeed): Promise<RemoteServer> {
  const { id, host, port, tls, username, password } = feed;
  const address = await checkedAddress(feed, host);
  const { Client: FtpClient, FTPError } = await import('basic-ftp');
  // A server that names another machine for the data may lead us anywhere.
  const client = new FtpClient(TIMEOUT_MS, { allowSeparateTransferHost: false });
  try {
    await client.access({
      host: address,
      port,
      user: username,
      password: password?.reveal() ?? 'guest',
      secure: tls === 'none' ? false : tls === 'implicit' ? 'implicit' : true,
      ...(tls === 'none' ? {} : { secureOptions: await trustOf(feed, address) }),
    });
  } catch (cause) {
    client.close();
    if (isFailure(cause, 'FeedDown')) throw cause;
    const refused = cause instanceof FTPError && cause.code === NOT_LOGGED_IN;
    throw notConnected(`feed ${id}: ftp ${host}`, cause, refused);
  }
  return serverOf(client);
}

function notConnected(whom: string, cause: unknown, refused: boolean): FeedDown {
  if (refused) return new FeedDown(`${whom}: the login was refused`, 'login', { cause });
  const tls = describeTlsFailure(cause);
  return tls === null
    ? new FeedDown(`${whom}: no connection`, 'network', { cause })
    : new FeedDown(`${whom}: ${tls}`, 'network');
}

function serverOf(client: Client): RemoteServer {
  return {
    async list(path) {
      const entries = await client.list(path);
      return entries
        .filter(({ isFile }) => isFile)
        .map(({ name, size, modifiedAt, rawModifiedAt }) => ({
          name,
          bytes: size,
          modified: modifiedAt?.toISOString() ?? rawModifiedAt,
        }));
    },
    async read(path, from, take) {
      const sink = new Writable({
        write(chunk: Buffer, _, done) {
          take(chunk);
          done();
        },
      });
      await client.downloadTo(sink, path, from);
    },
    async makeFolder(path) {
      await client.sendIgnoringError(`MKD ${path}`);
    },
    async move(from, to) {
      await client.rename(from, to);
    },
    async remove(path) {
      await client.remove(path);
    },
    async close() {
      client.close();
    },
  };
}
