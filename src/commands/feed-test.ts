import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { send } from '../network/client.ts';
import { unmappedScheme } from '../normalise/vocabulary/map-subjects.ts';
import type { Command } from './contract/command.ts';
import { type GivenDocument, openReader, type ReadDocument } from './contract/open-reader.ts';

const LIMITS = { timeoutMs: 30_000, maxWireBytes: 10_000_000, maxBodyBytes: 20_000_000, maxRedirects: 5 };
const WIDTH = 100;

const feedTest: Command = {
  name: 'feed-test',
  summary: 'read one document as a feed would, and show what was found, where, and what was dropped',
  usage:
    'copytaster feed test FILE|URL [--format NAME] [--agency CODE] [--zone ZONE] [--allow-private-addresses] [--json]',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        agency: { type: 'string' },
        zone: { type: 'string' },
        'allow-private-addresses': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const [place] = positionals;
    if (place === undefined || positionals.length > 1) {
      terminal.stderr.write(`${feedTest.usage}\n`);
      return 2;
    }
    const read = await openReader();
    const given = await bring(place, values['allow-private-addresses'] ?? false, terminal.signal);
    const document = await read(given, values).catch((cause: unknown) => {
      throw new Error(place, { cause });
    });
    terminal.stdout.write(
      values.json ? `${JSON.stringify(describe(document), null, 2)}\n` : show(place, given, document),
    );
    return 0;
  },
};
export default feedTest;

async function bring(place: string, allowPrivateAddresses: boolean, signal: AbortSignal): Promise<GivenDocument> {
  if (!/^https?:\/\//i.test(place))
    return { bytes: await readFile(place), contentType: null, url: null, filename: basename(place) };
  const request = { method: 'GET', url: place, headers: { accept: '*/*' }, allowPrivateAddresses, signal } as const;
  const { status, headers, url, body } = await send({ ...request, ...LIMITS });
  if (status !== 200) throw new Error(`${place}: answered ${status}`);
  return { bytes: body, contentType: headers['content-type'] ?? null, url, filename: null };
}

function describe({ format, decoded, problems, feed, stories }: ReadDocument) {
  return {
    format,
    ...decoded,
    problems,
    feed,
    stories: stories.map(({ item, article }) => ({
      article,
      mapped: item.trace.filter(({ dropped }) => dropped === undefined),
      dropped: item.trace.filter(({ dropped }) => dropped !== undefined),
      unmapped: article.subjects
        .filter((subject) => unmappedScheme(subject) !== null)
        .map(({ sourceCode }) => sourceCode),
      signals: item.signals,
    })),
  };
}

function show(place: string, given: GivenDocument, { format, decoded, problems, feed, stories }: ReadDocument): string {
  const lines = [
    place,
    `  format    ${format}`,
    `  charset   ${decoded.charset} (${decoded.charsetSource})`,
    `  bytes     ${given.bytes.byteLength}`,
    ...decoded.repairs.map((repair) => `  repaired  ${repair}`),
    ...(feed === null ? [] : [`  feed      ${[feed.title, feed.link].filter(Boolean).join('  ')}`]),
    `  articles  ${stories.length}`,
    ...problems.map((problem) => `  problem   ${problem}`),
    '',
    ...stories.flatMap(({ item, article }, at) => [
      `article ${at + 1}`,
      ...showArticle(article),
      ...showTrace(item, article),
      '',
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function showArticle(article: Article): string[] {
  const { pubStatus, embargoedUntil, embargoText, newsClass, priority, dateline, changeSource } = article;
  const embargo = embargoedUntil ?? (embargoText === null ? null : `no time to be read: ${embargoText}`);
  const rows: readonly (readonly [string, string | null])[] = [
    ['headline', article.headline],
    ['filed as', article.sourceHeadline === article.headline ? null : article.sourceHeadline],
    ['change', `${article.change}${changeSource === null ? '' : `, said by ${changeSource}`}`],
    ['note', article.changeNote],
    ['status', pubStatus === 'usable' ? null : pubStatus],
    ['withdraws', article.withdraws?.uris.join(' ') ?? null],
    ['embargo', embargo],
    ['class', `${newsClass}, ${priority}, ${article.type}`],
    ['agency', article.agency?.name ?? null],
    ['credits', article.credits.map(({ name }) => name).join(', ') || null],
    ['uri', article.uri],
    ['version', article.version],
    ['slugline', article.slugline],
    ['byline', article.byline],
    ['dateline', dateline?.text ?? null],
    ['language', `${article.language} (${article.languageSource})`],
    ['created', article.versionCreated ?? `unknown: ${article.dateFlags.join(', ')}`],
    ['subjects', article.subjects.map(subjectShown).join('; ') || null],
    ['media', article.media.map(({ type, href }) => `${type} ${href ?? ''}`.trim()).join('; ') || null],
    ['body', `${article.wordCount} words: ${article.bodyText.slice(0, WIDTH).replace(/\s+/g, ' ')}`],
    ['sign-off', article.signOff],
    ['note to desks', article.edNote],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(15)}${cut(value)}`]));
}

function subjectShown({ code, name, sourceCode, match }: Article['subjects'][number]): string {
  if (code === null) return `${sourceCode ?? name} (no Media Topic)`;
  return `${sourceCode} → ${code} ${name ?? ''}${match === 'exact' ? '' : ` (${match})`}`;
}

function showTrace({ trace }: WireItem, article: Article): string[] {
  const mapped = trace.filter(({ dropped }) => dropped === undefined);
  const dropped = trace.filter((each) => each.dropped !== undefined);
  const kept = article.dateFlags.filter((flag) => flag !== 'missing');
  return [
    '  mapped from',
    ...mapped.map(({ field, from }) => `    ${field.padEnd(16)}${from}`),
    ...(dropped.length + kept.length === 0 ? [] : ['  dropped or repaired']),
    ...dropped.map((each) => `    ${each.field.padEnd(16)}${each.from}: ${each.dropped}`),
    ...kept.map((flag) => `    ${'date'.padEnd(16)}${flag}`),
  ];
}

function cut(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > WIDTH * 2 ? `${line.slice(0, WIDTH * 2)} …` : line;
}
