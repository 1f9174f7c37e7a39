import type { WireItem } from '../../article/wire-item.ts';
import { readRoledNote } from '../newsml/g2-notes.ts';
import { Draft } from '../wire/draft.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import { publicHtml, publicText } from '../xml/public-html.ts';
import { firstText, type JsonObject, objectOf, objectsOf, textOfJson, textsOfJson } from './json-values.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  image: 'picture',
  picture: 'picture',
  photo: 'picture',
  graphic: 'graphic',
  infographic: 'graphic',
  video: 'video',
  audio: 'audio',
};

/**
 * One entry of dpa digitalwires as a wire item. Neither the receipt that wireQ puts beside an entry nor the part of
 * the notepad that is not for publication stands in any field.
 */
export function readDigitalwiresEntry(entry: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, entry);
  readStatus(draft, entry);
  readText(draft, entry);
  readNotes(draft, entry);
  for (const category of byRank(objectsOf(entry.categories))) readCategory(draft, category);
  readNames(draft, entry);
  readRights(draft, entry);
  for (const association of byRank(objectsOf(entry.associations))) readAssociation(draft, association);
  draft.set('type', typeOf(draft), 'associations');
  return draft.finish();
}

function readIdentity(draft: Draft, entry: JsonObject): void {
  const urn = firstText(entry, ['urn', 'entry_id']);
  draft.set('itemId', urn, 'urn').set('uri', urn, 'urn').set('version', textOfJson(entry.version), 'version');
  draft.altId('guid', urn);
  draft.date('versionCreated', textOfJson(entry.version_created), 'version_created');
  draft.date('firstCreated', textOfJson(entry.content_created), 'content_created');
  draft.date('updated', textOfJson(entry.updated), 'updated');
}

function readStatus(draft: Draft, entry: JsonObject): void {
  draft.signal('status', textOfJson(entry.pubstatus));
  for (const signal of textsOfJson(entry.signal)) draft.signal('signal', signal);
  const embargoed = textOfJson(entry.embargoed);
  if (embargoed !== null) draft.embargo(embargoed, 'embargoed');
  draft.set('urgency', textOfJson(entry.urgency), 'urgency').set('language', textOfJson(entry.language), 'language');
}

function readText(draft: Draft, entry: JsonObject): void {
  draft.set('headline', textOfJson(entry.headline), 'headline').add('keywords', textOfJson(entry.kicker), 'kicker');
  draft.set('subheadline', textOfJson(entry.subhead), 'subhead');
  draft.summary('text', textOfJson(entry.teaser), 'teaser');
  draft.add('bylines', textOfJson(entry.byline), 'byline');
  draft.set('dateline', textOfJson(entry.dateline), 'dateline');
  draft.set('creditLine', textOfJson(entry.creditline), 'creditline');
  const boxes = [entry.article_html, entry.infobox_html].map((html) => publicHtml(textOfJson(html) ?? ''));
  draft.body(boxes.join('\n'), 'article_html');
  for (const address of (textOfJson(entry.linkbox_html) ?? '').matchAll(/\shref="(https?:[^"<>\s]{1,2000})"/g))
    draft.link('seeAlso', address[1]?.replaceAll('&amp;', '&'));
}

function readNotes(draft: Draft, entry: JsonObject): void {
  const notes = objectsOf(entry.ednotes);
  for (const note of notes) {
    const isPublic = note.is_publishable !== false;
    readRoledNote(draft, textOfJson(note.role), { text: textOfJson(note.ednote), isPublic, alone: notes.length === 1 });
  }
  const notepad = objectOf(entry.notepad);
  if (notes.length === 0) draft.note(publicText(textOfJson(notepad?.public_html) ?? ''), 'notepad');
  else if (notepad !== null) draft.dropped('edNote', 'notepad', 'said again in other notes');
}

/** Categories by the end of their type: "dnltype:geosubject". */
function readCategory(draft: Draft, category: JsonObject): void {
  const type = textOfJson(category.type) ?? '';
  const [code, name] = [textOfJson(category.qcode), textOfJson(category.name)];
  const kind = type.slice(type.indexOf(':') + 1);
  if (kind === 'dpasubject' || kind === 'rubric' || kind === 'subject') draft.subject(code, name);
  else if (kind === 'geosubject' || kind === 'located' || kind === 'poi') draft.place(name, kind);
  else if (kind === 'keyword') draft.add('keywords', name, type);
  else if (kind === 'genre') draft.add('genres', name, type).signal('genre', name).signal('genre', code);
  else if (kind === 'pubstatus') draft.signal('status', code);
  else if (kind === 'signal') draft.signal('signal', code);
  else if (kind === 'provider' || kind === 'infosource') draft.add('providers', name ?? code, type);
  else if (kind === 'person') draft.add('people', name, type);
  else if (kind === 'organisation') draft.add('organisations', name, type);
  if (kind === 'located') draft.set('located', name, type);
}

/** Older entries name their categories in lists of words alone. */
function readNames(draft: Draft, entry: JsonObject): void {
  for (const keyword of textsOfJson(entry.keyword_names)) draft.add('keywords', keyword, 'keyword_names');
  for (const genre of textsOfJson(entry.genre_names)) draft.add('genres', genre, 'genre_names').signal('genre', genre);
  for (const place of textsOfJson(entry.geosubject_names)) draft.place(place, 'geosubject_names');
  if (draft.finish().subjects.length > 0) return;
  for (const field of ['dpasubject_names', 'rubric_names'])
    for (const subject of textsOfJson(entry[field])) draft.subject(null, subject);
}

function readRights(draft: Draft, entry: JsonObject): void {
  draft.set('copyrightNotice', textOfJson(entry.copyrightnotice), 'copyrightnotice');
  draft.add('usageTerms', textOfJson(entry.usageterms), 'usageterms');
  draft.add('providers', textOfJson(entry.creditline), 'creditline');
}

function readAssociation(draft: Draft, association: JsonObject): void {
  const type = MEDIA_TYPES[textOfJson(association.type)?.toLowerCase() ?? 'image'] ?? null;
  const uri = textOfJson(association.urn);
  if (type === null) {
    draft.link('related', uri);
    return;
  }
  const renditions = objectsOf(association.renditions).map((rendition) => ({
    name: firstText(rendition, ['role', 'name', 'rendition']),
    href: firstText(rendition, ['url', 'href']),
    contentType: firstText(rendition, ['mimetype', 'contenttype']),
    width: wholeNumber(rendition.width),
    height: wholeNumber(rendition.height),
  }));
  const facts = {
    type,
    uri,
    caption: textOfJson(association.caption),
    credit: textOfJson(association.creditline),
    headline: textOfJson(association.headline),
    position: association.is_featureimage === true ? 'main' : null,
  };
  draft.media(mediaOf(facts, renditions));
}

/** An entry without an article is what hangs on it. */
function typeOf(draft: Draft): string {
  const { body, media } = draft.finish();
  return body === null && media.length === 1 ? (media[0]?.type ?? 'text') : 'text';
}

function byRank(objects: readonly JsonObject[]): readonly JsonObject[] {
  const rank = ({ rank: written }: JsonObject) => wholeNumber(written) ?? Number.MAX_SAFE_INTEGER;
  return [...objects].sort((a, b) => rank(a) - rank(b));
}
