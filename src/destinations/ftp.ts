import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { Client } from 'basic-ftp';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { fileOf } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed, within } from './contract/results.ts';
import { Turns } from './contract/turns.ts';

const ANSWER_MS = 15_000;
const CURES = [
  [/^530|login/i, 'correct user: or password:'],
  [/^55[03]|permission/i, 'let this user write into folder:, or correct it'],
  [/certificate/i, 'the certificate of the server is not trusted; ask its owner for one that is'],
] as const;

/** Puts a file for each revision on an FTP server: under a temporary name first, so that nobody reads half a file. */
const ftp = defineDestination({
  type: 'ftp',
  summary: 'puts a file for each revision on an FTP server, whole or not at all',
  settings: z.strictObject({
    host: z.string().min(1).describe('the server').meta({ example: 'ftp.example.org' }),
    port: z.int().min(1).max(65_535).default(21).describe('its port'),
    user: z.string().default('anonymous').describe('who logs in'),
    password: SecretText.optional().describe('its password').meta({ example: '${FTP_PASSWORD}' }),
    secure: z.boolean().default(true).describe('TLS on the control connection (FTPS); false: everything in the clear'),
    folder: z.string().min(1).default('/').describe('where the files go'),
    name: placeName('what a file is called', '{id}.{extension}', { unique: true }),
  }),
  open(settings) {
    const turns = new Turns();
    let client: Client | null = null;
    const connected = async (): Promise<Client> => {
      if (client !== null && !client.closed) return client;
      const { Client: FtpClient } = await import('basic-ftp');
      const made = new FtpClient(ANSWER_MS);
      const host = await checkedHost(settings.host, settings.allowPrivateAddresses);
      try {
        await made.access({
          host,
          port: settings.port,
          user: settings.user,
          password: settings.password?.reveal() ?? '',
          secure: settings.secure,
          secureOptions: { servername: settings.host },
        });
        await made.cd(settings.folder);
      } catch (error) {
        made.close();
        throw error;
      }
      client = made;
      return made;
    };
    const put = async (name: string, content: string): Promise<void> => {
      const server = await connected();
      const path = posix.join(settings.folder, name);
      const unfinished = posix.join(posix.dirname(path), `.${posix.basename(path)}.tmp`);
      if (posix.dirname(name) !== '.') {
        await server.ensureDir(posix.dirname(path));
        await server.cd(settings.folder);
      }
      await server.uploadFrom(Readable.from([Buffer.from(content)]), unfinished);
      await server.rename(unfinished, path);
    };
    return {
      connect: () => turns.run(async () => void (await connected())),
      async deliver(delivery) {
        const name = fillName(settings.name, delivery);
        try {
          await within(
            turns.run(() => put(name, fileOf(delivery))),
            delivery.signal,
          );
          return delivered(name);
        } catch (error) {
          client?.close();
          client = null;
          // The same file is put again under the same name: a second time harms nobody.
          return failed(error, false, CURES);
        }
      },
      close() {
        client?.close();
        return Promise.resolve();
      },
    };
  },
});
export default ftp;
