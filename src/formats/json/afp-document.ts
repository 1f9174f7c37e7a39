import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { signalKill } from '../wire/kill-words.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
import { escapeHtml } from '../xml/markup.ts';
import { firstText, type JsonObject, objectOf, objectsOf, textOfJson, textsOfJson } from './json-values.ts';

const CLASSES: Readonly<Record<string, string>> = {
  text: 'text',
  news: 'text',
  factcheck: 'text',
  webstory: 'text',
  multimedia: 'text',
  picture: 'picture',
  photo: 'picture',
  graphic: 'graphic',
  video: 'video',
  videography: 'video',
};

/** One document of the AFP Core API as a wire item; whatever field is odd is passed over alone. */
export function readAfpDocument(document: JsonObject): WireItem {
  const draft = new Draft();
  readIdentity(draft, document);
  readStatus(draft, document);
  readDates(draft, document);
  readText(draft, document);
  readSubjects(draft, document);
  readRights(draft, document);
  for (const item of objectsOf(document.bagItem)) readBagItem(draft, item);
  readOwnMedia(draft, document);
  return draft.finish();
}

function readIdentity(draft: Draft, document: JsonObject): void {
  const uno = firstText(document, ['uno', 'afpshortid']);
  const uri =
    uno !== null && /^newsml\.afp\.com\./i.test(uno) ? `urn:newsml:afp.com:${uno.slice(15).replace('.', ':')}` : uno;
  const shortId = textOfJson(document.afpshortid)?.toUpperCase();
  draft.set('itemId', uno, 'uno').set('uri', uri, 'uno').set('version', textOfJson(document.revision), 'revision');
  draft.altId('uno', uno).altId('afpshortid', shortId).altId('guid', textOfJson(document.guid));
  const kind = firstText(document, ['class', 'product'])?.toLowerCase() ?? 'text';
  draft.set('type', CLASSES[kind] ?? 'text', 'class');
  for (const field of ['provider', 'source']) {
    for (const name of textsOfJson(document[field])) draft.add('providers', name, field);
  }
  draft.add('providers', 'AFP', 'the API');
}

function readStatus(draft: Draft, document: JsonObject): void {
  draft.signal('status', textOfJson(document.status)).signal('initialStatus', textOfJson(document.initialStatus));
  for (const signal of textsOfJson(document.signal)) {
    if (/^cwarn$/i.test(signal)) draft.set('contentWarning', textsOfJson(document.disclaimer)[0] ?? signal, 'signal');
    draft.signal('signal', signal);
  }
  for (const genre of [...textsOfJson(document.genre), ...textsOfJson(document.genreid)]) {
    draft.signal('genre', genre.replace(/^afp(?:attribute|edtype):/, ''));
    draft.add('genres', genre, 'genre');
  }
  const advisory = textsOfJson(document.advisory).join(' ') || null;
  draft.note(advisory, 'advisory').signal('advisory', advisory);
  for (const rule of textsOfJson(document.rules)) draft.add('restrictions', rule, 'rules');
  const alerted = JSON.stringify(document.hopHistory ?? '').slice(0, 20_000);
  if (alerted.includes('validatedAsFlashOrAlertOrUrgent')) draft.signal('hopHistory', 'alerted');
}

function readDates(draft: Draft, document: JsonObject): void {
  draft.date('versionCreated', textOfJson(document.published), 'published');
  draft.date('firstCreated', textOfJson(document.created), 'created');
  draft.date('expires', textOfJson(document.expires), 'expires');
  const embargoed = textOfJson(document.embargoed);
  if (embargoed !== null) draft.embargo(embargoed, 'embargoed');
  draft.set('urgency', textOfJson(document.urgency), 'urgency');
}

