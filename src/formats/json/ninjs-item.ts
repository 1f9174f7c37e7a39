import { cutText } from '../../article/cut-text.ts';
import type { WireItem, WireMedia } from '../../article/wire-item.ts';
import { plainTitle } from '../../markup/markup.ts';
import { Draft } from '../wire/draft.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import {
  firstText,
  firstTextNamed,
  type JsonObject,
  objectOf,
  objectsOf,
  textOfJson,
  textsOfJson,
} from './json-values.ts';

/** A text that ninjs gives in several roles. */
interface Roled {
  readonly role: string;
  readonly contentType: string;
  readonly value: string;
}

/** One ninjs object of any generation as a wire item. */
export function readNinjs(item: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, item);
  draft.set('type', textOfJson(item.type) ?? 'text', 'type');
  // Some name the kind of message where the standard has the kind of medium.
  draft.signal('itemType', textOfJson(item.type));
  readTexts(draft, item);
  readDates(draft, item);
  readDescriptions(draft, item);
  readRights(draft, item);
  for (const medium of associationsOf(item)) readAssociation(draft, medium.name, medium.item);
  readRenditions(draft, item);
  return draft.finish();
}

function readIdentity(draft: Draft, item: JsonObject): void {
  const uri = firstText(item, ['uri', 'guid']);
  draft.set('itemId', uri, 'uri').set('uri', uri, 'uri').set('version', textOfJson(item.version), 'version');
  draft.altId('guid', textOfJson(item.guid));
  draft.altId('itemid', firstText(objectOf(item.extra), ['itemid']));
  for (const altId of objectsOf(item.altIds ?? item.altids)) {
    const value = textOfJson(altId.value);
    if (value !== null) draft.altId(firstText(altId, ['role', 'name']) ?? 'altId', value);
    else for (const [role, named] of Object.entries(altId)) draft.altId(role, textOfJson(named));
  }
  draft.signal('status', firstText(item, ['pubStatus', 'pubstatus']));
  draft.signal('profile', textOfJson(item.profile));
  for (const signal of objectsOf(item.signal)) draft.signal('signal', firstText(signal, ['code', 'qcode', 'name']));
  for (const signal of textsOfJson(item.signal)) draft.signal('signal', signal);
  for (const source of objectsOf(item.infoSources ?? item.infosources ?? item.infosource)) {
    draft.add('providers', firstText(source, ['name', 'literal', 'code', 'uri']), 'infoSources');
  }
  for (const name of ['source', 'provider', 'original_source']) draft.add('providers', textOfJson(item[name]), name);
  for (const [field, rel] of [
    ['evolvedfrom', 'evolvedFrom'],
    ['evolvedFrom', 'evolvedFrom'],
    ['derivedFrom', 'derivedFrom'],
    ['rewrite_of', 'evolvedFrom'],
    ['rewritten_by', 'rewrittenBy'],
    ['translationOf', 'translationOf'],
  ] as const)
    draft.link(rel, textOfJson(item[field]));
  draft.link('canonical', firstText(item, ['canonicalUrl', 'webUrl']));
}

function readTexts(draft: Draft, item: JsonObject): void {
  const headlines = roled(item.headlines);
  const main = headlines.find(({ role }) => /^(?:main|headline|)$/i.test(role)) ?? headlines[0];
  const filed = textOfJson(item.headline) ?? main?.value ?? null;
  // Editors that write HTML leave its references in headlines.
  draft.set('headline', filed !== null && REFERENCE.test(filed) ? plainTitle(filed) : filed, 'headline');
  draft.set('headline', firstText(item, ['headline_main']) ?? firstTextNamed(item, /^headline_/), 'headline_*');
  draft.set('headline', firstText(item, ['name', 'title']), 'name');
  draft.set('subheadline', headlines.find(({ role }) => /sub|deck|secondary/i.test(role))?.value, 'headlines');
  draft.set(
    'subheadline',
    firstText(item, ['subheadline', 'subHeadline', 'subhead', 'subtitle', 'deck']),
    'subheadline',
  );
  draft.set('slugline', textOfJson(item.slugline), 'slugline');
  readBody(draft, item);
  const summary =
    firstText(item, ['description_text', 'description_html', 'abstract']) ??
    roled(item.descriptions)[0]?.value ??
    firstTextNamed(item, /^description_/);
  const html = summary !== undefined && summary !== null && /<[a-z]/i.test(summary);
  draft.summary(html ? 'html' : 'text', summary, 'description');
  for (const byline of textsOfJson(item.by ?? item.byline)) draft.add('bylines', byline, 'by');
  for (const author of objectsOf(item.authors)) draft.author(textOfJson(author.name), textOfJson(author.role));
  draft.set('dateline', textOfJson(item.dateline), 'dateline');
  draft.set('located', textOfJson(item.located), 'located');
  draft.set('creditLine', firstText(item, ['creditLine', 'creditline']), 'creditLine');
  draft.note(firstText(item, ['edNote', 'ednote']), null);
  draft.note(firstText(objectOf(item.extra), ['update']), 'update');
}

