import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import { attributeOf, childrenOf, descendants, elementAt, textAt, textOf } from '../xml/lookup.ts';
import { xhtmlInside } from '../xml/markup.ts';
import { readNitfBody, readNitfHead } from '../xml/nitf.ts';
import type { XmlElement } from '../xml/parse-xml.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  photo: 'picture',
  picture: 'picture',
  graphic: 'graphic',
  video: 'video',
  audio: 'audio',
};

/** One entry of AP's sATOM as a wire item: `apcm:ContentMetadata` describes it, `apnm:NewsManagement` steers it. */
export function readSatomEntry(entry: XmlElement): WireItem {
  const draft = new Draft();
  const metadata = elementAt(entry, 'ContentMetadata');
  const management = elementAt(entry, 'NewsManagement');
  const nitf = elementAt(entry, 'content/nitf');
  readIdentity(draft, entry, management);
  readManagement(draft, management);
  readDates(draft, entry, metadata, nitf);
  readMetadata(draft, metadata);
  for (const subject of childrenOf(metadata, 'SubjectClassification')) readSubject(draft, subject);
  for (const entity of childrenOf(metadata, 'EntityClassification')) readEntity(draft, entity);
  draft.set('copyrightNotice', textAt(entry, 'rights'), 'rights');
  draft.summary('text', textAt(entry, 'summary'), 'summary');
  readContent(draft, entry, nitf);
  draft.set('headline', textAt(entry, 'title'), 'title');
  return draft.finish();
}

function readIdentity(draft: Draft, entry: XmlElement, management: XmlElement | null): void {
  const id = textAt(entry, 'id');
  draft.set('itemId', id, 'id').set('uri', id, 'id').altId('guid', id);
  // All versions of one story are managed under one id.
  draft.altId('original', textAt(management, 'ManagementId'));
  draft.set('version', textAt(management, 'ManagementSequenceNumber'), 'NewsManagement/ManagementSequenceNumber');
  for (const link of childrenOf(entry, 'link')) {
    const rel = attributeOf(link, 'rel') ?? 'alternate';
    if (rel === 'alternate') draft.link('canonical', attributeOf(link, 'href'));
  }
  draft.add('providers', textAt(entry, 'author/name'), 'author').add('providers', 'AP', 'the format');
}

function readManagement(draft: Draft, management: XmlElement | null): void {
  draft.signal('status', textAt(management, 'PublishingStatus'));
  draft.signal('editorialType', textAt(management, 'ManagementType'));
  for (const instruction of childrenOf(management, 'Instruction')) draft.signal('instruction', textOf(instruction));
  draft.note(textAt(management, 'PublishingSpecialInstructions'), null);
  const status = textAt(management, 'PublishingStatus') ?? '';
  const released = textAt(management, 'PublishingReleaseDateTime');
  if (/^embargo/i.test(status)) draft.embargo(released, 'NewsManagement/PublishingReleaseDateTime');
  draft.date('expires', textAt(management, 'PublishingExpirationDateTime'), 'NewsManagement');
}

/** `updated` is the entry's own time in AP's store; the story's is that of its text. */
function readDates(draft: Draft, entry: XmlElement, metadata: XmlElement | null, nitf: XmlElement | null): void {
  const issued = attributeOf(elementAt(nitf, 'head/docdata/date.issue'), 'norm');
  draft.date('versionCreated', issued, 'docdata/date.issue');
  draft.date('firstCreated', textAt(metadata, 'FirstCreated'), 'ContentMetadata/FirstCreated');
  draft.date('published', textAt(entry, 'published'), 'published');
  draft.date('updated', textAt(entry, 'updated'), 'updated');
}