function readText(draft: Draft, document: JsonObject): void {
  const news = textsOfJson(document.news);
  signalKill(draft, news);
  draft.set('headline', textsOfJson(document.headline)[0] ?? textOfJson(document.title), 'headline');
  const first = news.find((line) => !draft.has('killWord') || !/^\S+\s*:?$/.test(line));
  if (draft.get('headline') === null) draft.set('headline', first, 'news');
  draft.set('subheadline', textsOfJson(document.subheadline)[0] ?? null, 'subheadline');
  draft.summary('text', textsOfJson(document.summary).join('\n\n'), 'summary');
  draft.body(
    news
      .map((paragraph) =>
        /^<(?:p|h\d|ul|ol|table|pre|blockquote)\b/i.test(paragraph) ? paragraph : `<p>${escapeHtml(paragraph)}</p>`,
      )
      .join('\n'),
    'news',
  );
  draft.set('slugline', textsOfJson(document.slug).join('-') || null, 'slug');
  for (const name of textsOfJson(document.creator)) draft.add('bylines', name, 'creator');
  draft.set('creditLine', textsOfJson(document.creditLine)[0] ?? null, 'creditLine');
  draft.set(
    'dateline',
    firstText(objectOf(document.newslines), ['dateline']) ?? textOfJson(document.dateline),
    'dateline',
  );
  draft.set('located', textsOfJson(document.city)[0] ?? null, 'city');
  draft.set('language', firstText(document, ['lang', 'language']), 'lang');
}

function readSubjects(draft: Draft, document: JsonObject): void {
  for (const code of textsOfJson(document.mediatopic))
    draft.subject(/^\d{8}$/.test(code) ? `medtop:${code}` : code, null);
  for (const code of textsOfJson(document.iptc)) draft.subject(/^\d{8}$/.test(code) ? `subj:${code}` : code, null);
  for (const event of textsOfJson(objectOf(document.afpentity)?.event)) draft.subject(`afpevent:${event}`, null);
  for (const field of ['keyword', 'topic']) {
    for (const keyword of textsOfJson(document[field])) draft.add('keywords', keyword, field);
  }
  for (const field of ['city', 'countryname', 'country']) {
    for (const place of textsOfJson(document[field])) draft.place(place, field);
  }
}

function readRights(draft: Draft, document: JsonObject): void {
  draft.set('copyrightNotice', textsOfJson(document.copyright)[0] ?? null, 'copyright');
  for (const right of textsOfJson(document.usageRight)) draft.add('usageTerms', right, 'usageRight');
  for (const [field, words] of [
    ['exclusion', 'exclusion'],
    ['country_out', 'not in'],
    ['country_only', 'only in'],
    ['excludeAudiences', 'not for'],
  ] as const)
    for (const restriction of textsOfJson(document[field]))
      draft.add('restrictions', `${words}: ${restriction}`, field);
}

function readBagItem(draft: Draft, item: JsonObject): void {
  const renditions = renditionsOf(item.medias);
  const type = CLASSES[firstText(item, ['class', 'type'])?.toLowerCase() ?? 'picture'] ?? 'picture';
  draft.media(
    mediaOf(
      {
        type,
        uri: textOfJson(item.uno),
        caption: textsOfJson(item.caption).join(' ') || null,
        credit: firstText(item, ['creator', 'provider']),
        // The addresses are signed and expire.
        hrefExpires: textOfJson(item.expires),
      },
      renditions,
    ),
  );
}

function readOwnMedia(draft: Draft, document: JsonObject): void {
  const type = draft.get('type');
  if (type === 'text' || type === null) return;
  const caption = textsOfJson(document.caption).join(' ') || null;
  draft.summary('text', caption, 'caption');
  const renditions = renditionsOf(document.medias ?? document.media);
  if (renditions.length > 0)
    draft.media(mediaOf({ type, caption, credit: draft.get('creditLine'), position: 'main' }, renditions));
}

function renditionsOf(medias: unknown) {
  return objectsOf(medias).map((media) => ({
    name: textOfJson(media.role),
    href: textOfJson(media.href),
    contentType: firstText(media, ['contentType', 'mimetype', 'type']),
    width: wholeNumber(media.width),
    height: wholeNumber(media.height),
  }));
}
