import { Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { Draft } from './wire/draft.ts';
import { rootNameOf } from './xml/detect.ts';
import { attributeOf, childrenOf, elementAt, elementsAt, textAt } from './xml/lookup.ts';
import { readNitfBody, readNitfHead } from './xml/nitf.ts';
import { parseXml, type XmlElement } from './xml/parse-xml.ts';

/** Meta names that hold a slugline, best first. */
const SLUG_METAS = ['anpa-keyword', 'slug', 'slugline', 'NTBStikkord'];

/** NITF 3.x as a document of its own: AAP, AP, EFE, NTB, PA. */
const nitf: Format = {
  name: 'nitf',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (rootNameOf(text) === 'nitf' ? 1 : 0),
  read({ text }) {
    const root = parseXml(text);
    if (root.name !== 'nitf') throw new Rejected(`nitf: the root element is ${root.name}`);
    if (root.cut) throw new Rejected('nitf: the document is cut short');
    return { items: [readNitf(root)], feed: null, problems: [] };
  },
};

export default nitf;

function readNitf(root: XmlElement): WireItem {
  const draft = new Draft();
  const head = elementAt(root, 'head');
  const docdata = elementAt(head, 'docdata');
  readIdentity(draft, root, head, docdata);
  readDates(draft, head, docdata);
  readSlug(draft, root, head, docdata);
  draft.set('type', 'text', 'nitf');
  draft.set('urgency', attributeOf(elementAt(docdata, 'urgency'), 'ed-urg'), 'docdata/urgency');
  draft.set('language', attributeOf(root, 'baselang') ?? attributeOf(root, 'lang'), 'nitf');
  for (const message of childrenOf(docdata, 'ed-msg'))
    draft.note(attributeOf(message, 'info'), attributeOf(message, 'msg-type'));
  readSubjects(draft, head);
  readRights(draft, docdata);
  readNitfHead(draft, root);
  readNitfBody(draft, root, 'nitf');
  return draft.finish();
}

function readIdentity(draft: Draft, root: XmlElement, head: XmlElement | null, docdata: XmlElement | null): void {
  const docId = elementAt(docdata, 'doc-id');
  const id = attributeOf(docId, 'id-string') ?? attributeOf(root, 'uno');
  const key = elementAt(docdata, 'du-key');
  draft.set('itemId', id, 'docdata/doc-id').set('uri', id, 'docdata/doc-id');
  draft.altId('doc-id', id).altId('NTBID', metaOf(head, 'NTBID')).altId('du-key', attributeOf(key, 'key'));
  draft.set('version', attributeOf(key, 'version') ?? attributeOf(key, 'generation'), 'docdata/du-key');
  draft.signal('status', attributeOf(docdata, 'management-status'));
  const replaced = attributeOf(docdata, 'management-doc-idref');
  draft.link('prevVersion', replaced);
  draft.signal('instruction', attributeOf(docdata, 'management-idref-status'));
  if (/^(?:canceled|cancelled|withheld)$/i.test(attributeOf(docdata, 'management-idref-status') ?? ''))
    draft.withdraws(replaced);
  draft.signal('takeKey', metaOf(head, 'anpa-takekey'));
  draft.signal('category', metaOf(head, 'anpa-category') ?? metaOf(head, 'category'));
  draft.signal('itemType', attributeOf(elementAt(head, 'tobject'), 'tobject.type'));
  for (const property of elementsAt(head, 'tobject/tobject.property')) {
    const genre = attributeOf(property, 'tobject.property.type');
    draft.add('genres', genre, 'tobject.property').signal('genre', genre);
  }
  draft.add('providers', attributeOf(docId, 'regsrc'), 'docdata/doc-id');
  for (const source of elementsAt(docdata, 'del-list/from-src')) {
    draft.add('providers', attributeOf(source, 'src-name'), 'docdata/del-list');
  }
}

function readDates(draft: Draft, head: XmlElement | null, docdata: XmlElement | null): void {
  const norm = (name: string) => attributeOf(elementAt(docdata, name), 'norm');
  const issued = norm('date.issue');
  const released = norm('date.release');
  draft.date('versionCreated', issued, 'docdata/date.issue');
  const published = attributeOf(elementAt(head, 'pubdata'), 'date.publication');
  draft.date(issued === null ? 'versionCreated' : 'published', published, 'pubdata/@date.publication');
  // A release time is an embargo only where it lies after the issue.
  const embargoed = /^embargo/i.test(attributeOf(docdata, 'management-status') ?? '');
  if (released !== null && (embargoed || isLater(released, issued))) draft.embargo(released, 'docdata/date.release');
  draft.date('expires', norm('date.expire'), 'docdata/date.expire');
}

function isLater(a: string, b: string | null): boolean {
  return b !== null && Number.isFinite(instant(a)) && instant(a) > instant(b);
}

function instant(norm: string): number {
  return Date.parse(
    norm
      .replace(
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?/,
        (_, ...[year, month, day, hour, minute, second = '00']: string[]) =>
          `${year}-${month}-${day}T${hour}:${minute}:${second}`,
      )
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
  );
}

function readSlug(draft: Draft, root: XmlElement, head: XmlElement | null, docdata: XmlElement | null): void {
  for (const name of SLUG_METAS) draft.set('slugline', metaOf(head, name), `meta ${name}`);
  const keywords = elementsAt(docdata, 'key-list/keyword').map((keyword) => attributeOf(keyword, 'key'));
  const title = textAt(head, 'title');
  // PA numbers the take and names the slug in the title.
  const take = /^(\d{1,2}) (\S.*)$/.exec(title ?? '');
  const hedline = elementAt(root, 'body/body.head/hedline');
  if (take !== null && textAt(hedline, 'hl1') !== title) {
    draft.set('slugline', titleSlug(take[2]!), 'head/title');
    draft.signal('takeKey', take[1]);
    draft.take(Number(take[1]));
  }
  for (const keyword of keywords) draft.add('keywords', keyword, 'docdata/key-list');
  const second = textAt(hedline, 'hl2');
  if (second !== null && keywords.includes(second)) draft.set('slugline', second, 'hedline/hl2');
  else if (second !== textAt(hedline, 'hl1')) draft.set('subheadline', second, 'hedline/hl2');
  const key = attributeOf(elementAt(docdata, 'du-key'), 'key');
  draft.set('slugline', key !== null && NAMES_A_STORY.test(key) ? key : null, 'docdata/du-key');
  draft.set('slugline', keywords[0] ?? null, 'docdata/key-list');
}

/** A key that is words, and no number of a system. */
const NAMES_A_STORY = /^[\p{L}][\p{L}\p{M} /,.()'’&-]{2,80}$/u;

// "SPORT Trivia (Oct 14)" is filed under a service word in capitals, kept as "Sport Trivia (Oct 14)".
function titleSlug(title: string): string {
  return title.replace(/^[A-Z]{2,}(?= [A-Z][a-z])/, (word) => word[0] + word.slice(1).toLowerCase());
}

function readSubjects(draft: Draft, head: XmlElement | null): void {
  for (const subject of elementsAt(head, 'tobject/tobject.subject')) {
    const code = attributeOf(subject, 'tobject.subject.refnum');
    const name =
      ['detail', 'matter', 'type'].map((level) => attributeOf(subject, `tobject.subject.${level}`)).find(Boolean) ??
      null;
    const registry = attributeOf(subject, 'tobject.subject.ipr');
    const iptc = code !== null && /^\d{8}$/.test(code) && (registry === null || /^IPTC/i.test(registry));
    draft.subject(code === null ? null : iptc ? `subj:${code}` : `${(registry ?? 'nitf').toLowerCase()}:${code}`, name);
  }
  readMetaSubjects(draft, head);
  const place = elementAt(head, 'docdata/evloc');
  draft.set('located', attributeOf(place, 'city') ?? attributeOf(place, 'county-dist'), 'docdata/evloc');
  draft.place(attributeOf(place, 'city'), 'evloc');
}

/** Some write the code of the subject into a meta element of their own. */
function readMetaSubjects(draft: Draft, head: XmlElement | null): void {
  for (const meta of childrenOf(head, 'meta')) {
    const code = /iptc/i.test(attributeOf(meta, 'name') ?? '') ? attributeOf(meta, 'content') : null;
    if (code !== null && /^\d{8}$/.test(code)) draft.subject(`subj:${code}`, null);
  }
}

function readRights(draft: Draft, docdata: XmlElement | null): void {
  const copyright = elementAt(docdata, 'doc.copyright');
  const holder = attributeOf(copyright, 'holder');
  draft.set('copyrightHolder', holder, 'docdata/doc.copyright');
  const year = attributeOf(copyright, 'year');
  if (holder !== null && year !== null) draft.set('copyrightNotice', `© ${year} ${holder}`, 'docdata/doc.copyright');
  for (const rights of childrenOf(docdata, 'doc.rights'))
    draft.add('usageTerms', attributeOf(rights, 'type'), 'docdata/doc.rights');
  draft.add('providers', holder, 'docdata/doc.copyright');
}

function metaOf(head: XmlElement | null, name: string): string | null {
  return attributeOf(childrenOf(head, 'meta').find((meta) => attributeOf(meta, 'name') === name) ?? null, 'content');
}
