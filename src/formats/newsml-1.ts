import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readNewsItem } from './newsml/one-item.ts';
import { rootNameOf } from './xml/detect.ts';
import { descendants, elementAt, textAt } from './xml/lookup.ts';
import { parseXml } from './xml/parse-xml.ts';
import { readEach } from './xml/read-each.ts';

/** NewsML 1.x: the AFP wire, journal and photo flavours, and EFE, ANA, Kyodo, ATS, Belga and ANP. */
const newsml1: Format = {
  name: 'newsml-1',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (rootNameOf(text) === 'NewsML' ? 1 : 0),
  read({ text }) {
    const root = parseXml(text, { keepsDeep: true });
    if (root.name !== 'NewsML') throw new Rejected(`newsml-1: the root element is ${root.name}`);
    const envelope = elementAt(root, 'NewsEnvelope');
    const elements = descendants(root, ({ name }) => name === 'NewsItem');
    const nested = elements.flatMap((element) => descendants(element, ({ name }) => name === 'NewsItem'));
    const { items, problems } = readEach(root, [...elements, ...nested], {
      format: 'newsml-1',
      place: (element, at) =>
        `item ${at + 1} (${textAt(element, 'Identification/NewsIdentifier/NewsItemId') ?? 'without id'})`,
      read: (element) => readNewsItem(element, envelope),
    });
    return { items, feed: null, problems };
  },
};

export default newsml1;
