import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, descendants, elementAt, elementsAt, oneLine, textAt, textOf } from '../xml/lookup.ts';
import { isInitials } from '../xml/nitf.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { readComponents } from './one-content.ts';
import { readNewsLines } from './one-lines.ts';

/** A creator of so few letters, all of one case, is a desk or initials. */
const NAMES_NOBODY = /^(?:\p{Lu}{2,4}|\p{Ll}{2,4})$/u;
/** Statuses and instructions that say something about a story although no story is there. */
const ABOUT_A_STORY = /^(?:cancel|kill|delete|with(?:held|hold|drawn)|embargo)/i;

/** One NewsItem as a wire item, or null where it is an index: no lines, no content, and usable. */
export function readNewsItem(item: XmlElement, envelope: XmlElement | null): WireItem | null {
  const draft = new Draft();
  const management = elementAt(item, 'NewsManagement');
  const component = mainComponent(item);
  readIdentity(draft, item);
  readManagement(draft, management);
  if (isIndex(draft, item)) return null;
  draft.set('priority', attributeOf(elementAt(envelope, 'Priority'), 'FormalName'), 'NewsEnvelope/Priority');
  draft.date('sent', textAt(envelope, 'DateAndTime'), 'NewsEnvelope/DateAndTime');
  readComponents(draft, elementAt(item, 'NewsComponent'));
  readNewsLines(draft, item, component);
  readAdministration(draft, item, component, envelope);
  readDescription(draft, item, component);
  readRights(draft, item);
  return draft.finish();
}

/**
 * The component that the item's own lines belong to: the outer one, or where that names no headline the one in it whose
 * role is main, or the first at any depth that names one.
 */
function mainComponent(item: XmlElement): XmlElement | null {
  const outer = elementAt(item, 'NewsComponent');
  if (outer === null || hasHeadline(outer)) return outer;
  const inner = childrenOf(outer, 'NewsComponent');
  const main = inner.find((each) => /^main$/i.test(attributeOf(elementAt(each, 'Role'), 'FormalName') ?? ''));
  if (main !== undefined && elementAt(main, 'NewsLines') !== null) return main;
  const [first] = descendants(outer, (each) => each.name === 'NewsComponent' && hasHeadline(each));
  return first ?? (elementAt(outer, 'NewsLines') === null ? (main ?? outer) : outer);
}

function hasHeadline(component: XmlElement): boolean {
  return elementAt(component, 'NewsLines/HeadLine') !== null;
}

/** The main component, then the outer one, which says what holds for every part. */
function componentsOf(item: XmlElement, component: XmlElement | null): XmlElement[] {
  const outer = elementAt(item, 'NewsComponent');
  return [...new Set([component, outer])].filter((each) => each !== null);
}

function isIndex(draft: Draft, item: XmlElement): boolean {
  const { signals } = draft.finish();
  if (signals.some(({ kind, value }) => (kind === 'status' || kind === 'instruction') && ABOUT_A_STORY.test(value)))
    return false;
  return descendants(item, ({ name }) => name === 'NewsLines' || name === 'ContentItem').length === 0;
}

function readIdentity(draft: Draft, item: XmlElement): void {
  const identifier = elementAt(item, 'Identification/NewsIdentifier');
  const [provider, day, id] = ['ProviderId', 'DateId', 'NewsItemId'].map((name) => textAt(identifier, name));
  const revision = elementAt(identifier, 'RevisionId');
  const version = textOf(revision);
  const filed = textAt(identifier, 'PublicIdentifier');
  const own = provider && id ? `urn:newsml:${[provider, day, id].filter(Boolean).join(':')}` : null;
  // A public identifier that does not name the item (the provider's alone) identifies nothing.
  const usable = filed !== null && !filed.includes(nameOfItem(id ?? '', version)) ? null : filed;
  const uri = usable === null ? own : withoutRevision(usable, version);
  draft.set('itemId', uri, 'NewsIdentifier').set('uri', uri, 'NewsIdentifier');
  draft.set('version', version, 'NewsIdentifier/RevisionId');
  draft.altId('publicIdentifier', filed).altId('newsItemId', id);
  // AFP names a story in its kills by this id alone.
  if (/^afp\.com/i.test(provider ?? '')) draft.altId('doc-id', id);
  draft.altId('nameLabel', textAt(item, 'Identification/NameLabel'));
  draft.add('providers', provider?.split(':')[0], 'NewsIdentifier/ProviderId');
  const update = attributeOf(revision, 'Update');
  if (update !== 'N') draft.signal('update', update);
}

/** An item's id without the revision that some write behind it: "NEWS-041-v2". */
function nameOfItem(id: string, version: string | null): string {
  const [, name = id, revision] = /^(.{3,200})[-_.]v(\d{1,6})$/i.exec(id) ?? [];
  return revision === version ? name : id;
}

function withoutRevision(uri: string, version: string | null): string {
  const tail = /^(.+):(\d{1,10}[A-Z]?)$/.exec(uri);
  return tail !== null && (version === null || tail[2]!.replace(/[A-Z]$/, '') === version) ? tail[1]! : uri;
}

