import { type XmlChild, type XmlElement, xml } from '../contract/xml.ts';

const CATALOG = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml';
/** What our own ids and relations are called in a G2 document. */
const OWN = { alias: 'copytaster', uri: 'urn:copytaster:g2:' };

/** A newsItem with what every one has. `version` is that of the agency where G2 allows it, else our own count. */
export function newsItem(
  { guid, version, language }: { guid: string; version: string | number | null; language: string | null },
  ...inside: readonly (XmlChild | readonly XmlChild[])[]
): XmlElement {
  return xml(
    'newsItem',
    {
      guid,
      version: /^[1-9]\d{0,8}$/.test(String(version)) ? version : null,
      standard: 'NewsML-G2',
      standardversion: '2.35',
      conformance: 'power',
      'xml:lang': language,
    },
    xml('catalogRef', { href: CATALOG }),
    xml('catalog', {}, xml('scheme', OWN)),
    ...inside,
  );
}

/** A code of our own scheme; G2 allows no spaces and no colons in it. */
export const ownCode = (code: string): string => `${OWN.alias}:${code.replace(/[\s:]+/g, '-')}`;
