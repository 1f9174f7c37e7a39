import { Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { Format, Reading } from './contract/format.ts';
import { readG2Item } from './newsml/g2-item.ts';
import { rootNameOf } from './xml/detect.ts';
import { attributeOf, descendants, elementAt } from './xml/lookup.ts';
import { parseXml } from './xml/parse-xml.ts';
import { readEach } from './xml/read-each.ts';

const ROOTS = new Set([
  'newsMessage',
  'newsItem',
  'packageItem',
  'conceptItem',
  'knowledgeItem',
  'planningItem',
  'catalogItem',
]);
const ITEMS = new Set(['newsItem', 'packageItem']);

/** NewsML-G2: messages, bare items and packages, with the profiles of Reuters, AP, dpa, ANSA, STT, TT and IPTC. */
const newsmlG2: Format = {
  name: 'newsml-g2',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (ROOTS.has(rootNameOf(text) ?? '') ? 1 : 0),
  read({ text }): Reading {
    const root = parseXml(text, { keepsDeep: true });
    if (!ROOTS.has(root.name)) throw new Rejected(`newsml-g2: the root element is ${root.name}`);
    const header = elementAt(root, 'header');
    const elements = ITEMS.has(root.name) ? [root] : descendants(root, ({ name }) => ITEMS.has(name));
    const nested = elements.flatMap((element) => descendants(element, ({ name }) => ITEMS.has(name)));
    const { items, problems } = readEach(root, [...elements, ...nested], {
      format: 'newsml-g2',
      place: (element, at) => `item ${at + 1} (${attributeOf(element, 'guid') ?? 'without guid'})`,
      read: (element) => readG2Item(element, header),
    });
    const stories = items.filter((item) => !isEnvelope(item, items));
    return { items: storiesFirst(stories), feed: null, problems };
  },
};

export default newsmlG2;

/** A package that names nothing of its own and whose members came with it only holds them together. */
function isEnvelope(item: WireItem, all: readonly WireItem[]): boolean {
  if (item.type !== 'composite' || item.uri !== null || item.headline !== null || item.body !== null) return false;
  const members = item.links.filter(({ rel }) => rel === 'member');
  return all.length > 1 && members.every(({ uri }) => all.some((each) => each !== item && each.itemId === uri));
}

/** Stories stand before what belongs to them: pictures, and packages that have no headline of their own. */
function storiesFirst(items: readonly WireItem[]): WireItem[] {
  const leads = ({ type, headline }: WireItem) =>
    type === null || type === 'text' || (type === 'composite' && headline !== null);
  return [...items.filter(leads), ...items.filter((item) => !leads(item))];
}
