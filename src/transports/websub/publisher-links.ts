import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import type { AccountMemory } from '../../store/accounts.ts';

const LINKS = 'websub-links';
const KEPT_MS = 7 * 86_400_000;
const LOOKED_AT = 65_536;
const ELEMENT = /<(?:[\w-]{1,20}:)?link\b[^<>]{0,4000}>/gi;
const HEADER = /<([^<>\s]{1,2000})>([^<>]{0,2000}?)(?=,\s*<|$)/g;
const REL = /\brel\s{0,5}=\s{0,5}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'<>;,/]{1,500}))/i;
const HREF = /\bhref\s{0,5}=\s{0,5}["']([^"'<>\s]{1,2000})["']/i;

/** Where a publisher says that its hub is, and under which address it is known there (WebSub, 4). */
export interface PublisherLinks {
  readonly hub: string | null;
  readonly self: string | null;
}

const Kept = z.object({ of: z.string(), hub: z.string().nullable(), self: z.string().nullable() });

/** What an answer says of its hub: by its Link header, or else in its document. Addresses may be relative. */
export function readPublisherLinks(
  address: string,
  { bytes, header }: { bytes: Uint8Array | null; header: string | undefined },
): PublisherLinks {
  const inHeader = [...(header ?? '').matchAll(HEADER)].map(([, href = '', parameters = '']) => ({
    href,
    rel: relOf(parameters),
  }));
  const beginning = bytes === null ? '' : Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('utf8');
  const inDocument = (beginning.match(ELEMENT) ?? []).map((element) => ({
    href: HREF.exec(element)?.[1]?.replaceAll('&amp;', '&') ?? '',
    rel: relOf(element),
  }));
  const find = (rel: string): string | null => {
    const found = [...inHeader, ...inDocument].find((each) => each.href !== '' && each.rel.includes(rel));
    const url = found !== undefined && URL.canParse(found.href, address) ? new URL(found.href, address) : null;
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
  };
  return { hub: find('hub'), self: find('self') };
}

/** Remembers what the publisher of a feed's address says; what names no hub changes nothing. */
export async function rememberLinks(
  accounts: AccountMemory,
  { id, url }: { readonly id: string; readonly url: string },
  links: PublisherLinks,
): Promise<void> {
  if (links.hub !== null) await accounts.keep(id, LINKS, JSON.stringify({ of: sha256(url), ...links }), KEPT_MS);
}

/** What is remembered of the publisher; of another address of the feed nothing is. */
export async function knownLinks(
  accounts: AccountMemory,
  { id, url }: { readonly id: string; readonly url: string },
): Promise<PublisherLinks> {
  const kept = await accounts.read(id, LINKS);
  const parsed = kept === null ? null : (Kept.safeParse(JSON.parse(kept)).data ?? null);
  return parsed?.of === sha256(url) ? parsed : { hub: null, self: null };
}

function relOf(text: string): readonly string[] {
  const [, ...values] = REL.exec(text) ?? [];
  return (values.find((value) => value !== undefined) ?? '').toLowerCase().split(/\s+/);
}
