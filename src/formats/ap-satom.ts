import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readSatomEntry } from './newsml/satom-entry.ts';
import { rootNameOf } from './xml/detect.ts';
import { descendants, textAt } from './xml/lookup.ts';
import { parseXml } from './xml/parse-xml.ts';
import { readEach } from './xml/read-each.ts';

const NAMESPACE = /["']http:\/\/ap\.org\/schemas\/\d\d\/\d{4}\/ap(?:cm|nm)["']/;
const ROOTS = new Set(['sATOM', 'feed', 'entry']);

/** AP's Atom profile (sATOM): entries whose content is NITF, with AP's own metadata and management beside it. */
const apSatom: Format = {
  name: 'ap-satom',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    const root = rootNameOf(text);
    if (root === 'sATOM') return 1;
    return root !== null && ROOTS.has(root) && NAMESPACE.test(text.slice(0, 65_536)) ? 0.97 : 0;
  },
  read({ text }) {
    const root = parseXml(text, { keepsDeep: true });
    if (!ROOTS.has(root.name)) throw new Rejected(`ap-satom: the root element is ${root.name}`);
    const entries = root.name === 'entry' ? [root] : descendants(root, ({ name }) => name === 'entry');
    const { items, problems } = readEach(root, entries, {
      format: 'ap-satom',
      place: (entry, at) => `entry ${at + 1} (${textAt(entry, 'id') ?? 'without id'})`,
      read: readSatomEntry,
    });
    return { items, feed: null, problems };
  },
};

export default apSatom;
