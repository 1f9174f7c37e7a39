import type { Article } from '../article/article.ts';
import { titleOf } from './contract/copy.ts';
import type { Renderer } from './contract/renderer.ts';
import { writeXml, xml } from './contract/xml.ts';
import { bodyOf } from './nitf/body.ts';
import { docdataOf } from './nitf/docdata.ts';

const NAMESPACE = 'http://iptc.org/std/NITF/2006-10-18/';

/** NITF 3.6. */
const nitf: Renderer = {
  name: 'nitf',
  summary:
    'NITF 3.6, also for systems that watch folders; a withdrawal has management-status canceled, the headline "Withdrawn by AGENCY" and an empty body',
  contentType: 'application/xml',
  extension: 'xml',
  accept: ['application/nitf+xml', 'application/xml', 'text/xml'],
  carries: [
    'id',
    'revision',
    'revisionId',
    'changeNote',
    'correctionNote',
    'pubStatus',
    'embargoedUntil',
    'embargoText',
    'expires',
    'withdraws',
    'uri',
    'version',
    'agency',
    'credits',
    'creditLine',
    'headline',
    'subheadline',
    'slugline',
    'storyKey',
    'byline',
    'dateline',
    'located',
    'newsClass',
    'genres',
    'contentWarning',
    'urgency',
    'priority',
    'language',
    'bodyHtml',
    'summary',
    'wordCount',
    'signOff',
    'edNote',
    'subjects',
    'keywords',
    'places',
    'people',
    'organisations',
    'media',
    'rights',
    'firstCreated',
    'versionCreated',
  ],
  render(article, options) {
    const { language } = article;
    return writeXml(
      xml(
        'nitf',
        { xmlns: NAMESPACE, version: '-//IPTC//DTD NITF 3.6//EN', baselang: language === 'und' ? null : language },
        xml(
          'head',
          {},
          xml('title', {}, titleOf(article)),
          metasOf(article).map(([name, content]) => (content === null ? null : xml('meta', { name, content }))),
          tobjectOf(article),
          docdataOf(article),
          xml('pubdata', { type: 'web', 'date.publication': article.firstCreated, 'item-length': article.wordCount }),
        ),
        bodyOf(article, options),
      ),
    );
  },
};
export default nitf;

function metasOf(article: Article): (readonly [name: string, content: string | number | null])[] {
  return [
    ['slug', article.slugline],
    ['copytaster-article', article.id],
    ['copytaster-revision', article.revision],
    ['copytaster-revision-id', article.revisionId],
    ['copytaster-priority', article.priority],
    ['copytaster-content-warning', article.contentWarning],
  ];
}

function tobjectOf({ newsClass, genres, subjects }: Article) {
  return xml(
    'tobject',
    { 'tobject.type': newsClass },
    genres.map((genre) => xml('tobject.property', { 'tobject.property.type': genre })),
    subjects.map(({ code, sourceCode, name }) => {
      const iptc = /^subj:(\d{8})$/.exec(sourceCode ?? '')?.[1];
      return xml('tobject.subject', {
        'tobject.subject.ipr': iptc === undefined ? schemeOf(sourceCode ?? code) : 'IPTC',
        'tobject.subject.refnum': iptc ?? bareCode(sourceCode ?? code),
        'tobject.subject.type': name,
      });
    }),
  );
}

const schemeOf = (code: string | null): string | null =>
  code?.includes(':') ? code.slice(0, code.indexOf(':')) : null;
const bareCode = (code: string | null): string | null => (code === null ? null : code.slice(code.indexOf(':') + 1));
