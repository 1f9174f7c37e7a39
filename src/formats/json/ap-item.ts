import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import { readNitfBody, readNitfHead } from '../xml/nitf.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { firstText, type JsonObject, objectOf, objectsOf, textOfJson, textsOfJson } from './json-values.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  picture: 'picture',
  photo: 'picture',
  graphic: 'graphic',
  video: 'video',
  audio: 'audio',
};

/** Renditions that are files of the story's text, no media. */
const TEXT_RENDITIONS = new Set(['nitf', 'anpa', 'caption_nitf', 'script', 'shotlist']);

/**
 * One item of the AP Media API as a wire item. It goes by its `itemid`: its `uri` names the query that found it and
 * changes with every one.
 */
export function readApItem(item: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, item);
  readStatus(draft, item);
  readDates(draft, item);
  readText(draft, item);
  readSubjects(draft, item);
  readRights(draft, item);
  readNitfRendition(draft, item);
  const type = textOfJson(item.type)?.toLowerCase() ?? 'text';
  draft.set('type', MEDIA_TYPES[type] ?? type, 'type');
  readOwnMedia(draft, item);
  for (const [position, value] of Object.entries(objectOf(item.associations) ?? {}))
    for (const associated of objectsOf(value)) readAssociation(draft, position, associated);
  return draft.finish();
}

function readIdentity(draft: Draft, item: JsonObject): void {
  const altIds = objectOf(item.altids);
  const id = firstText(altIds, ['itemid']);
  draft.set('itemId', id, 'altids.itemid').set('uri', id, 'altids.itemid');
  draft.set('version', textOfJson(item.version), 'version');
  // AP's other deliveries name the same item so.
  draft.altId('guid', id === null ? null : `urn:publicid:ap.org:${id}`);
  for (const role of ['friendlykey', 'referenceid', 'transref']) draft.altId(role, firstText(altIds, [role]));
  for (const link of objectsOf(item.links))
    if (textOfJson(link.rel) === 'canonical') draft.link('canonical', textOfJson(link.href));
  draft.add('providers', textOfJson(item.provider), 'provider');
  for (const source of objectsOf(item.infosource)) draft.add('providers', textOfJson(source.name), 'infosource');
  draft.add('providers', 'AP', 'the API');
}

function readStatus(draft: Draft, item: JsonObject): void {
  draft.signal('status', textOfJson(item.pubstatus));
  for (const type of textsOfJson(item.editorialtypes)) draft.signal('editorialType', type);
  for (const signal of textsOfJson(item.signals)) draft.signal('signal', signal);
  draft.signal('itemType', textOfJson(item.editorialrole)).signal('profile', textOfJson(item.profile));
  draft.note(textOfJson(item.ednote), 'ednote');
  const held = textsOfJson(item.editorialtypes).some((type) => /^holdforrelease$/i.test(type));
  const embargoed = textOfJson(item.embargoed);
  if (embargoed !== null || held) draft.embargo(embargoed, 'embargoed');
}

function readDates(draft: Draft, item: JsonObject): void {
  draft.date('versionCreated', textOfJson(item.versioncreated), 'versioncreated');
  draft.date('firstCreated', textOfJson(item.firstcreated), 'firstcreated');
  draft.date('expires', textOfJson(item.expires), 'expires');
  draft.set('urgency', textOfJson(item.urgency), 'urgency').set('language', textOfJson(item.language), 'language');
}

function readText(draft: Draft, item: JsonObject): void {
  draft.set('headline', firstText(item, ['headline', 'title']), 'headline');
  const extended = textOfJson(item.headline_extended);
  if (extended !== draft.get('headline')) draft.set('subheadline', extended, 'headline_extended');
  draft.set('slugline', textOfJson(item.slugline), 'slugline');
  for (const byline of objectsOf(item.bylines)) draft.add('bylines', textOfJson(byline.by), 'bylines');
  draft.add('bylines', firstText(objectOf(item.photographer), ['name']), 'photographer');
  draft.set('creditLine', textOfJson(item.description_creditline), 'description_creditline');
  draft.summary('text', firstText(item, ['description_summary', 'description_caption']), 'description');
  draft.set('located', textOfJson(item.located), 'located');
  const place = objectOf(item.datelinelocation);
  for (const field of ['city', 'countryareaname', 'countryname'])
    draft.place(firstText(place, [field]), `datelinelocation.${field}`);
}

