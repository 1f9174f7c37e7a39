import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readNewsItem } from './newsml/one-item.ts';
import { rootNameOf } from './xml/detect.ts';
import { descendants, elementAt, textAt } from './xml/lookup.ts';
import { parseXml } from './xml/parse-xml.ts';

/** NewsML 1.x: the AFP wire, journal and photo flavours, and EFE, ANA, Kyodo, ATS, Belga and ANP. */
const newsml1: Format = {
  name: 'newsml-1',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (rootNameOf(text) === 'NewsML' ? 1 : 0),
  read({ text }) {
    const root = parseXml(text);
    if (root.name !== 'NewsML') throw new Rejected(`newsml-1: the root element is ${root.name}`);
    const envelope = elementAt(root, 'NewsEnvelope');
    const problems: string[] = [];
    const elements = descendants(root, ({ name }) => name === 'NewsItem');
    const nested = elements.flatMap((element) => descendants(element, ({ name }) => name === 'NewsItem'));
    const items = [...elements, ...nested].flatMap((element, at) => {
      const id = textAt(element, 'Identification/NewsIdentifier/NewsItemId');
      if (element.cut) {
        problems.push(`item ${at + 1} (${id ?? 'without id'}): the document ends inside it`);
        return [];
      }
      const item = readNewsItem(element, envelope);
      return item === null ? [] : [item];
    });
    if (root.cut && items.length === 0 && problems.length > 0) throw new Rejected(`newsml-1: ${problems.join('; ')}`);
    if (root.cut && problems.length === 0) problems.push('the document is cut short');
    return { items, feed: null, problems };
  },
};

export default newsml1;
