const RELATIVE_ATTRIBUTE =
  /(<[a-z][^<>]*?\s(?:href|src|cite|poster|longdesc|action|background|data|usemap|codebase|classid|lowsrc|profile|dynsrc)\s*=\s*)("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)/gi;
/** A value that may be an address, and is not on the face of it absolute already. */
const ADDRESSED = /=\s{0,5}(?!["']?https?:)/;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|#)/i;

/** Makes the addresses in markup absolute. */
export function absoluteMarkup(markup: string, base: string | null): string {
  if (base === null || !markup.includes('<')) return markup;
  if (!ADDRESSED.test(markup)) return markup;
  return markup.replace(RELATIVE_ATTRIBUTE, (whole, before: string, quoted: string) => {
    const bare = /^["']/.test(quoted) ? quoted.slice(1, -1) : quoted;
    if (bare === '' || ABSOLUTE.test(bare.trim())) return whole;
    const address = resolveAddress(bare.replace(/&amp;/g, '&'), base);
    return address === null ? whole : `${before}"${address.replace(/&/g, '&amp;').replace(/"/g, '%22')}"`;
  });
}

/** An address against its base; as it is where it cannot be resolved. */
export function resolveAddress(address: string | null, base: string | null): string | null {
  if (address === null) return null;
  const bare = address.trim();
  if (base === null || ABSOLUTE.test(bare)) return bare;
  try {
    const { href } = new URL(bare, base);
    return /[^\u0000-\u007f]/.test(bare) ? decodeURI(href) : href;
  } catch {
    return bare;
  }
}

/** What a document's addresses are relative to: where it says it stands, else where it was fetched. */
export function baseOf(contentLocation: string | null, url: string | null): string | null {
  const said = resolveAddress(contentLocation, url);
  return said !== null && /^https?:/i.test(said) ? said : url;
}
