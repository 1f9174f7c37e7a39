import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bookmark } from '../../src/article/capture.ts';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import type { FetchResult } from '../../src/transports/contract/transport.ts';
import imap from '../../src/transports/imap.ts';
import { type MailServer, startMailServer } from '../servers/mail-server.ts';
import { BESIDE, NOTHING_KEPT } from './fetch-context.ts';

let server: MailServer;
let bookmark: Bookmark = {};

beforeAll(async () => {
  server = await startMailServer();
}, 30_000);
afterAll(() => server?.close());
beforeEach(() => {
  bookmark = {};
});

const NITF = '<nitf><body><body.content><p>The harbour reopened.</p></body.content></body></nitf>';
const plain = (subject: string, text: string): string =>
  `From: wire@agency.example\nTo: desk@paper.example\nMessage-ID: <${subject.length}@agency.example>\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;
const WITH_ATTACHMENTS = `From: wire@agency.example
Subject: Two files
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: text/plain

See the files.
--cut
Content-Type: application/octet-stream
Content-Disposition: attachment; filename=story.nitf
Content-Transfer-Encoding: base64

${Buffer.from(NITF).toString('base64')}
--cut
Content-Type: image/jpeg
Content-Disposition: attachment; filename=harbour.jpg
Content-Transfer-Encoding: base64

/9j/4AAQ
--cut--
`;

const feedOf = (own: object = {}) => feedSchema(imap).parse({ id: 'mail', ...server.feed, ...own });

async function look(own: object = {}): Promise<FetchResult> {
  const signal = new AbortController().signal;
  const result = await imap.fetch({
    feed: feedOf(own) as Parameters<typeof imap.fetch>[0]['feed'],
    bookmark,
    sequence: 1,
    now: Date.now(),
    signal,
    userAgent: 'x',
    ...NOTHING_KEPT,
  });
  bookmark = result.outcome === 'ok' ? result.captures[0]!.bookmark : (result.bookmark ?? bookmark);
  return result;
}

const textsOf = (result: FetchResult): string[] =>
  result.outcome === 'ok'
    ? result.captures.map(({ capture }) => Buffer.from(capture.bytes).toString('utf8').trim())
    : [];

describe('a mailbox', () => {
  test('gives each mail once: its text under its subject, or what is attached of copy', async () => {
    await server.deliver(plain('Hafen wieder offen', 'Der Hafen von Bergen ist wieder offen.'));
    await server.deliver(WITH_ATTACHMENTS);
    await server.deliver(plain('a file in the text', NITF));
    expect(textsOf(await look())).toEqual(['Hafen wieder offen\n\nDer Hafen von Bergen ist wieder offen.', NITF, NITF]);
    expect(textsOf(await look())).toEqual([]);
    await server.deliver(plain('Third', 'One more.'));
    expect(textsOf(await look())).toEqual(['Third\n\nOne more.']);
  });

  test('tells of a mail that is larger than may be read, and gives those behind it', async () => {
    await server.renew();
    await server.deliver(plain('Long', 'The harbour reopened.\n'.repeat(920_000)));
    await server.deliver(plain('Behind', 'the long one.'));
    const result = await look();
    expect(textsOf(result)).toEqual(['Behind\n\nthe long one.']);
    expect(result.refused).toEqual([
      { name: expect.stringMatching(/^mail \d+$/), reason: expect.stringContaining('larger') },
    ]);
  });

  test('begins anew when its UIDVALIDITY is another', async () => {
    await look();
    await server.renew();
    await server.deliver(plain('After', 'the restore.'));
    expect(textsOf(await look())).toEqual(['After\n\nthe restore.']);
  });

  test.each([
    ['move', 1],
    ['delete', 0],
  ])('lets go of a mail when its stories are committed: %s', async (after, moved) => {
    await server.renew();
    await server.deliver(plain('Story', 'of the day.'));
    const moveTo = `Taken-${after}`;
    const result = await look({ after, moveTo });
    expect(await server.count('Wire')).toBe(1);
    const feed = feedOf({ after, moveTo }) as Parameters<typeof imap.fetch>[0]['feed'];
    const [capture] = result.outcome === 'ok' ? result.captures : [];
    for (let twice = 0; twice < 2; twice += 1)
      await imap.release!(feed, capture!.holds!, { failed: false, reason: null }, BESIDE);
    expect(await server.count('Wire')).toBe(0);
    if (moved > 0) expect(await server.count(moveTo)).toBe(moved);
  });

  test('says what is wrong with it by the state of the feed', async () => {
    await expect(look({ password: 'another' })).rejects.toMatchObject({ name: 'FeedDown', state: 'login' });
    await expect(look({ mailbox: 'Nowhere' })).rejects.toMatchObject({ state: 'network' });
    await expect(look({ port: 1 })).rejects.toMatchObject({ state: 'network' });
  });
});