function readSubjects(draft: Draft, item: JsonObject): void {
  for (const subject of objectsOf(item.subject)) readSubject(draft, subject);
  for (const keyword of textsOfJson(item.keywords)) draft.add('keywords', keyword, 'keywords');
  for (const place of objectsOf(item.place)) draft.place(textOfJson(place.name), 'place');
  for (const person of objectsOf(item.person)) draft.add('people', textOfJson(person.name), 'person');
  for (const field of ['organisation', 'company', 'organization'])
    for (const named of objectsOf(item[field])) draft.add('organisations', textOfJson(named.name), field);
}

function readSubject(draft: Draft, subject: JsonObject): void {
  const code = textOfJson(subject.code);
  const isCategory = textsOfJson(subject.rels).includes('category');
  const scheme = isCategory ? 'a1312cat' : 'apsubject';
  draft.subject(code === null ? null : `${scheme}:${code}`, isCategory ? null : textOfJson(subject.name));
}

function readRights(draft: Draft, item: JsonObject): void {
  draft.set('copyrightHolder', textOfJson(item.copyrightholder), 'copyrightholder');
  draft.set('copyrightNotice', textOfJson(item.copyrightnotice), 'copyrightnotice');
  for (const terms of textsOfJson(item.usageterms)) draft.add('usageTerms', terms, 'usageterms');
}

function readNitfRendition(draft: Draft, item: JsonObject): void {
  const document = firstText(objectOf(objectOf(item.renditions)?.nitf), ['document']);
  if (document === null) return;
  const root = parseXml(document);
  if (root.name !== 'nitf' || root.cut) {
    draft.dropped('body', 'renditions.nitf.document', root.cut ? 'it is cut short' : `the root is ${root.name}`);
    return;
  }
  readNitfHead(draft, root);
  readNitfBody(draft, root, 'renditions.nitf');
}

function readOwnMedia(draft: Draft, item: JsonObject): void {
  const type = draft.get('type');
  if (type === null || type === 'text' || type === 'composite') return;
  const caption = textOfJson(item.description_caption);
  const credit = draft.finish().bylines[0] ?? draft.get('creditLine');
  const renditions = renditionsOf(item);
  if (renditions.length > 0)
    draft.media(
      mediaOf({ type, uri: draft.get('uri'), caption, credit, position: 'main', needsAuth: true }, renditions),
    );
}

function readAssociation(draft: Draft, position: string, item: JsonObject): void {
  const uri = firstText(objectOf(item.altids), ['itemid']);
  const type = MEDIA_TYPES[textOfJson(item.type)?.toLowerCase() ?? ''];
  if (type === undefined) {
    draft.link('related', uri);
    return;
  }
  const facts = {
    type,
    uri,
    caption: textOfJson(item.description_caption),
    credit: firstText(objectOf(item.photographer), ['name']) ?? textOfJson(item.description_creditline),
    headline: textOfJson(item.headline),
    position,
    needsAuth: true,
  };
  draft.media(mediaOf(facts, renditionsOf(item)));
}

function renditionsOf(item: JsonObject) {
  return Object.entries(objectOf(item.renditions) ?? {})
    .filter(([name]) => !TEXT_RENDITIONS.has(name))
    .flatMap(([name, value]) =>
      objectsOf(value).map((rendition) => ({
        name,
        href: withoutQueryTokens(textOfJson(rendition.href)),
        contentType: textOfJson(rendition.mimetype),
        width: wholeNumber(rendition.width),
        height: wholeNumber(rendition.height),
      })),
    )
    .filter(({ href }) => href !== null);
}

/** Parameters that name the query and the customer that an address was given to. */
const QUERY_TOKENS = new Set(['qt', 'dt', 'et', 'ai', 'tag']);

function withoutQueryTokens(href: string | null): string | null {
  if (href === null) return null;
  const [path = '', query = ''] = href.split('?', 2);
  const kept = query.split('&').filter((pair) => pair !== '' && !QUERY_TOKENS.has(pair.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
