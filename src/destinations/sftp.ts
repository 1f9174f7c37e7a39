import { createHash, timingSafeEqual } from 'node:crypto';
import { posix } from 'node:path';
import type Client from 'ssh2-sftp-client';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { fileOf } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed, within } from './contract/results.ts';
import { Turns } from './contract/turns.ts';

const CONNECT_MS = 10_000;
const CURES = [
  [/authentication/i, 'correct user:, password: or privateKey:'],
  [/fingerprint/i, 'the server shows another key than before; ask its owner, then correct fingerprint:'],
  [/permission denied/i, 'let this user write into folder:'],
  [/no such file/i, 'folder: is not there; make it, or correct it'],
] as const;

/** Puts a file for each revision on an SFTP server: under a temporary name first, so that nobody reads half a file. */
const sftp = defineDestination({
  type: 'sftp',
  summary: 'puts a file for each revision on an SFTP server, whole or not at all',
  settings: z.strictObject({
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
  }),
  open(settings) {
    const turns = new Turns();
    let client: Client | null = null;
    const disconnect = async (): Promise<void> => {
      const old = client;
      client = null;
      await old?.end().catch(() => undefined);
    };
    const connected = async (): Promise<Client> => {
      if (client !== null) return client;
      const { default: SftpClient } = await import('ssh2-sftp-client');
      const forget = (): void => {
        if (client === made) client = null;
      };
      const made: Client = new SftpClient('copytaster', { error: forget, end: forget, close: forget });
      const { password, privateKey } = settings;
      await made.connect({
        host: await checkedHost(settings.host, settings.allowPrivateAddresses),
        port: settings.port,
        username: settings.user,
        readyTimeout: CONNECT_MS,
        ...(password === undefined ? {} : { password: password.reveal() }),
        ...(privateKey === undefined ? {} : { privateKey: privateKey.reveal() }),
        hostVerifier: (key: Buffer) => settings.fingerprint === undefined || isKey(key, settings.fingerprint),
      });
      client = made;
      return made;
    };
    const put = async (name: string, content: string): Promise<void> => {
      const server = await connected();
      const path = posix.join(settings.folder, name);
      const unfinished = posix.join(posix.dirname(path), `.${posix.basename(path)}.tmp`);
      if (posix.dirname(name) !== '.') await server.mkdir(posix.dirname(path), true);
      await server.put(Buffer.from(content), unfinished);
      await server.posixRename(unfinished, path);
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
          await disconnect();
          // The same file is put again under the same name: a second time harms nobody.
          return failed(error, false, CURES);
        }
      },
      close: disconnect,
    };
  },
});
export default sftp;

function isKey(key: Buffer, fingerprint: string): boolean {
  const known = Buffer.from(fingerprint.slice('SHA256:'.length), 'base64');
  const shown = createHash('sha256').update(key).digest();
  return known.length === shown.length && timingSafeEqual(known, shown);
}
