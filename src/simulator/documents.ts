import { escapeText } from '../markup/markup.ts';
import type { SentItem } from './record.ts';

const quoted = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

/** An RSS document of items, the newest first. */
export function rssOf(title: string, address: string, items: readonly SentItem[]): string {
  const entries = items.map(
    (item) =>
      `<item><guid isPermaLink="false">${quoted(item.uri)}</guid><link>${quoted(`${address}/${item.number}`)}</link><title>${quoted(item.headline)}</title><pubDate>${new Date(item.versionCreated).toUTCString()}</pubDate><content:encoded>${quoted(htmlOf(item))}</content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${quoted(title)}</title><link>${quoted(address)}</link><language>en</language>\n${entries.join('\n')}\n</channel></rss>\n`;
}

/** An Atom document of items, the newest first. */
export function atomOf(title: string, address: string, items: readonly SentItem[]): string {
  const entries = items.map(
    (item) =>
      `<entry><id>${quoted(item.uri)}</id><link href="${quoted(`${address}/${item.number}`)}"/><title>${quoted(item.headline)}</title><updated>${item.versionCreated}</updated><content type="html">${quoted(htmlOf(item))}</content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>${quoted(title)}</title><id>${quoted(address)}</id><link href="${quoted(address)}"/><updated>${items[0]?.versionCreated ?? '2026-01-01T00:00:00Z'}</updated>\n${entries.join('\n')}\n</feed>\n`;
}

/** A NewsML-G2 message of items in order of their sending: the only one of the three that says status and embargo. */
export function newsMessageOf(sender: string, items: readonly SentItem[]): string {
  const entries = items.map(
    (item) =>
      `<newsItem guid="${quoted(item.uri)}" version="${item.version}" xml:lang="en" standard="NewsML-G2" standardversion="2.18" conformance="power"><itemMeta><itemClass qcode="icls:text"/><provider literal="${quoted(sender)}"/><versionCreated>${item.versionCreated}</versionCreated><firstCreated>${item.versionCreated}</firstCreated>${item.embargoedUntil === null ? '' : `<embargoed>${item.embargoedUntil}</embargoed>`}<pubStatus qcode="stat:${item.status}"/></itemMeta><contentMeta><urgency>3</urgency><language tag="en"/><headline>${quoted(item.headline)}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>${htmlOf(item) || '<p/>'}</body></html></inlineXML></contentSet></newsItem>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>${items.at(-1)?.versionCreated ?? '2026-01-01T00:00:00Z'}</sent><sender>${quoted(sender)}</sender></header><itemSet>\n${entries.join('\n')}\n</itemSet></newsMessage>\n`;
}

function htmlOf({ paragraphs }: SentItem): string {
  return paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('');
}
