import type { WireItem } from '../../article/wire-item.ts';
import { readDocument } from '../../formats/contract/read-document.ts';
import { cleanHtml, textToHtml } from '../../markup/markup.ts';
import { parseInstant } from '../../normalise/dates.ts';

/** One document as the batch of feeds gives it. @throws Rejected as formats do */
export async function readLine(
  formats: Parameters<typeof readDocument>[0],
  { id, contentType, url, contentLocation, bytes_base64 }: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const request = {
    bytes: Buffer.from(String(bytes_base64 ?? ''), 'base64'),
    contentType: textOf(contentType),
    url: textOf(url),
    contentLocation: textOf(contentLocation),
    filename: null,
    format: 'auto',
  };
  const reading = await readDocument(formats, request);
  const base = request.contentLocation ?? request.url;
  return {
    id,
    ok: true,
    format: reading.format,
    // A feed without a title is known by what it lists first.
    feed: { title: reading.feed?.title ?? reading.items[0]?.headline ?? '', link: reading.feed?.link ?? null },
    items: reading.items.map((item) => show(item, base)),
  };
}

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
