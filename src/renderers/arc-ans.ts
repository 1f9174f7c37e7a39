import type { Article } from '../article/article.ts';
import { contentElementsOf } from './arc-ans/content-elements.ts';
import { copyOf, creditOf, madeAt, notesOf, pageOf, sourceNameOf, titleOf } from './contract/copy.ts';
import { withoutEmpty } from './contract/json.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';

type Json = Record<string, unknown>;
const ANS_VERSION = '0.10.0';

/** A story in Arc XP's ANS. */
const arcAns: Renderer = {
  name: 'arc-ans',
  summary:
    'a story in Arc XP\'s ANS 0.10 as JSON; an embargo is its publish date; a withdrawal has the status "withdrawn", the headline "Withdrawn by AGENCY" and no content elements',
  contentType: 'application/json',
  extension: 'json',
  accept: ['application/vnd.arc.ans+json'],
  carries: [
    'id',
    'revision',
    'revisionId',
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
    'agency',
    'creditLine',
    'headline',
    'subheadline',
    'slugline',
    'byline',
    'authors',
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
export default arcAns;

function documentOf(article: Article, options: RenderOptions): Json {
  const promo = article.media.find(({ type, href }) => type === 'picture' && href !== null);
  return withoutEmpty({
    type: 'story',
    version: ANS_VERSION,
    subtype: article.newsClass,
    language: article.language === 'und' ? null : article.language,
    ...originOf(article),
    headlines: { basic: titleOf(article) },
    subheadlines: article.subheadline === null ? null : { basic: article.subheadline },
    description: article.summary === null ? null : { basic: article.summary },
    slug: article.slugline,
    credits: creditsOf(article),
    ...datesOf(article),
    canonical_url: pageOf(article),
    location: article.located ?? article.dateline?.place ?? null,
    copyright: article.rights.copyrightNotice ?? article.rights.copyrightHolder,
    // The note of the editor is printed; what desks tell each other stays in the planning.
    editor_note: article.correctionNote,
    planning: notesOf(article) === null ? null : { internal_note: notesOf(article) },
    status: article.pubStatus === 'canceled' ? 'withdrawn' : article.pubStatus === 'withheld' ? 'withheld' : null,
    taxonomy: taxonomyOf(article),
    promo_items: promo === undefined ? null : { basic: imageOf(promo) },
    related_content: relatedOf(article),
    content_elements: [
      ...contentElementsOf(copyOf(article, options).nodes),
      ...(article.correctionNote === null
        ? []
        : [{ type: 'correction', correction_type: 'correction', text: article.correctionNote }]),
    ],
    additional_properties: { copytaster: factsOf(article, options) },
  });
}

/** Whose story it is, and who brings it. */
function originOf(article: Article): Json {
  const name = sourceNameOf(article);
  return {
    source: withoutEmpty({
      source_id: article.uri ?? article.id,
      system: 'Copytaster',
      name,
      source_type: 'wires',
    }),
    distributor: withoutEmpty({ name, category: 'wires', subcategory: article.agency?.code ?? null, mode: 'custom' }),
  };
}

function datesOf(article: Article): Json {
  const made = madeAt(article);
  return {
    created_date: article.firstCreated ?? made,
    last_updated_date: made,
    display_date: made,
    publish_date: article.embargoedUntil ?? made,
  };
}

function creditsOf({ byline, authors }: Article): Json | null {
  const names = authors.length > 0 ? authors.map(({ name, role }) => ({ name, role })) : [];
  const by = names.length > 0 ? names : byline === null ? [] : [{ name: byline, role: null }];
  return by.length === 0
    ? null
    : { by: by.map(({ name, role }) => withoutEmpty({ type: 'author', name, role, byline })) };
}

function taxonomyOf({ keywords, subjects }: Article): Json | null {
  const tags = subjects
    .filter(({ name, code, sourceCode }) => (name ?? code ?? sourceCode) !== null)
    .map(({ name, code, sourceCode }) => withoutEmpty({ text: name ?? code ?? sourceCode, slug: code ?? sourceCode }));
  const taxonomy = withoutEmpty({ tags, seo_keywords: keywords });
  return Object.keys(taxonomy).length === 0 ? null : taxonomy;
}

function imageOf({ href, uri, caption, credit, headline }: Article['media'][number]): Json {
  return withoutEmpty({
    type: 'image',
    version: ANS_VERSION,
    url: href,
    caption,
    subtitle: headline,
    credits: credit === null ? null : { by: [{ type: 'author', name: credit }] },
    source: uri === null ? null : { source_id: uri, system: 'Copytaster' },
  });
}

function relatedOf({ media, links }: Article): Json | null {
  const images = media.filter(({ href }) => href !== null).map(imageOf);
  const related = links
    .filter(({ rel }) => rel !== 'canonical')
    .map(({ rel, uri }) => ({ type: 'story', version: ANS_VERSION, source: { source_id: uri }, subtype: rel }));
  const content = withoutEmpty({ basic: related, images });
  return Object.keys(content).length === 0 ? null : content;
}

/** What ANS has no field for and Arc keeps with the story all the same. */
function factsOf(article: Article, options: RenderOptions): Json {
  return withoutEmpty({
    article: article.id,
    revision: article.revision,
    revisionId: article.revisionId,
    uri: article.uri,
    version: article.version,
    change: article.change,
    pubStatus: article.pubStatus,
    withdraws: article.withdraws?.uris ?? [],
    embargoedUntil: article.embargoedUntil,
    expires: article.expires,
    creditLine: creditOf(article, options),
    urgency: article.urgency,
    priority: article.priority,
    genres: article.genres,
    contentWarning: article.contentWarning,
    places: article.places.map(({ name }) => name),
    people: article.people.map(({ name }) => name),
    organisations: article.organisations.map(({ name }) => name),
    usageTerms: article.rights.usageTerms,
    restrictions: article.rights.restrictions.map(({ text }) => text),
  });
}
