import type { Article } from '../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, notesOf, termsOf, titleOf } from './contract/copy.ts';
import { withoutEmpty } from './contract/json.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';

type Json = Record<string, unknown>;
const STANDARD = { name: 'ninjs', version: '3.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' };

/** IPTC ninjs 3.1. */
const ninjs: Renderer = {
  name: 'ninjs',
  summary: 'IPTC ninjs 3.1 as JSON; a withdrawal has pubStatus canceled, no bodies, and altIds of role withdraws',
  contentType: 'application/json',
  extension: 'json',
  accept: ['application/vnd.iptc.ninjs+json', 'application/ninjs+json'],
  carries: [
    'id',
    'revision',
    'revisionId',
    'previousRevisionId',
    'change',
    'changeNote',
    'correctionNote',
    'pubStatus',
    'embargoedUntil',
    'embargoText',
    'expires',
    'withdraws',
    'uri',
    'version',
    'altIds',
    'agency',
    'credits',
    'creditLine',
    'headline',
    'subheadline',
    'slugline',
    'storyKey',
    'eventId',
    'byline',
    'authors',
    'dateline',
    'located',
    'type',
    'newsClass',
    'genres',
    'contentWarning',
    'urgency',
    'priority',
    'language',
    'bodyText',
    'bodyHtml',
    'summary',
    'wordCount',
    'charCount',
    'signOff',
    'edNote',
    'subjects',
    'keywords',
    'places',
    'people',
    'organisations',
    'media',
    'links',
    'rights',
    'firstCreated',
    'versionCreated',
  ],
  render: (article, options) => JSON.stringify(documentOf(article, options)),
};
export default ninjs;

function documentOf(article: Article, options: RenderOptions): Json {
  return withoutEmpty({
    standard: STANDARD,
    uri: article.uri ?? nameOf(article),
    type: article.type,
    representationType: 'full',
    profile: article.newsClass,
    version: article.version,
    firstCreated: article.firstCreated,
    versionCreated: madeAt(article),
    embargoedUntil: article.embargoedUntil,
    expires: article.expires,
    pubStatus: article.pubStatus,
    urgency: article.urgency !== null && article.urgency >= 1 && article.urgency <= 9 ? article.urgency : null,
    ...rightsOf(article),
    edNote: notesOf(article),
    language: article.language === 'und' ? null : article.language,
    headlines: textsOf([
      ['main', titleOf(article)],
      ['subheadline', article.subheadline],
    ]),
    descriptions: textsOf([
      ['summary', article.summary],
      ['correction', article.correctionNote],
      ['contentWarning', article.contentWarning],
    ]),
    bodies: bodiesOf(article, options),
    by: article.byline,
    slugline: article.slugline,
    located: article.located ?? article.dateline?.place ?? null,
    ...conceptsOf(article),
    infoSources: infoSourcesOf(article, options),
    associations: associationsOf(article),
    altIds: altIdsOf(article),
  });
}

function rightsOf(article: Article): Json {
  const { copyrightHolder, copyrightNotice } = article.rights;
  return { copyrightHolder, copyrightNotice, usageTerms: termsOf(article) };
}

/** What the story is about, who is in it and who wrote it. */
function conceptsOf(article: Article): Json {
  const { places, people, authors, organisations, genres } = article;
  return {
    subjects: subjectsOf(article),
    places: places.map(({ name }) => ({ name })),
    people: [
      ...people.map(({ name }) => ({ name })),
      ...authors.map(({ name, role }) => ({ name, rel: role ?? 'author' })),
    ],
    organisations: organisations.map(({ name }) => ({ name })),
    genres: genres.map((name) => ({ name })),
  };
}

function textsOf(texts: readonly (readonly [role: string, value: string | null])[]): Json[] {
  return texts
    .filter(([, value]) => value !== null && value !== '')
    .map(([role, value]) => ({ role, contentType: 'text/plain', value }));
}

function bodiesOf(article: Article, options: RenderOptions): Json[] {
  const { html, text } = copyOf(article, options);
  if (html === '') return [];
  const { wordCount, charCount } = article;
  return [
    { role: 'html', contentType: 'text/html', wordCount, charCount, value: html },
    { role: 'text', contentType: 'text/plain', wordCount, charCount, value: text },
  ];
}

function subjectsOf({ subjects, keywords }: Article): Json[] {
  return [
    ...subjects.map(({ code, sourceCode, name }) =>
      withoutEmpty({
        name,
        rel: 'about',
        uri: code?.startsWith('medtop:') ? `http://cv.iptc.org/newscodes/mediatopic/${code.slice(7)}` : null,
        literal: sourceCode ?? code,
      }),
    ),
    ...keywords.map((name) => ({ name, rel: 'keyword' })),
  ];
}

function infoSourcesOf(article: Article, options: RenderOptions): Json[] {
  const { agency, credits } = article;
  const named = credits.filter(({ code }) => code !== agency?.code).map(({ name }) => ({ name, role: 'credited' }));
  const credit = creditOf(article, options);
  return [
    ...(agency === null ? [] : [{ name: agency.name, role: 'agency' }]),
    ...named,
    ...(credit === null ? [] : [{ name: credit, role: 'creditLine' }]),
  ];
}

/** An association must have a uri (ninjs 3): one whose file has no address is named after the article. */
function associationsOf({ id, media, links }: Article): Json[] {
  return [
    ...media.map((medium, at) =>
      withoutEmpty({
        name: medium.position ?? `media${at + 1}`,
        rel: 'media',
        uri: medium.uri ?? medium.href ?? `urn:copytaster:media:${id}:${at + 1}`,
        type: medium.type,
        by: medium.credit,
        headlines: textsOf([['main', medium.headline]]),
        descriptions: textsOf([['caption', medium.caption]]),
        renditions: renditionsOf(medium),
      }),
    ),
    ...links.map(({ rel, uri }, at) => ({ name: `link${at + 1}`, rel, uri, type: 'text' })),
  ];
}

function renditionsOf({ href, renditions }: Article['media'][number]): Json[] {
  const listed = renditions.filter((each) => each.href !== null);
  const all =
    listed.length === 0 && href !== null
      ? [{ name: 'main', href, contentType: null, width: null, height: null }]
      : listed;
  return all.map(({ name, ...rendition }, at) => withoutEmpty({ name: name ?? `rendition${at + 1}`, ...rendition }));
}

function altIdsOf(article: Article): Json[] {
  const own: readonly (readonly [string, string | number | null])[] = [
    ['copytaster:article', article.id],
    ['copytaster:revision', article.revision],
    ['copytaster:revisionId', article.revisionId],
    ['copytaster:previousRevisionId', article.previousRevisionId],
    ['copytaster:change', article.change],
    ['copytaster:priority', article.priority],
    ['copytaster:storyKey', article.storyKey],
    ['copytaster:event', article.eventId],
  ];
  return [
    ...article.altIds.map(({ role, value }) => ({ role, value })),
    ...own
      .filter(([, value]) => value !== null && value !== '')
      .map(([role, value]) => ({ role, value: String(value) })),
    ...(article.withdraws?.uris ?? []).map((value) => ({ role: 'withdraws', value })),
  ];
}
