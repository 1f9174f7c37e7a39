import type { WireMedia } from '../../article/wire-item.ts';
import { mediaOf } from '../wire/media.ts';
import { resolveAddress } from './addresses.ts';
import { elementsOf, firstText, type ParsedItem } from './feed-parser.ts';
import { plainOrNull } from './plain.ts';
import { decodeReferences } from './references.ts';

/** The media of an item: Media RSS, enclosures, and the pictures of a text that holds nothing else. */
export function mediaOfItem(item: ParsedItem, pictures: string | null, base: string | null): WireMedia[] {
  const groups = elementsOf(item.mediaGroup).flatMap(({ children }) => elementsOf(children['media:content']));
  const found = [
    ...elementsOf(item.mediaContent),
    ...groups,
    ...elementsOf(item.enclosureElement),
    ...elementsOf(item.mediaThumbnail),
  ];
  const credit = firstText(item.mediaCredit);
  const seen = new Set<string>();
  const filed = found.flatMap(({ attributes, children }) => {
    const href = resolveAddress(attributes.url ?? null, base);
    const kind = attributes.medium ?? attributes.type?.split('/')[0] ?? 'image';
    if (href === null || seen.has(href)) return [];
    seen.add(href);
    const facts = {
      type: kind === 'video' || kind === 'audio' ? kind : 'picture',
      caption: plainOrNull(firstText(children['media:description'], children['media:title'])),
      credit: firstText(children['media:credit']) ?? credit,
    };
    const [width, height] = [Number(attributes.width) || null, Number(attributes.height) || null];
    return mediaOf(facts, [{ name: null, href, contentType: attributes.type ?? null, width, height }]);
  });
  return filed.length > 0 || pictures === null ? filed : picturesIn(pictures, base);
}

const PICTURE = /<img\b[^<>]{0,4000}?\ssrc\s?=\s?(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')/gi;
const MOST_PICTURES = 20;

function picturesIn(markup: string, base: string | null): WireMedia[] {
  const hrefs = [...markup.slice(0, 100_000).matchAll(PICTURE)].map(([, double, single]) =>
    resolveAddress(decodeReferences(double ?? single ?? ''), base),
  );
  return [...new Set(hrefs)]
    .filter((href) => href !== null)
    .slice(0, MOST_PICTURES)
    .map((href) => mediaOf({ type: 'picture' }, [{ name: null, href, contentType: null, width: null, height: null }]));
}
