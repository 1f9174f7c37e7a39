import type { Article } from '../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, pageOf, sourceNameOf, termsOf, titleOf } from './contract/copy.ts';
import { withoutEmpty } from './contract/json.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';

type Json = Record<string, unknown>;
const STATUS = { usable: 'Published', withheld: 'Withheld', canceled: 'Withdrawn' } as const;

/** schema.org NewsArticle as JSON-LD. */
const newsArticle: Renderer = {
  name: 'news-article',
  summary:
    'schema.org NewsArticle as JSON-LD; a withdrawal has creativeWorkStatus Withdrawn, the headline "Withdrawn by AGENCY" and no articleBody',
  contentType: 'application/ld+json',
  extension: 'json',
  accept: ['application/ld+json'],
  carries: [
    'id',
    'revisionId',
    'correctionNote',
    'pubStatus',
    'embargoedUntil',
    'expires',
    'uri',
    'version',
    'agency',
    'creditLine',
    'publisher',
    'headline',
    'subheadline',
    'byline',
    'authors',
    'dateline',
    'located',
    'genres',
    'contentWarning',
    'language',
    'bodyText',
    'summary',
    'wordCount',
    'signOff',
    'subjects',
    'keywords',
    'places',
    'people',
    'organisations',
    'media',
    'links',
    'translationOf',
    'rights',
    'firstCreated',
    'versionCreated',
    'withdraws',
  ],
  render: (article, options) => forScript(JSON.stringify(documentOf(article, options))),
};
export default newsArticle;

/** Pages carry it in a script element, which no text may end: the sign is written as JSON's own escape. */
const forScript = (json: string): string => json.replaceAll('<', '\\u003c');

function documentOf(article: Article, options: RenderOptions): Json {
  const { rights, dateline } = article;
  return withoutEmpty({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': nameOf(article),
    identifier: [article.uri, article.revisionId, ...(article.withdraws?.uris ?? [])].filter(
      (value, at, all) => value !== null && all.indexOf(value) === at,
    ),
    version: article.version ?? article.revision,
    url: pageOf(article),
    creativeWorkStatus: STATUS[article.pubStatus],
    headline: titleOf(article),
    alternativeHeadline: article.subheadline,
    description: article.summary,
    articleBody: copyOf(article, options).text,
    wordCount: article.wordCount,
    dateline: options.bare ? null : (dateline?.text ?? null),
    locationCreated: placeOf(article.located ?? dateline?.place ?? null),
    ...makersOf(article, options),
    inLanguage: article.language === 'und' ? null : article.language,
    ...datesOf(article),
    correction: article.correctionNote,
    genre: article.genres,
    contentRating: article.contentWarning,
    keywords: article.keywords,
    ...conceptsOf(article),
    copyrightHolder: rights.copyrightHolder === null ? null : { '@type': 'Organization', name: rights.copyrightHolder },
    copyrightNotice: rights.copyrightNotice,
    conditionsOfAccess: termsOf(article),
    isBasedOn: article.links.filter(({ rel }) => rel !== 'canonical').map(({ uri }) => uri),
    translationOfWork: article.translationOf,
    image: mediaOf(article, ['picture', 'graphic'], 'ImageObject'),
    video: mediaOf(article, ['video'], 'VideoObject'),
    audio: mediaOf(article, ['audio'], 'AudioObject'),
  });
}

/** Who wrote it, whose it is, and who brings it. */
function makersOf(article: Article, options: RenderOptions): Json {
  const { byline, agency, publisher } = article;
  const source = sourceNameOf(article);
  return {
    author: byline === null ? authorsOf(article) : [{ '@type': 'Person', name: byline }],
    contributor: byline === null ? [] : authorsOf(article),
    creditText: creditOf(article, options),
    sourceOrganization: agency === null ? null : { '@type': 'NewsMediaOrganization', name: agency.name },
    publisher:
      publisher === null ? null : withoutEmpty({ '@type': 'Organization', name: publisher.name, url: publisher.uri }),
    provider: source === null ? null : { '@type': 'Organization', name: source },
  };
}

function datesOf(article: Article): Json {
  return {
    dateCreated: article.firstCreated,
    datePublished: article.embargoedUntil ?? article.firstCreated ?? madeAt(article),
    dateModified: madeAt(article),
    expires: article.expires,
  };
}

/** What the story is about, and who is in it. */
function conceptsOf({ subjects, people, organisations, places }: Article): Json {
  return {
    about: subjects.map(({ code, sourceCode, name }) =>
      withoutEmpty({ '@type': 'Thing', name, identifier: code ?? sourceCode }),
    ),
    mentions: [
      ...people.map(({ name }) => ({ '@type': 'Person', name })),
      ...organisations.map(({ name }) => ({ '@type': 'Organization', name })),
    ],
    contentLocation: places.map(({ name }) => ({ '@type': 'Place', name })),
  };
}

function authorsOf({ authors }: Article): Json[] {
  return authors.map(({ name, role }) => withoutEmpty({ '@type': 'Person', name, jobTitle: role }));
}

const placeOf = (name: string | null): Json | null => (name === null ? null : { '@type': 'Place', name });

function mediaOf({ media }: Article, types: readonly string[], kind: string): Json[] {
  return media
    .filter(({ type }) => types.includes(type))
    .map(({ uri, href, caption, credit, headline }) =>
      withoutEmpty({ '@type': kind, identifier: uri, contentUrl: href, name: headline, caption, creditText: credit }),
    );
}
