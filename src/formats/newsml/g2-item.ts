import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, elementAt, elementsAt, textAt, textOf } from '../xml/lookup.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { readG2Content } from './g2-content.ts';
import { readG2Descriptions } from './g2-descriptions.ts';
import { readG2Notes } from './g2-notes.ts';

const ITEM_TYPES: Readonly<Record<string, string>> = {
  text: 'text',
  picture: 'picture',
  photo: 'picture',
  graphic: 'graphic',
  video: 'video',
  audio: 'audio',
  animation: 'video',
  composite: 'composite',
};

/** Alternative ids that name an item this one takes the place of, and the prefix that makes them uris. */
const REPLACED_IDS: Readonly<Record<string, { rel: string; prefix: string }>> = {
  'tt:refuno': { rel: 'prevVersion', prefix: 'urn:newsml:tt.se:' },
};

/** One newsItem or packageItem as a wire item; `header` is that of its message. */
export function readG2Item(item: XmlElement, header: XmlElement | null): WireItem {
  const draft = new Draft();
  const meta = elementAt(item, 'itemMeta');
  const content = elementAt(item, 'contentMeta');
  readIdentity(draft, item, meta, content);
  readSignals(draft, meta);
  draft.set('type', item.name === 'packageItem' ? 'composite' : itemType(meta), 'itemMeta/itemClass');
  readProviders(draft, header, meta, content);
  readDates(draft, header, meta, content);
  readG2Notes(draft, meta);
  readG2Descriptions(draft, item, meta, content);
  readRights(draft, item);
  draft.set('urgency', textAt(content, 'urgency'), 'contentMeta/urgency');
  draft.set('priority', textAt(header, 'priority'), 'header/priority');
  readMembers(draft, item);
  readG2Content(draft, item);
  draft.set('headline', textAt(meta, 'title'), 'itemMeta/title');
  return draft.finish();
}

/** The code without its scheme: "stat:usable" gives "usable". */
export function codeOf(element: XmlElement | null): string | null {
  const qcode = attributeOf(element, 'qcode') ?? attributeOf(element, 'literal');
  return qcode === null ? textOf(element) : qcode.slice(qcode.indexOf(':') + 1);
}

function readIdentity(draft: Draft, item: XmlElement, meta: XmlElement | null, content: XmlElement | null): void {
  const guid = attributeOf(item, 'guid');
  const tail = attributeOf(item, 'version') === null ? /^(.+):(\d{1,10})$/.exec(guid ?? '') : null;
  draft.set('itemId', guid, '@guid');
  draft.set('uri', tail?.[1] ?? guid, '@guid');
  draft.set('version', attributeOf(item, 'version') ?? tail?.[2], tail === null ? '@version' : '@guid');
  draft.altId('guid', guid);
  draft.altId('versionedGuid', attributeOf(elementAt(meta, 'versionedId'), 'guid'));
  draft.altId('USN', /newsml_([A-Z0-9]{6,})$/.exec(guid ?? '')?.[1]);
  for (const altId of elementsAt(content, 'altId')) {
    const type = attributeOf(altId, 'type') ?? 'altId';
    const value = textOf(altId) ?? attributeOf(altId, 'id');
    const replaced = REPLACED_IDS[type];
    if (replaced !== undefined && value !== null)
      draft.link(replaced.rel, `${replaced.prefix}${value.replace(/:\d+$/, '')}`);
    draft.altId(type.slice(type.indexOf(':') + 1), value);
  }
  for (const link of childrenOf(meta, 'link')) {
    const rel = attributeOf(link, 'rel') ?? 'seeAlso';
    draft.link(rel.slice(rel.indexOf(':') + 1), attributeOf(link, 'residref') ?? attributeOf(link, 'href'));
  }
}

