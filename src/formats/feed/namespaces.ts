/** The prefix that we know a namespace by; '' for the elements of RSS itself. */
const PREFIX_OF: ReadonlyMap<string, string> = new Map([
  ['purl.org/rss/1.0', ''],
  ['purl.org/net/rss1.1', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.9.dtd', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['backend.userland.com/rss092', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['www.rssboard.org/rss-specification', ''],
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['example.com/newformat', 'atom'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/tr/xhtml1/strict', 'xhtml'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['search.yahoo.com/mrss', 'media'],
  ['www.rssboard.org/media-rss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['news.yandex.ru', 'yandex'],
]);
/** Prefixes that mean the same wherever nothing else is declared for them. */
const USUAL = new Set(PREFIX_OF.values());
/** The prefix of elements that no table of ours knows. */
const FOREIGN = 'foreign';

/** What prefixes mean at a place of a document: the prefix as written to the one we know its namespace by. */
export type Scope = ReadonlyMap<string, string>;

/** Before any declaration. */
export const NO_SCOPE: Scope = new Map([['xml', 'xml']]);

/** The scope inside a tag with these attributes. */
export function scopeWithin(scope: Scope, attributes: readonly [string, string][]): Scope {
  let inner: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const prefix = name.slice('xmlns:'.length);
    inner ??= new Map(scope);
    inner.set(prefix, prefixOf(prefix, value));
  }
  return inner ?? scope;
}

/** The scope inside a feed's root: the root's own namespace is the feed's, whatever its address. */
export function rootScope(written: string, attributes: readonly [string, string][]): Scope {
  const scope = new Map(scopeWithin(NO_SCOPE, attributes));
  const colon = written.indexOf(':');
  if (colon === -1) scope.set('', '');
  else if (!/rdf$/i.test(written)) scope.set(written.slice(0, colon), '');
  if (scope.get('') === FOREIGN) scope.set('', '');
  return scope;
}

function prefixOf(prefix: string, address: string): string {
  const bare = address
    .trim()
    .slice(0, 200)
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]{1,3}$/, '');
  if (bare === '') return '';
  return PREFIX_OF.get(bare) ?? usual(prefix);
}

function usual(prefix: string): string {
  const known = prefix.toLowerCase();
  return known !== '' && USUAL.has(known) ? known : FOREIGN;
}

/**
 * A name by the prefix of its namespace, in lower case: "dc:creator", "pubdate". `own` is the namespace whose names need
 * no prefix beside those of RSS: Atom in a document of Atom.
 */
export function nameWithin(scope: Scope, written: string, own: string): string {
  const colon = written.indexOf(':');
  const prefix = colon === -1 ? '' : written.slice(0, colon);
  const local = written.slice(colon + 1).toLowerCase();
  const known = scope.get(prefix) ?? (prefix === '' ? '' : usual(prefix));
  return known === '' || known === own ? local : `${known}:${local}`;
}