const REFERENCE = /&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|#\d{2,6});/;
const HAS_MARKUP = /<\/?[a-z][a-z0-9]*[\s/>]/i;

/** HTML before XHTML before plain text, then whatever else the sender calls a body. */
function readBody(draft: Draft, item: JsonObject): void {
  const bodies = roled(item.bodies);
  const rank = ({ role, contentType, value }: Roled) =>
    contentType.includes('text/html') || /html5?$/i.test(role)
      ? 0
      : contentType.includes('xhtml')
        ? 1
        : /^\s*<\w/.test(value)
          ? 2
          : 3;
  const best = [...bodies].sort((a, b) => rank(a) - rank(b))[0];
  for (const name of ['body_html', 'body_html5', 'body_xhtml']) draft.body(textOfJson(item[name]) ?? '', name);
  if (best !== undefined && rank(best) < 3) draft.body(bodyInside(best.value), `bodies ${best.role}`);
  else draft.plainBody(best?.value, 'bodies');
  draft.plainBody(textOfJson(item.body_text), 'body_text');
  const other = firstTextNamed(item, /^body_(?!footer$)/);
  if (other !== null && HAS_MARKUP.test(other)) draft.body(bodyInside(other), 'body_*');
  else draft.plainBody(other, 'body_*');
}

// A whole page repeats the headline in its head; the story is the article in it, or the body.
function bodyInside(html: string): string {
  const open = /<body[^>]{0,500}>/i.exec(html);
  if (open === null) return html;
  const end = html.toLowerCase().lastIndexOf('</body');
  return html.slice(open.index + open[0].length, end < 0 ? undefined : end);
}