function readMetadata(draft: Draft, metadata: XmlElement | null): void {
  const from = (name: string) => `ContentMetadata/${name}`;
  draft.set('headline', textAt(metadata, 'HeadLine'), from('HeadLine'));
  const extended = textAt(metadata, 'ExtendedHeadLine');
  if (extended !== draft.get('headline')) draft.set('subheadline', extended, from('ExtendedHeadLine'));
  draft.set('slugline', textAt(metadata, 'SlugLine'), from('SlugLine'));
  draft.set('dateline', textAt(metadata, 'DateLine'), from('DateLine'));
  for (const byline of childrenOf(metadata, 'ByLine')) draft.add('bylines', textOf(byline), from('ByLine'));
  draft.set('creditLine', textAt(metadata, 'CreditLine'), from('CreditLine'));
  draft.set('urgency', attributeOf(elementAt(metadata, 'Priority'), 'Numeric'), from('Priority'));
  draft.set('type', typeOf(textAt(metadata, 'MediaType')), from('MediaType'));
  draft.add('keywords', textAt(metadata, 'Keywords'), from('Keywords'));
  draft.signal('profile', textAt(metadata, 'ItemContentType')).signal('itemType', textAt(metadata, 'ContentElement'));
  draft.add('providers', textAt(metadata, 'Source'), from('Source'));
  for (const terms of childrenOf(metadata, 'UsageTerms')) draft.add('usageTerms', textOf(terms), from('UsageTerms'));
  const place = elementAt(metadata, 'DateLineLocation');
  draft.set('located', attributeOf(place, 'City'), from('DateLineLocation'));
  for (const name of ['City', 'CountryAreaName', 'CountryName'])
    draft.place(attributeOf(place, name), `DateLineLocation/${name}`);
}

function typeOf(mediaType: string | null): string {
  const type = mediaType?.toLowerCase() ?? 'text';
  return MEDIA_TYPES[type] ?? type;
}

function readSubject(draft: Draft, subject: XmlElement): void {
  const authority = attributeOf(subject, 'Authority') ?? '';
  const id = attributeOf(subject, 'Id');
  if (id === null) return;
  if (/category code/i.test(authority)) draft.subject(`a1312cat:${id}`, null);
  else draft.subject(`apsubject:${id}`, attributeOf(subject, 'Value'));
}

function readEntity(draft: Draft, entity: XmlElement): void {
  const authority = attributeOf(entity, 'Authority') ?? '';
  const name = attributeOf(entity, 'Value');
  const kinds = childrenOf(entity, 'Property').map((property) => attributeOf(property, 'Value'));
  if (/geography/i.test(authority)) draft.place(name, authority);
  else if (kinds.includes('PERSON')) draft.add('people', name, authority);
  else if (/organi[sz]ation|company/i.test(authority)) draft.add('organisations', name, authority);
}

function readContent(draft: Draft, entry: XmlElement, nitf: XmlElement | null): void {
  const content = elementAt(entry, 'content');
  draft.set('language', attributeOf(content, 'lang') ?? attributeOf(entry, 'lang'), 'content');
  if (nitf !== null) {
    readNitfHead(draft, nitf);
    readNitfBody(draft, nitf, 'content/nitf');
    for (const message of descendants(nitf, ({ name }) => name === 'ed-msg'))
      draft.note(attributeOf(message, 'info'), attributeOf(message, 'msg-type'));
  } else if (content !== null && childrenOf(content).length > 0) draft.body(xhtmlInside(content), 'content');
  readMedia(draft, entry);
}

function readMedia(draft: Draft, entry: XmlElement): void {
  const type = draft.get('type');
  if (type === null || type === 'text') return;
  const renditions = childrenOf(entry, 'link')
    .filter((link) => attributeOf(link, 'rel') === 'enclosure')
    .map((link) => ({
      name: attributeOf(link, 'title'),
      href: attributeOf(link, 'href'),
      contentType: attributeOf(link, 'type'),
      width: wholeNumber(attributeOf(elementAt(link, 'Characteristics'), 'Width')),
      height: wholeNumber(attributeOf(elementAt(link, 'Characteristics'), 'Height')),
    }));
  const caption = draft.finish().summary?.value ?? null;
  if (renditions.length > 0)
    draft.media(mediaOf({ type, caption, credit: draft.get('creditLine'), needsAuth: true }, renditions));
}
