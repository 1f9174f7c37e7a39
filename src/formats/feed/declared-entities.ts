const LOOKED_AT = 65_536;
const DOCTYPE = /<!DOCTYPE[^>[]{0,2000}\[/i;
const DECLARED = /<!ENTITY\s{1,20}([A-Za-z_][\w.-]{0,100})\s{1,20}(?:"([^"<]{0,2000})"|'([^'<]{0,2000})')\s{0,20}>/g;
const MOST_ENTITIES = 200;
const MOST_GROWTH = 200_000;
/** So many others one entity may name. */
const MOST_NAMED = 4;
const LONGEST_VALUE = 2_000;
const NAMED = /&([A-Za-z_][\w.-]{0,100});/g;
const NAMES_ANOTHER = /[&%](?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/i;
const XML_OWN = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);

/**
 * A document with the entities of its document type in place. Plain ones alone: what names markup, a file, an entity twice
 * or one that was not declared above it stays as written, and so does what would make the document much larger.
 */
export function expandEntities(text: string): string {
  const entities = declaredIn(text.slice(0, LOOKED_AT));
  if (entities.size === 0) return text;
  let growth = 0;
  const expand = (part: string): string =>
    part.replace(NAMED, (whole, name: string) => {
      const value = entities.get(name);
      if (value === undefined || growth + value.length > MOST_GROWTH) return whole;
      growth += value.length;
      return value;
    });
  // In CDATA a reference means nothing.
  return text
    .split('<![CDATA[')
    .map((part, at) => {
      const end = at === 0 ? -1 : part.indexOf(']]>');
      if (at > 0 && end === -1) return part;
      const from = at === 0 ? 0 : end;
      return part.slice(0, from) + expand(part.slice(from));
    })
    .join('<![CDATA[');
}

function declaredIn(beginning: string): Map<string, string> {
  const entities = new Map<string, string>();
  const doctype = DOCTYPE.exec(beginning);
  if (doctype === null) return entities;
  const end = beginning.indexOf(']', doctype.index);
  const subset = beginning.slice(doctype.index, end === -1 ? undefined : end);
  for (const [, name = '', double, single] of subset.matchAll(DECLARED)) {
    const value = withNamed(double ?? single ?? '', entities);
    if (entities.size >= MOST_ENTITIES || XML_OWN.has(name) || NAMES_ANOTHER.test(value)) continue;
    entities.set(name, value.replaceAll('"', '&quot;'));
  }
  return entities;
}

/** A value with the entities that it names in place; one that names the same twice is made to grow, and stays. */
function withNamed(value: string, entities: ReadonlyMap<string, string>): string {
  const named = Array.from(value.matchAll(NAMED), ([, name]) => name);
  if (named.length > MOST_NAMED || new Set(named).size < named.length) return value;
  const filled = value.replace(NAMED, (whole, name: string) => entities.get(name) ?? whole);
  return filled.length > LONGEST_VALUE ? value : filled;
}