/** An embargo in another shape than the standard's is one all the same: it holds the story for a person. */
function embargoOf(value: unknown): string | null {
  const isNone = value === undefined || value === null || value === false || isEmpty(value);
  if (isNone) return null;
  return typeof value === 'object' || value === true ? cutText(JSON.stringify(value), 200) : textOfJson(value);
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function readDates(draft: Draft, item: JsonObject): void {
  for (const [role, names] of [
    ['versionCreated', ['versionCreated', 'versioncreated']],
    ['firstCreated', ['firstCreated', 'firstcreated', 'contentCreated', 'contentcreated']],
    ['expires', ['expires', 'expiry']],
  ] as const)
    for (const name of names) draft.date(role, textOfJson(item[name]), name);
  for (const name of ['embargoedUntil', 'embargoed']) {
    const embargo = embargoOf(item[name]);
    if (embargo !== null) draft.embargo(embargo, name);
  }
  draft.signal('embargo-text', firstText(item, ['embargoedReason', 'embargoText']));
}

function readDescriptions(draft: Draft, item: JsonObject): void {
  draft.set('language', textOfJson(item.language), 'language');
  draft.set('urgency', textOfJson(item.urgency), 'urgency').set('priority', textOfJson(item.priority), 'priority');
  for (const genre of objectsOf(item.genres ?? item.genre)) {
    const name = firstText(genre, ['name', 'code', 'literal']);
    draft.add('genres', name, 'genres').signal('genre', firstText(genre, ['code', 'literal', 'name']));
  }
  for (const keyword of textsOfJson(item.keywords)) draft.add('keywords', keyword, 'keywords');
  for (const subject of objectsOf(item.subjects ?? item.subject))
    draft.subject(codeOfSubject(subject), textOfJson(subject.name));
  for (const place of objectsOf(item.places ?? item.place)) draft.place(textOfJson(place.name), 'places');
  for (const person of objectsOf(item.people ?? item.person)) draft.add('people', textOfJson(person.name), 'people');
  for (const organisation of objectsOf(item.organisations ?? item.organisation)) {
    draft.add('organisations', textOfJson(organisation.name), 'organisations');
  }
}

function codeOfSubject(subject: JsonObject): string | null {
  const code = firstText(subject, ['qcode', 'code', 'literal']);
  const uri = textOfJson(subject.uri);
  const medtop = /mediatopic\/(\d{8})/.exec(`${uri ?? ''} ${textOfJson(subject.scheme) ?? ''}/${code ?? ''}`)?.[1];
  if (medtop !== undefined) return `medtop:${medtop}`;
  if (code === null) return uri;
  if (!/^\d{8}$/.test(code)) return code;
  return code.startsWith('20') ? `medtop:${code}` : `subj:${code}`;
}

function readRights(draft: Draft, item: JsonObject): void {
  draft.set('copyrightHolder', firstText(item, ['copyrightHolder', 'copyrightholder']), 'copyrightHolder');
  draft.set('copyrightNotice', firstText(item, ['copyrightNotice', 'copyrightnotice']), 'copyrightNotice');
  draft.add('usageTerms', firstText(item, ['usageTerms', 'usageterms']), 'usageTerms');
  draft.add('providers', firstText(item, ['copyrightHolder', 'copyrightholder']), 'copyrightHolder');
}

function associationsOf(item: JsonObject): { name: string | null; item: JsonObject }[] {
  if (Array.isArray(item.associations)) {
    return objectsOf(item.associations).map((each) => ({ name: firstText(each, ['name', 'rel']), item: each }));
  }
  return Object.entries(objectOf(item.associations) ?? {}).flatMap(([name, value]) =>
    objectsOf(value).map((each) => ({ name, item: each })),
  );
}

function readAssociation(draft: Draft, name: string | null, item: JsonObject): void {
  const type = textOfJson(item.type) ?? 'picture';
  const uri = firstText(item, ['uri', 'guid']);
  if (draft.get('type') === 'composite' || type === 'text') draft.link(type === 'text' ? 'related' : 'member', uri);
  if (type !== 'text' && type !== 'composite') draft.media(mediumOf(name, type, item));
}

function readRenditions(draft: Draft, item: JsonObject): void {
  const type = draft.get('type');
  if (type === null || type === 'text' || type === 'composite' || renditionsOf(item).length === 0) return;
  draft.media(mediumOf('main', type, item));
}

function mediumOf(position: string | null, type: string, item: JsonObject): WireMedia {
  const caption =
    firstText(item, ['description_text', 'body_text', 'caption']) ?? roled(item.descriptions)[0]?.value ?? null;
  return mediaOf(
    {
      type,
      uri: firstText(item, ['uri', 'guid']),
      caption,
      credit: firstText(item, ['creditLine', 'creditline', 'by', 'byline', 'source']),
      headline: textOfJson(item.headline) ?? roled(item.headlines)[0]?.value ?? null,
      position,
      hrefExpires: textOfJson(item.hrefExpires),
    },
    renditionsOf(item),
  );
}

function renditionsOf(item: JsonObject): WireMedia['renditions'] {
  const listed = Array.isArray(item.renditions)
    ? objectsOf(item.renditions).map((each) => [firstText(each, ['title', 'name']), each] as const)
    : Object.entries(objectOf(item.renditions) ?? {}).flatMap(([name, value]) =>
        objectsOf(value).map((each) => [name, each] as const),
      );
  return listed
    .map(([name, each]) => ({
      name,
      href: textOfJson(each.href),
      contentType: firstText(each, ['contentType', 'contenttype', 'mimetype']),
      width: wholeNumber(each.width),
      height: wholeNumber(each.height),
    }))
    .filter(({ href }) => href !== null);
}

function roled(value: unknown): Roled[] {
  return objectsOf(value).flatMap((each) => {
    const text = textOfJson(each.value);
    const contentType = firstText(each, ['contentType', 'contenttype']) ?? '';
    return text === null ? [] : [{ role: textOfJson(each.role) ?? '', contentType, value: text }];
  });
}
