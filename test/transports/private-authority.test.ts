import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import type { FetchContext, FetchResult } from '../../src/transports/contract/transport.ts';
import ftp from '../../src/transports/ftp.ts';
import imap from '../../src/transports/imap.ts';
import { type FileServer, startFtpServer } from '../servers/file-servers.ts';
import { type MailServer, startMailServer } from '../servers/mail-server.ts';
import { NOTHING_KEPT } from './fetch-context.ts';

const OWN = 'IP:127.0.0.1';
const ANOTHER = 'DNS:ftp.example.org';
const STORY = '<rss version="2.0"><channel><title>one</title></channel></rss>';

async function fetchBy(transport: typeof ftp | typeof imap, own: object): Promise<readonly string[]> {
  const schema = feedSchema({ settings: transport.settings as typeof ftp.settings });
  const feed = schema.parse({ id: 'wire', ...own });
  const { signal } = new AbortController();
  const context = { feed, bookmark: {}, sequence: 1, now: Date.now(), signal, userAgent: 'x', ...NOTHING_KEPT };
  const result: FetchResult = await transport.fetch(context as unknown as FetchContext<never>);
  return result.outcome === 'ok'
    ? result.captures.map(({ capture }) => Buffer.from(capture.bytes).toString().trim())
    : [];
}

describe.each(['explicit', 'implicit'] as const)('an FTP server with a private authority, TLS %s', (mode) => {
  let server: FileServer;
  beforeAll(async () => {
    server = await startFtpServer({ mode, address: OWN });
    writeFileSync(join(server.folder, 'story.xml'), STORY);
    chmodSync(join(server.folder, 'story.xml'), 0o666);
  }, 30_000);
  afterAll(() => server?.close());

  test('is read when ca: names the authority', async () => {
    expect(await fetchBy(ftp, server.feed)).toEqual([STORY]);
  });

  test('is not read without, and the failure says which setting is missing', async () => {
    await expect(fetchBy(ftp, { ...server.feed, ca: undefined })).rejects.toMatchObject({
      state: 'network',
      message: expect.stringMatching(/certificate cannot be trusted: .* ca:.*UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
    });
  });

  test('is not read when the file of ca: is not there', async () => {
    await expect(fetchBy(ftp, { ...server.feed, ca: '/nowhere.pem' })).rejects.toThrow(
      /the file of ca: cannot be read/,
    );
  });
});

test('an FTP server that shows the certificate of another is not read', async () => {
  const server = await startFtpServer({ mode: 'explicit', address: ANOTHER });
  try {
    await expect(fetchBy(ftp, server.feed)).rejects.toThrow(/it is for another name/);
  } finally {
    await server.close();
  }
}, 30_000);

test('a server that talks no TLS is not read by it', async () => {
  const server = await startFtpServer();
  try {
    await expect(fetchBy(ftp, { ...server.feed, tls: 'implicit' })).rejects.toThrow(/no TLS connection could be made/);
  } finally {
    await server.close();
  }
}, 30_000);

describe('a mail server with a private authority', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer(OWN);
    await server.deliver('From: wire@agency.example\nSubject: Harbour\n\nIt reopened.\n');
  }, 30_000);
  afterAll(() => server?.close());
  const ways = () => [
    { ...server.feed, tls: 'implicit', ...server.secure },
    { ...server.feed, tls: 'starttls', ca: server.secure?.ca },
  ];

  test.each([0, 1])('is read when ca: names the authority, way %i', async (way) => {
    expect(await fetchBy(imap, ways()[way] as object)).toEqual(['Harbour\n\nIt reopened.']);
  });

  test.each([0, 1])('is not read without, and the failure says which setting is missing, way %i', async (way) => {
    await expect(fetchBy(imap, { ...ways()[way], ca: undefined })).rejects.toMatchObject({
      state: 'network',
      message: expect.stringMatching(/certificate cannot be trusted: .* ca:.*UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
    });
  });
});
