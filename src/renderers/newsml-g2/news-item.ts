import type { Article } from '../../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, sourceNameOf, titleOf } from '../contract/copy.ts';
import type { RenderOptions } from '../contract/renderer.ts';
import { type XmlChild, type XmlElement, xml, xmlOfBody, xmlText } from '../contract/xml.ts';
import { newsItem, ownCode } from './item-frame.ts';

const ITEM_CLASSES = new Set(['text', 'picture', 'graphic', 'video', 'audio', 'composite', 'planning']);
const SIGNALS: Readonly<Record<string, string>> = { update: 'sig:update', correction: 'sig:correction' };
/** The relations of IPTC's scheme `irel` that articles have. */
const IPTC_RELATIONS = new Set(['seeAlso', 'derivedFrom', 'evolvedFrom', 'translationOf', 'prevVersion']);

/** The story of an article as a newsItem. */
export function newsItemOf(article: Article, options: RenderOptions): XmlElement {
  const { language, uri, version, revision } = article;
  return newsItem(
    {
      guid: uri ?? nameOf(article),
      version: /^[1-9]\d{0,8}$/.test(version ?? '') ? version : revision,
      language: language === 'und' ? null : language,
    },
    rightsInfoOf(article),
    itemMetaOf(article),
    contentMetaOf(article, options),
    contentSetOf(article, options),
  );
}

function rightsInfoOf({ rights }: Article): XmlElement | null {
  const { copyrightHolder, copyrightNotice, usageTerms, restrictions } = rights;
  const inside = [
    copyrightHolder === null ? null : xml('copyrightHolder', { literal: copyrightHolder }),
    xmlText('copyrightNotice', copyrightNotice),
    xmlText('usageTerms', usageTerms),
    ...restrictions.map(({ text }) => xmlText('usageTerms', text)),
  ];
  return inside.every((child) => child === null) ? null : xml('rightsInfo', {}, inside);
}

function itemMetaOf(article: Article): XmlElement {
  const { type, embargoedUntil, embargoText, pubStatus, newsClass, change } = article;
  const source = sourceNameOf(article) ?? 'Copytaster';
  const notes = [article.edNote, article.changeNote === article.edNote ? null : article.changeNote, embargoText];
  return xml(
    'itemMeta',
    {},
    xml('itemClass', { qcode: `ninat:${ITEM_CLASSES.has(type) ? type : 'text'}` }),
    xml('provider', { literal: source }, xmlText('name', source)),
    xmlText('versionCreated', madeAt(article)),
    xmlText('firstCreated', article.firstCreated),
    // An embargo without an instant is an empty element: ask before it is used.
    embargoedUntil !== null || embargoText !== null ? xml('embargoed', {}, embargoedUntil) : null,
    xml('pubStatus', { qcode: `stat:${pubStatus}` }),
    xml('role', { qcode: ownCode(newsClass) }),
    xmlText('generator', 'Copytaster'),
    xml('title', {}, titleOf(article)),
    notes.map((note) => xmlText('edNote', note)),
    xmlText('edNote', article.correctionNote, { role: ownCode('correctionNote') }),
    xmlText('edNote', article.contentWarning, { role: ownCode('contentWarning') }),
    xml('signal', { qcode: SIGNALS[change] ?? ownCode(change) }),
    xmlText('expires', article.expires),
    linksOf(article),
  );
}

function linksOf({ links, withdraws, media }: Article): XmlElement[] {
  return [
    ...links.map(({ rel, uri }) =>
      xml('link', { rel: IPTC_RELATIONS.has(rel) ? `irel:${rel}` : ownCode(rel), residref: uri }),
    ),
    ...(withdraws?.uris ?? []).map((uri) => xml('link', { rel: ownCode('withdraws'), residref: uri })),
    ...media
      .filter(({ uri, href }) => uri !== null || href !== null)
      .map(({ uri, href }) => xml('link', { rel: 'irel:seeAlso', residref: uri ?? href })),
  ];
}

function contentMetaOf(article: Article, options: RenderOptions): XmlElement {
  const { urgency, dateline, agency, credits, language } = article;
  return xml(
    'contentMeta',
    {},
    xmlText('urgency', urgency !== null && urgency >= 1 && urgency <= 9 ? urgency : null),
    named('located', article.located),
    credits
      .filter(({ code }) => code !== agency?.code)
      .map(({ name }) => xml('infoSource', { literal: name }, xmlText('name', name))),
    article.authors.map(({ name }) => named('creator', name)),
    altIdsOf(article),
    language === 'und' ? null : xml('language', { tag: language }),
    article.genres.map((name) => xml('genre', { literal: name }, xmlText('name', name))),
    article.keywords.map((keyword) => xmlText('keyword', keyword)),
    subjectsOf(article),
    xmlText('slugline', article.slugline),
    xml('headline', {}, titleOf(article)),
    xmlText('headline', article.subheadline, { role: 'hlrole:sub' }),
    options.bare || dateline === null ? null : xmlText('dateline', dateline.text),
    xmlText('by', article.byline),
    xmlText('creditline', creditOf(article, options)),
    xmlText('description', article.summary, { role: 'drol:summary' }),
  );
}

const named = (element: string, name: string | null): XmlElement | null =>
  name === null || name === '' ? null : xml(element, { literal: name }, xmlText('name', name));

function altIdsOf(article: Article): (XmlElement | null)[] {
  const own: readonly (readonly [string, string | number | null])[] = [
    ['article', article.id],
    ['revision', article.revision],
    ['revisionId', article.revisionId],
    ['previousRevisionId', article.previousRevisionId],
    ['storyKey', article.storyKey],
    ['event', article.eventId],
  ];
  return [
    ...article.altIds.map(({ role, value }) => xmlText('altId', value, { type: ownCode(role) })),
    ...own.map(([role, value]) => xmlText('altId', value, { type: ownCode(role) })),
  ];
}

function subjectsOf({ subjects, people, organisations, places }: Article): XmlChild[] {
  return [
    ...subjects.flatMap(({ code, sourceCode, name }) => [
      code === null ? null : xml('subject', { [isQcode(code) ? 'qcode' : 'literal']: code }, xmlText('name', name)),
      sourceCode === null || sourceCode === code
        ? null
        : xml('subject', { literal: sourceCode }, xmlText('name', name)),
      code === null && sourceCode === null ? xml('subject', {}, xmlText('name', name)) : null,
    ]),
    ...people.map(({ name }) => xml('subject', { type: 'cpnat:person' }, xmlText('name', name))),
    ...organisations.map(({ name }) => xml('subject', { type: 'cpnat:organisation' }, xmlText('name', name))),
    ...places.map(({ name }) => xml('subject', { type: 'cpnat:geoArea' }, xmlText('name', name))),
  ];
}

/** Only the schemes of the catalogue that the item names may stand in a qcode. */
const isQcode = (code: string): boolean => /^(?:medtop|subj):\S+$/.test(code);

function contentSetOf(article: Article, options: RenderOptions): XmlElement | null {
  const { nodes } = copyOf(article, options, { dateline: false, signOff: true });
  if (article.pubStatus !== 'usable' || nodes.length === 0) return null;
  const html = xml(
    'html',
    { xmlns: 'http://www.w3.org/1999/xhtml' },
    xml('head', {}, xml('title', {}, titleOf(article))),
    xml('body', {}, xmlOfBody(nodes)),
  );
  return xml(
    'contentSet',
    {},
    xml('inlineXML', { contenttype: 'application/xhtml+xml', wordcount: article.wordCount }, html),
  );
}
