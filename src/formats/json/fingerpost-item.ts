import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { htmlOfLaidOutText, partParagraphs } from '../wire/laid-out-text.ts';
import { firstText, type JsonObject, objectOf, textOfJson, textsOfJson } from './json-values.ts';

/** The hub's own messages about itself. */
const HUB = 'fip';

/** True for a message by which the hub only says that it lives. */
export function isHeartbeat(message: JsonObject): boolean {
  return textOfJson(message['source-feed'])?.toLowerCase() === HUB || textOfJson(message.type) === 'heartbeat';
}

/** One message of the Fingerpost hub as a wire item. */
export function readFingerpostItem(message: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, message);
  draft.set('type', textOfJson(message.type)?.toLowerCase() ?? 'text', 'type');
  readStatus(draft, message);
  readText(draft, message);
  readSubjects(draft, message);
  draft.set('copyrightHolder', textOfJson(message.copyrightHolder), 'copyrightHolder');
  draft.set('copyrightNotice', textOfJson(message.copyrightNotice), 'copyrightNotice');
  draft.add('usageTerms', textOfJson(message.usage), 'usage');
  return draft.finish();
}

/** A message's uri may name its time and version; the feed and its number there stay the same. */
function readIdentity(draft: Draft, message: JsonObject): void {
  const feed = textOfJson(message['source-feed']);
  const version = textOfJson(message.version);
  const filed = firstText(message, ['originalUrn', 'uri']);
  const number = textOfJson(message.usn) ?? (filed === null ? null : withoutVersion(filed, version));
  const uri = number === null ? null : [feed, number].filter(Boolean).join(':');
  draft.set('itemId', uri, 'usn').set('uri', uri, 'usn').set('version', version, 'version');
  draft.altId('sourceNumber', textOfJson(message.usn)).altId('originalUrn', textOfJson(message.originalUrn));
  draft.altId('filedUri', textOfJson(message.uri)).altId('unique-name', textOfJson(message['unique-name']));
  // "PA_API", "AP-Newswires": the agency, and which of its services.
  draft.add('providers', feed, 'source-feed').add('providers', feed?.split(/[_\s-]/, 1)[0], 'source-feed');
  draft.add('providers', textOfJson(message.copyrightHolder), 'copyrightHolder');
}

function withoutVersion(uri: string, version: string | null): string {
  const bare = uri.replace(/\/\d{4}-\d\d-\d\dT[\d:.]+Z?(?:\/\d{1,10})?$/, '');
  const end = [':', '/']
    .map((sign) => `${sign}${version ?? ''}`)
    .find((tail) => version !== null && bare.endsWith(tail));
  return end === undefined ? bare : bare.slice(0, -end.length);
}

function readStatus(draft: Draft, message: JsonObject): void {
  draft.signal('status', firstText(message, ['status', 'pubStatus', 'pubstatus']));
  for (const signal of textsOfJson(message.signal)) draft.signal('signal', signal);
  draft.note(firstText(message, ['ednote', 'edNote']), null);
  const embargoed = firstText(message, ['embargoed', 'embargo', 'embargoedUntil']);
  if (embargoed !== null) draft.embargo(embargoed, 'embargoed');
  draft.date('versionCreated', textOfJson(message.versionCreated), 'versionCreated');
  draft.date('firstCreated', firstText(message, ['firstVersion', 'firstCreated']), 'firstVersion');
  draft.date('sent', textOfJson(message.dateTimeSent), 'dateTimeSent');
  draft.set('urgency', firstText(message, ['urgency', 'priority']), 'priority');
  draft.set('language', textOfJson(message.language), 'language');
}

function readText(draft: Draft, message: JsonObject): void {
  draft.set('headline', textOf(message.headline), 'headline').set('subheadline', textOf(message.subhead), 'subhead');
  draft.set('slugline', firstText(message, ['slug', 'slugline']), 'slug');
  draft.add('bylines', textOf(message.byline), 'byline');
  draft.set('dateline', textOf(message.dateline), 'dateline').set('located', textOf(message.location), 'location');
  draft.set('creditLine', firstText(message, ['creditLine', 'creditline', 'credit']), 'creditLine');
  const body = textOf(message.body_text) ?? '';
  draft.body(hasMarkup(body) ? partParagraphs(body) : htmlOfLaidOutText(body), 'body_text');
  const abstract = textOf(message.abstract);
  draft.summary(hasMarkup(abstract ?? '') ? 'html' : 'text', abstract, 'abstract');
}

function readSubjects(draft: Draft, message: JsonObject): void {
  for (const code of textsOfJson(objectOf(message.subjects)?.code)) draft.subject(code, null);
  for (const code of textsOfJson(message.mediaCatCodes)) draft.subject(`mediacat:${code}`, null);
  const keywords = textsOfJson(message.keywords).flatMap((listed) => listed.split('+'));
  for (const keyword of keywords) draft.add('keywords', keyword.trim(), 'keywords');
  for (const symbol of textsOfJson(objectOf(message.organisation)?.symbols))
    draft.add('organisations', symbol, 'organisation.symbols');
}

/** Some of the hub's feeds escape a sign twice, so that its code stays in the text. */
function textOf(value: unknown): string | null {
  return (
    textOfJson(value)?.replace(/\\u([\da-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ) ?? null
  );
}

function hasMarkup(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*[\s/>]/i.test(text);
}