function readSignals(draft: Draft, meta: XmlElement | null): void {
  draft.signal('status', codeOf(elementAt(meta, 'pubStatus')));
  draft.signal('msgType', attributeOf(elementAt(meta, 'itemClass'), 'msgType'));
  for (const signal of childrenOf(meta, 'signal')) {
    const code = attributeOf(signal, 'qcode') ?? attributeOf(signal, 'literal') ?? textOf(signal);
    if (code?.startsWith('edStat:')) draft.signal('edStat', code.slice(7));
    else draft.signal('signal', code);
  }
  draft.signal('profile', textAt(meta, 'profile'));
  for (const service of childrenOf(meta, 'service'))
    draft.signal('service', attributeOf(service, 'qcode')).signal('service', textAt(service, 'name'));
  draft.signal('fileName', textAt(meta, 'fileName'));
  const embargoed = elementAt(meta, 'embargoed');
  if (embargoed !== null) draft.embargo(textOf(embargoed), 'itemMeta/embargoed');
}

function itemType(meta: XmlElement | null): string | null {
  const code = codeOf(elementAt(meta, 'itemClass'));
  return code === null ? null : (ITEM_TYPES[code.toLowerCase()] ?? code);
}

function readProviders(
  draft: Draft,
  header: XmlElement | null,
  meta: XmlElement | null,
  content: XmlElement | null,
): void {
  const provider = elementAt(meta, 'provider');
  draft.add('providers', attributeOf(provider, 'literal'), 'itemMeta/provider');
  draft.add('providers', provider && codeOf(provider), 'itemMeta/provider');
  draft.add('providers', textAt(provider, 'name'), 'itemMeta/provider/name');
  draft.add('providers', attributeOf(provider, 'uri'), 'itemMeta/provider');
  for (const source of elementsAt(content, 'infoSource')) {
    draft.add('providers', textAt(source, 'name') ?? attributeOf(source, 'literal'), 'contentMeta/infoSource');
  }
  draft.add('providers', textAt(header, 'sender'), 'header/sender');
}

function readDates(draft: Draft, header: XmlElement | null, meta: XmlElement | null, content: XmlElement | null): void {
  draft.date('versionCreated', textAt(meta, 'versionCreated'), 'itemMeta/versionCreated');
  draft.date('firstCreated', textAt(meta, 'firstCreated'), 'itemMeta/firstCreated');
  draft.date('firstCreated', textAt(content, 'contentCreated'), 'contentMeta/contentCreated');
  draft.date('updated', textAt(content, 'contentModified'), 'contentMeta/contentModified');
  draft.date('sent', textAt(header, 'sent'), 'header/sent');
  draft.date('expires', textAt(meta, 'expires') ?? textAt(meta, 'rightsExpires'), 'itemMeta/expires');
}

function readRights(draft: Draft, item: XmlElement): void {
  for (const rights of childrenOf(item, 'rightsInfo')) {
    const holder = elementAt(rights, 'copyrightHolder');
    const holderName = textAt(holder, 'name') ?? attributeOf(holder, 'literal') ?? (holder && codeOf(holder));
    draft.set('copyrightHolder', holderName, 'rightsInfo/copyrightHolder');
    draft.set('copyrightNotice', textAt(rights, 'copyrightNotice'), 'rightsInfo/copyrightNotice');
    for (const terms of childrenOf(rights, 'usageTerms'))
      draft.add('usageTerms', textOf(terms), 'rightsInfo/usageTerms');
  }
}

/** Members in the order of the groups, from the root group on. */
function readMembers(draft: Draft, item: XmlElement): void {
  const set = elementAt(item, 'groupSet');
  if (set === null) return;
  const groups = childrenOf(set, 'group');
  const byId = new Map(groups.map((group) => [attributeOf(group, 'id'), group]));
  const seen = new Set<XmlElement>();
  const walk = (group: XmlElement | undefined): void => {
    if (group === undefined || seen.has(group)) return;
    seen.add(group);
    for (const member of childrenOf(group)) {
      if (member.name === 'groupRef') walk(byId.get(attributeOf(member, 'idref')));
      else draft.link('member', attributeOf(member, 'residref') ?? attributeOf(member, 'href'));
    }
  };
  walk(byId.get(attributeOf(set, 'root')));
  groups.forEach(walk);
}
