import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { partParagraphs } from '../wire/laid-out-text.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import { firstText, type JsonObject, objectsOf, textOfJson, textsOfJson } from './json-values.ts';

/** One item of Reuters Connect as a wire item. */
export function readConnectItem(item: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, item);
  draft.set('type', textOfJson(item.type)?.toLowerCase() ?? 'text', 'type');
  readText(draft, item);
  for (const subject of objectsOf(item.subject)) draft.subject(textOfJson(subject.code), textOfJson(subject.name));
  for (const keyword of textsOfJson(item.keyword)) draft.add('keywords', keyword, 'keyword');
  draft.set('copyrightNotice', textOfJson(item.copyrightNotice), 'copyrightNotice');
  draft.add('usageTerms', textOfJson(item.usageTerms), 'usageTerms');
  for (const medium of objectsOf(item.associations)) readAssociation(draft, medium);
  return draft.finish();
}

function readIdentity(draft: Draft, item: JsonObject): void {
  const versioned = textOfJson(item.versionedGuid);
  const version = textOfJson(item.version);
  const guid = textOfJson(item.guid) ?? (versioned === null ? null : versioned.replace(/:\d+$/, ''));
  const uri = guid ?? textOfJson(item.uri);
  draft.set('itemId', uri, 'versionedGuid').set('uri', uri, 'versionedGuid');
  draft.set('version', version ?? /:(\d+)$/.exec(versioned ?? '')?.[1], 'version');
  const usn = textOfJson(item.usn) ?? /newsml_([A-Z0-9]{6,})/.exec(uri ?? '')?.[1];
  draft.altId('versionedGuid', versioned).altId('uri', textOfJson(item.uri)).altId('USN', usn);
  draft.signal('status', textOfJson(item.pubStatus)?.replace(/^\w+:/, '')).signal('profile', textOfJson(item.profile));
  draft.signal('productLabel', textOfJson(item.productLabel)).signal('edStat', textOfJson(item.edStat));
  draft.date('versionCreated', textOfJson(item.versionCreated), 'versionCreated');
  draft.date('firstCreated', textOfJson(item.firstCreated), 'firstCreated');
  const embargoed = firstText(item, ['embargoed', 'embargoedUntil']);
  if (embargoed !== null) draft.embargo(embargoed, 'embargoed');
  draft.add('providers', textOfJson(item.provider), 'provider').add('providers', textOfJson(item.source), 'source');
  draft.add('providers', 'Reuters', 'the API');
}

function readText(draft: Draft, item: JsonObject): void {
  draft.set('headline', firstText(item, ['headLine', 'headline']), 'headLine');
  draft.set('slugline', firstText(item, ['slug', 'slugline']), 'slug');
  draft.add('bylines', firstText(item, ['byLine', 'byline']), 'byLine');
  draft.set('creditLine', textOfJson(item.credit), 'credit');
  for (const name of ['bodyXhtmlRich', 'bodyXhtml', 'body'])
    draft.body(partParagraphs(textOfJson(item[name]) ?? ''), name);
  draft.summary('text', firstText(item, ['intro', 'fragment', 'caption']), 'intro');
  draft.set('language', textOfJson(item.language), 'language').set('urgency', textOfJson(item.urgency), 'urgency');
  draft.set('located', textOfJson(item.located), 'located');
  draft.note(firstText(item, ['edNote', 'editorNote']), null);
}

function readAssociation(draft: Draft, medium: JsonObject): void {
  const uri = firstText(medium, ['versionedGuid', 'uri']);
  draft.link('member', uri);
  const renditions = objectsOf(medium.renditions).map((rendition) => ({
    name: firstText(rendition, ['code', 'type']),
    href: firstText(rendition, ['href', 'uri']),
    contentType: firstText(rendition, ['mimeType', 'contentType']),
    width: wholeNumber(rendition.width),
    height: wholeNumber(rendition.height),
  }));
  const type = textOfJson(medium.type)?.toLowerCase() ?? 'picture';
  const credit = firstText(medium, ['credit', 'byLine']);
  if (type !== 'text')
    draft.media(mediaOf({ type, uri, caption: textOfJson(medium.caption), credit, needsAuth: true }, renditions));
}
