import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readSatomEntry } from './newsml/satom-entry.ts';
import { rootNameOf } from './xml/detect.ts';
import { descendants, textAt } from './xml/lookup.ts';
import { parseXml } from './xml/parse-xml.ts';

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
    const root = parseXml(text);
    if (!ROOTS.has(root.name)) throw new Rejected(`ap-satom: the root element is ${root.name}`);
    const entries = root.name === 'entry' ? [root] : descendants(root, ({ name }) => name === 'entry');
    const problems: string[] = [];
    const items = entries.flatMap((entry, at) => {
      if (!entry.cut) return [readSatomEntry(entry)];
      problems.push(`entry ${at + 1} (${textAt(entry, 'id') ?? 'without id'}): the document ends inside it`);
      return [];
    });
    if (root.cut && items.length === 0 && problems.length > 0) throw new Rejected(`ap-satom: ${problems.join('; ')}`);
    if (root.cut && problems.length === 0) problems.push('the document is cut short');
    return { items, feed: null, problems };
  },
};

export default apSatom;
