import { parseArgs } from 'node:util';
import type { WireItem } from '../article/wire-item.ts';
import { decodeBytes } from '../decode/decode.ts';
import { chooseFormat } from '../formats/contract/choose-format.ts';
import { parseInstant } from '../normalise/dates.ts';
import { cleanHtml, textToHtml } from '../normalise/markup.ts';
import { loadPlugins } from '../registry.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';

const FEEDS = ['rss', 'atom', 'json-feed'];

const read: Command = {
  name: 'read',
  summary: 'read feed documents, one JSON object a line',
  usage: 'copytaster read --batch    {id, contentType, url, contentLocation, bytes_base64} a line on standard input',
  async run(words, terminal) {
    parseArgs({ args: [...words], options: { batch: { type: 'boolean' } } });
    const formats = new Map([...(await loadPlugins('formats'))].filter(([name]) => FEEDS.includes(name)));
    await runBatch(terminal, async ({ id, contentType, url, contentLocation, bytes_base64 }) => {
      const header = typeof contentType === 'string' ? contentType : null;
      const { text } = decodeBytes(Buffer.from(String(bytes_base64 ?? ''), 'base64'), header);
      const document = {
        text,
        contentType: header,
        url: textOf(url),
        contentLocation: textOf(contentLocation),
        filename: null,
      };
      const format = chooseFormat(formats, document, 'auto');
      const reading = await format.read(document);
      const base = document.contentLocation ?? document.url;
      return {
        id,
        ok: true,
        format: format.name,
        // A feed without a title is known by what it lists first.
        feed: { title: reading.feed?.title ?? reading.items[0]?.headline ?? '', link: reading.feed?.link ?? null },
        items: reading.items.map((item) => show(item, base)),
      };
    });
    return 0;
  },
};
export default read;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function show(item: WireItem, base: string | null): Record<string, unknown> {
  const instantOf = (role: string): string | null => {
    const date = item.dates.find((each) => each.role === role);
    return date === undefined ? null : parseInstant(date.value, { zone: null, now: Date.now() }).instant;
  };
  const html = (markup: WireItem['body']): string | null =>
    markup === null
      ? null
      : markup.kind === 'html'
        ? cleanHtml(markup.value, { baseUrl: base })
        : textToHtml(markup.value);
  return {
    guid: item.itemId,
    title: item.headline ?? '',
    link: item.links[0]?.uri ?? null,
    published: instantOf('published'),
    updated: instantOf('updated'),
    summary: html(item.bodyIsSummary ? item.body : item.summary),
    content: html(item.bodyIsSummary ? null : item.body),
    author: item.bylines.join(', ') || null,
    categories: item.keywords,
  };
}
