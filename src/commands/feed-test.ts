import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeError } from '../article/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { Id } from '../settings/setting-values.ts';
import { WrongUsage } from './parts/command-errors.ts';
import { type Answer, defineCommand } from './parts/define-command.ts';
import { didYouMean } from './parts/nearest-word.ts';
import { type GivenDocument, openReader } from './parts/open-reader.ts';
import type { Terminal } from './parts/terminal.ts';
import { tryFeed } from './parts/try-feed.ts';

const LIMITS = { timeoutMs: 30_000, maxWireBytes: 10_000_000, maxBodyBytes: 20_000_000, maxRedirects: 5 };

export default defineCommand({
  name: 'feed test',
  summary: 'try a feed of the settings for real, or read one document as a feed would; nothing is kept',
  forms: { place: 'ID|FILE|URL' },
  options: {
    format: { kind: 'text', value: 'NAME', summary: 'read the document as this' },
    agency: { kind: 'text', value: 'CODE', summary: 'whose house style is tried first' },
    zone: { kind: 'text', value: 'ZONE', summary: 'for times without a zone: Europe/London' },
    'allow-private-addresses': { kind: 'flag', summary: 'the address may be one of this network' },
    config: { kind: 'text', value: 'FILE', summary: 'the settings that the feed stands in' },
  },
  examples: ['copytaster feed test story.xml --agency afp', 'copytaster feed test reuters-world'],
  async run({ words: [place = ''], options, terminal }) {
    if (isFeedId(place)) return testFeed(place, options.config, terminal);
    const read = await openReader();
    const given = await bring(place, options['allow-private-addresses'], terminal.signal);
    const document = await read(given, options).catch((cause: unknown) => {
      throw new Error(place, { cause });
    });
    const { documentJson, documentText } = await import('./parts/describe-document.ts');
    return { json: documentJson(document), text: () => documentText(place, given, document) };
  },
});

/** A word that may be an id names a feed, unless there is a file of that name. */
const isFeedId = (place: string): boolean => Id.safeParse(place).success && !existsSync(place);

async function testFeed(id: string, config: string | undefined, terminal: Terminal): Promise<Answer> {
  const { openSettings } = await import('./parts/load-settings.ts');
  const settings = (await openSettings(config, terminal)).read();
  const feed = settings.feeds.find((each) => each.id === id);
  if (feed === undefined) {
    const ids = settings.feeds.map((each) => each.id);
    const near = didYouMean(id, ids) || `; feeds: ${ids.join(', ') || 'none'}`;
    throw new WrongUsage(`there is no feed "${id}" and no such file${near}`);
  }
  const result = await tryFeed(feed, terminal.signal);
  const captures = result.outcome === 'ok' ? result.captures : [];
  const documents = await readAll(
    feed,
    captures.map(({ capture }) => capture),
  );
  const { documentJson, documentText } = await import('./parts/describe-document.ts');
  const { notice } = result.hints;
  const head = `The feed ${id} answers: ${captures.length} documents on its first page.${notice === undefined ? '' : ` ${notice}.`}`;
  return {
    json: {
      feed: id,
      hints: result.hints,
      documents: documents.map(({ document }) =>
        typeof document === 'string' ? { problem: document } : documentJson(document),
      ),
    },
    text: () =>
      `${head}\n\n${documents
        .map(({ place, capture, document }) =>
          typeof document === 'string'
            ? `${place}\n  problem   ${document}\n\n`
            : documentText(place, capture, document),
        )
        .join('')}`,
  };
}

/** What the documents of a feed give, or why one gives nothing. */
async function readAll({ id, format, zone, agency }: FeedSettings, captures: readonly GivenDocument[]) {
  const read = await openReader();
  const as = { format, agency: agency ?? undefined, zone: zone ?? undefined };
  return Promise.all(
    captures.map(async (capture, at) => {
      const place = `${id}: document ${at + 1}${capture.filename === null ? '' : ` (${capture.filename})`}`;
      const document = await read(capture, as).catch((error: unknown) => describeError(error));
      return { place, capture, document };
    }),
  );
}

async function bring(place: string, allowPrivateAddresses: boolean, signal: AbortSignal): Promise<GivenDocument> {
  if (!/^https?:\/\//i.test(place))
    return { bytes: await readFile(place), contentType: null, url: null, filename: basename(place) };
  const { send } = await import('../network/client.ts');
  const request = { method: 'GET', url: place, headers: { accept: '*/*' }, allowPrivateAddresses, signal } as const;
  const { status, headers, url, body } = await send({ ...request, ...LIMITS });
  if (status !== 200) throw new Error(`${place}: answered ${status}`);
  return { bytes: body, contentType: headers['content-type'] ?? null, url, filename: null };
}
