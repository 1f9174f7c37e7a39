import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { Client } from 'basic-ftp';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { openFileServer } from './contract/file-server.ts';
import { placeName } from './contract/place-name.ts';

const ANSWER_MS = 15_000;
const CURES = [
  [/^530|login/i, 'correct user: or password:'],
  [/^55[03]|permission/i, 'let this user write into folder: and delete there, or correct it'],
  [/certificate/i, 'the certificate of the server is not trusted; ask its owner for one that is'],
] as const;

const settings = z.strictObject({
  host: z.string().min(1).describe('the server').meta({ example: 'ftp.example.org' }),
  port: z.int().min(1).max(65_535).default(21).describe('its port'),
  user: z.string().default('anonymous').describe('who logs in'),
  password: SecretText.optional().describe('its password').meta({ example: '${FTP_PASSWORD}' }),
  secure: z.boolean().default(true).describe('TLS on the control connection (FTPS); false: everything in the clear'),
  folder: z.string().min(1).default('/').describe('where the files go'),
  name: placeName('what a file is called', '{id}.{extension}', { unique: true }),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

/**
 * Puts a file for each revision on an FTP server: under a temporary name first, so that nobody reads half a file. A stop
 * takes the files of the story's earlier revisions away and stands in their place.
 */
const ftp = defineDestination({
  type: 'ftp',
  summary: 'puts a file for each revision on an FTP server, whole or not at all',
  settings,
  open(given) {
    return openFileServer<Client>(
      {
        open: () => connect(given),
        isClosed: (client) => client.closed,
        async put(client, { path, unfinished, folder, content }) {
          if (folder !== null) {
            await client.ensureDir(folder);
            await client.cd(given.folder);
          }
          await client.uploadFrom(Readable.from([content]), unfinished);
          await client.rename(unfinished, path);
        },
        remove,
        async close(client) {
          client.close();
        },
      },
      { folder: given.folder, name: given.name, cures: CURES },
    );
  },
});
export default ftp;

async function connect({
  host,
  port,
  user,
  password,
  secure,
  folder,
  allowPrivateAddresses,
}: Settings): Promise<Client> {
  const { Client: FtpClient } = await import('basic-ftp');
  const client = new FtpClient(ANSWER_MS);
  try {
    await client.access({
      host: await checkedHost(host, allowPrivateAddresses),
      port,
      user,
      password: password?.reveal() ?? '',
      secure,
      secureOptions: { servername: host },
    });
    await client.cd(folder);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Of a file that is not there and of one that may not be deleted a server says the same: its folder tells which. */
async function remove(client: Client, path: string): Promise<void> {
  try {
    await client.remove(path);
  } catch (error) {
    if ((error as { code?: number }).code !== 550) throw error;
    const names = await namesIn(client, posix.dirname(path), error);
    if (names.includes(posix.basename(path))) throw error;
  }
}

/** A folder that is not there holds nothing; its listing is refused, or it is empty, as the server likes. */
async function namesIn(client: Client, folder: string, refusal: unknown): Promise<string[]> {
  try {
    return (await client.list(folder)).map(({ name }) => name);
  } catch (error) {
    if ((error as { code?: number }).code === 550) return [];
    throw refusal;
  }
}
