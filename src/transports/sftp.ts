import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import type Client from 'ssh2-sftp-client';
import { z } from 'zod';
import { FeedDown } from '../article/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Secret } from '../settings/secret.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineTransport } from './contract/transport.ts';
import { checkedAddress } from './remote-folder/checked-host.ts';
import { fetchFiles, putFileAway } from './remote-folder/fetch-files.ts';
import { FolderKeys } from './remote-folder/folder-settings.ts';
import type { RemoteServer } from './remote-folder/remote-server.ts';

const TIMEOUT_MS = 30_000;
const SECOND_MS = 1_000;

/** A folder on an SFTP server, whose key is pinned. */
const sftp = defineTransport({
  name: 'sftp',
  summary: 'takes the files of a folder on an SFTP server',
  settings: z.strictObject({
    host: z
      .string()
      .min(1, 'write the name of the server')
      .describe('the server')
      .meta({ example: 'sftp.example.org' }),
    port: z.int().min(1).max(65_535).default(22).describe('its port'),
    hostKey: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'write the fingerprint of the key, as ssh-keygen -l shows it: SHA256:…')
      .describe("the fingerprint of the server's key; no other server is talked to")
      .meta({ example: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU' }),
    username: z.string().min(1, 'write the name').describe('who logs in').meta({ example: 'newsroom' }),
    password: SecretText.optional().describe('by password').meta({ example: '${SFTP_PASSWORD}' }),
    privateKey: SecretText.optional().describe('or by key, as a text in PEM').meta({ example: '${SFTP_PRIVATE_KEY}' }),
    ...FolderKeys,
  }),
  fetch: (context) => fetchFiles(context, () => openSftp(context.feed)),
  release: (feed, holds, { failed }) => putFileAway(feed, holds, failed, () => openSftp(feed)),
});
export default sftp;

/** The keys that a connection is made by. */
interface SftpFeed extends FeedSettings {
  readonly host: string;
  readonly port: number;
  readonly hostKey: string;
  readonly username: string;
  readonly password?: Secret | undefined;
  readonly privateKey?: Secret | undefined;
}

async function openSftp(feed: SftpFeed): Promise<RemoteServer> {
  const { id, host, port, hostKey, username, password, privateKey } = feed;
  const address = await checkedAddress(feed, host);
  const { default: SftpClient } = await import('ssh2-sftp-client');
  const client = new SftpClient();
  let shown = hostKey;
  // The library writes errors of a connection that nobody listens to on the console.
  client.on('error', () => undefined);
  try {
    await client.connect({
      host: address,
      port,
      username,
      ...(password === undefined ? {} : { password: password.reveal() }),
      ...(privateKey === undefined ? {} : { privateKey: privateKey.reveal() }),
      readyTimeout: TIMEOUT_MS,
      hostVerifier: (key: Buffer) => {
        shown = `SHA256:${createHash('sha256')
          .update(key)
          .digest('base64')
          .replace(/(?<!=)=+$/, '')}`;
        return shown === hostKey;
      },
    });
  } catch (cause) {
    await client.end().catch(() => undefined);
    if (shown !== hostKey)
      throw new FeedDown(`feed ${id}: sftp ${host}: shows the key ${shown}, which is not that of hostKey:`, 'blocked');
    const refused = /authentication/i.test((cause as Error).message);
    throw new FeedDown(
      `feed ${id}: sftp ${host}: ${refused ? 'the login was refused' : 'no connection'}`,
      refused ? 'login' : 'network',
      { cause },
    );
  }
  return serverOf(client);
}

function serverOf(client: Client): RemoteServer {
  return {
    async list(path) {
      const entries = await client.list(path);
      return entries
        .filter(({ type }) => type === '-')
        .map(({ name, size, modifyTime }) => ({
          name,
          bytes: size,
          modified: new Date(Math.floor(modifyTime / SECOND_MS) * SECOND_MS).toISOString(),
        }));
    },
    async read(path, from, take) {
      const sink = new Writable({
        write(chunk: Buffer, _, done) {
          take(chunk);
          done();
        },
      });
      await client.get(path, sink, { readStreamOptions: { start: from } } as Parameters<Client['get']>[2]);
    },
    async makeFolder(path) {
      if ((await client.exists(path)) === false) await client.mkdir(path);
    },
    async move(from, to) {
      await client.rename(from, to);
    },
    async remove(path) {
      await client.delete(path);
    },
    async close() {
      await client.end();
    },
  };
}
