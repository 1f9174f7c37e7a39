import { createHash, timingSafeEqual } from 'node:crypto';
import type Client from 'ssh2-sftp-client';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { openFileServer } from './contract/file-server.ts';
import { placeName } from './contract/place-name.ts';

const CONNECT_MS = 10_000;
const CURES = [
  [/authentication/i, 'correct user:, password: or privateKey:'],
  [/fingerprint/i, 'the server shows another key than before; ask its owner, then correct fingerprint:'],
  [/permission denied/i, 'let this user write into folder:, and delete there'],
  [/no such file/i, 'folder: is not there; make it, or correct it'],
] as const;

const settings = z.strictObject({
  host: z.string().min(1).describe('the server').meta({ example: 'sftp.example.org' }),
  port: z.int().min(1).max(65_535).default(22).describe('its port'),
  user: z.string().min(1).describe('who logs in').meta({ example: 'copytaster' }),
  password: SecretText.optional().describe('its password').meta({ example: '${SFTP_PASSWORD}' }),
  privateKey: SecretText.optional().describe('its private key, instead').meta({ example: '${SFTP_PRIVATE_KEY}' }),
  fingerprint: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'write the fingerprint as ssh-keygen -lf prints it: SHA256:…')
    .optional()
    .describe("the server's key, as ssh-keygen -lf prints it; without it any key is taken")
    .meta({ example: 'SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG' }),
  folder: z.string().min(1).default('.').describe('where the files go'),
  name: placeName('what a file is called', '{id}.{extension}', { unique: true }),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

/**
 * Puts a file for each revision on an SFTP server: under a temporary name first, so that nobody reads half a file. A
 * stop takes the files of the story's earlier revisions away and stands in their place.
 */
const sftp = defineDestination({
  type: 'sftp',
  summary: 'puts a file for each revision on an SFTP server, whole or not at all',
  settings,
  open(given) {
    const ended = new WeakSet<Client>();
    return openFileServer<Client>(
      {
        open: () => connect(given, (client) => ended.add(client)),
        isClosed: (client) => ended.has(client),
        async put(client, { path, unfinished, folder, content }) {
          if (folder !== null) await client.mkdir(folder, true);
          await client.put(content, unfinished);
          await client.posixRename(unfinished, path);
        },
        async remove(client, path) {
          await client.delete(path, true);
        },
        async close(client) {
          await client.end();
        },
      },
      { folder: given.folder, name: given.name, cures: CURES },
    );
  },
});
export default sftp;

async function connect(given: Settings, onEnd: (client: Client) => void): Promise<Client> {
  const { default: SftpClient } = await import('ssh2-sftp-client');
  const forget = (): void => onEnd(client);
  const client: Client = new SftpClient('copytaster', { error: forget, end: forget, close: forget });
  const { password, privateKey, fingerprint } = given;
  await client.connect({
    host: await checkedHost(given.host, given.allowPrivateAddresses),
    port: given.port,
    username: given.user,
    readyTimeout: CONNECT_MS,
    ...(password === undefined ? {} : { password: password.reveal() }),
    ...(privateKey === undefined ? {} : { privateKey: privateKey.reveal() }),
    hostVerifier: (key: Buffer) => fingerprint === undefined || isKey(key, fingerprint),
  });
  return client;
}

function isKey(key: Buffer, fingerprint: string): boolean {
  const known = Buffer.from(fingerprint.slice('SHA256:'.length), 'base64');
  const shown = createHash('sha256').update(key).digest();
  return known.length === shown.length && timingSafeEqual(known, shown);
}