function readManagement(draft: Draft, management: XmlElement | null): void {
  const formal = (name: string) => attributeOf(elementAt(management, name), 'FormalName') ?? textAt(management, name);
  const status = formal('Status');
  draft.signal('status', status).signal('itemType', formal('NewsItemType'));
  draft.set('urgency', formal('Urgency'), 'NewsManagement/Urgency');
  draft.date('firstCreated', textAt(management, 'FirstCreated'), 'NewsManagement/FirstCreated');
  draft.date('versionCreated', textAt(management, 'ThisRevisionCreated'), 'NewsManagement/ThisRevisionCreated');
  for (const instruction of childrenOf(management, 'Instruction')) {
    draft.signal('instruction', attributeOf(instruction, 'FormalName'));
    for (const revision of childrenOf(instruction, 'RevisionStatus')) {
      draft.signal('revisionStatus', attributeOf(elementAt(revision, 'Status'), 'FormalName'));
    }
  }
  for (const change of childrenOf(management, 'StatusWillChange')) {
    const future = attributeOf(elementAt(change, 'FutureStatus'), 'FormalName') ?? '';
    const when = textAt(change, 'DateAndTime');
    if (/^usable$/i.test(future) || /^embargo/i.test(status ?? ''))
      draft.embargo(when, 'NewsManagement/StatusWillChange');
    else if (/^cancel/i.test(future)) draft.date('expires', when, 'NewsManagement/StatusWillChange');
  }
  for (const associated of childrenOf(management, 'AssociatedWith')) {
    const uri = attributeOf(associated, 'NewsItem');
    draft.altId('associatedWith', uri).link('associatedWith', uri);
    draft.add('mediaAnnounced', attributeOf(associated, 'FormalName'), 'NewsManagement/AssociatedWith');
  }
  for (const derived of childrenOf(management, 'DerivedFrom'))
    draft.link('derivedFrom', attributeOf(derived, 'NewsItem'));
}

function readAdministration(
  draft: Draft,
  item: XmlElement,
  component: XmlElement | null,
  envelope: XmlElement | null,
): void {
  const administration =
    elementAt(component, 'AdministrativeMetadata') ?? elementAt(item, 'NewsComponent/AdministrativeMetadata');
  const parties = (path: string) =>
    elementsAt(administration, `${path}/Party`).map((party) => attributeOf(party, 'FormalName'));
  for (const party of parties('Provider')) draft.add('providers', party, 'AdministrativeMetadata/Provider');
  for (const party of parties('Source')) draft.add('providers', party, 'AdministrativeMetadata/Source');
  for (const party of elementsAt(envelope, 'SentFrom/Party')) {
    draft.add('providers', attributeOf(party, 'FormalName'), 'NewsEnvelope/SentFrom');
  }
  if (draft.finish().bylines.length > 0) return;
  for (const party of parties('Creator')) {
    if (party !== null && (isInitials(party) || NAMES_NOBODY.test(party)))
      draft.dropped('byline', 'AdministrativeMetadata/Creator', 'desk initials');
    else draft.add('bylines', party, 'AdministrativeMetadata/Creator');
  }
}

function readDescription(draft: Draft, item: XmlElement, component: XmlElement | null): void {
  for (const each of componentsOf(item, component)) readMetadata(draft, elementAt(each, 'DescriptiveMetadata'));
  draft.set('language', attributeOf(item, 'lang'), 'NewsItem/@lang');
}

function readMetadata(draft: Draft, description: XmlElement | null): void {
  draft.set('language', attributeOf(elementAt(description, 'Language'), 'FormalName'), 'DescriptiveMetadata/Language');
  for (const genre of childrenOf(description, 'Genre')) {
    const name = attributeOf(genre, 'FormalName');
    draft.add('genres', name, 'DescriptiveMetadata/Genre').signal('genre', name);
  }
  for (const subject of elementsAt(description, 'SubjectCode').flatMap((code) => childrenOf(code))) {
    const code = attributeOf(subject, 'FormalName');
    draft.subject(code !== null && /^\d{8}$/.test(code) ? `subj:${code}` : code, null);
    const category = attributeOf(subject, 'cat');
    if (category !== null) draft.subject(`afpcat:${category}`, null);
  }
  for (const location of childrenOf(description, 'Location')) readLocation(draft, location);
  for (const property of childrenOf(description, 'Property')) {
    if (attributeOf(property, 'FormalName') !== 'Keyword') continue;
    const value = attributeOf(property, 'Value');
    draft.add('keywords', value, 'DescriptiveMetadata/Property');
    if (attributeOf(property, 'Role') === 'PersonInImage') draft.add('people', value, 'DescriptiveMetadata/Property');
  }
}

function readLocation(draft: Draft, location: XmlElement): void {
  const properties = new Map(
    childrenOf(location, 'Property').map((each) => [attributeOf(each, 'FormalName'), attributeOf(each, 'Value')]),
  );
  draft.set('located', properties.get('City'), 'DescriptiveMetadata/Location');
  for (const name of ['City', 'Area', 'Country']) draft.place(properties.get(name), `Location/${name}`);
}

function readRights(draft: Draft, item: XmlElement): void {
  for (const rights of descendants(item, ({ name }) => name === 'RightsMetadata')) {
    draft.set('copyrightHolder', textAt(rights, 'Copyright/CopyrightHolder'), 'RightsMetadata/Copyright');
    for (const usage of elementsAt(rights, 'UsageRights')) {
      const terms = ['UsageType', 'Geography', 'RightsHolder', 'Limitations', 'StartDate', 'EndDate'];
      const text = oneLine(
        terms
          .map((term) => textAt(usage, term))
          .filter(Boolean)
          .join('; '),
      );
      draft.add('usageTerms', text, 'RightsMetadata/UsageRights');
    }
  }
}
