import type { Article } from './article.ts';

/** All that may be known of an article whose gate is shut: ids, agency, what changed it, status, instants. */
const SHOWN = [
  'schemaVersion',
  'id',
  'revision',
  'revisionId',
  'previousRevisionId',
  'current',
  'change',
  'pubStatus',
  'embargoedUntil',
  'expires',
  'uri',
  'version',
  'agency',
  'eventId',
  'firstCreated',
  'versionCreated',
  'receivedAt',
  'provenance',
  'splitFrom',
  'mergedInto',
] as const satisfies readonly (keyof Article)[];
type Shown = (typeof SHOWN)[number];

/** What the other fields say then, whatever the article says. A new field of the article must be named in one of the two. */
const SAYS_NOTHING: Omit<Article, Shown | 'withdraws'> = {
  changed: [],
  changeNote: null,
  changeSource: null,
  marked: false,
  correctionNote: null,
  embargoText: null,
  altIds: [],
  credits: [],
  creditLine: null,
  publisher: null,
  headline: null,
  sourceHeadline: null,
  subheadline: null,
  slugline: null,
  storyKey: null,
  takes: [],
  complete: true,
  byline: null,
  authors: [],
  dateline: null,
  located: null,
  type: 'text',
  newsClass: 'story',
  genres: [],
  contentWarning: null,
  urgency: null,
  priority: 'normal',
  language: 'und',
  languageSource: 'none',
  bodyText: '',
  bodyHtml: '',
  summary: null,
  wordCount: 0,
  charCount: 0,
  signOff: null,
  edNote: null,
  subjects: [],
  keywords: [],
  places: [],
  people: [],
  organisations: [],
  media: [],
  mediaAnnounced: [],
  links: [],
  translationOf: null,
  rights: { copyrightHolder: null, copyrightNotice: null, usageTerms: null, restrictions: [] },
  dateSource: null,
  dateFlags: [],
  late: false,
  duplicates: [],
  related: [],
};

/** What leaves of an article while its gate is shut, at every way out: a list of what may be known, and nothing else. */
export function shutDocument(article: Article): Article {
  const shown = Object.fromEntries(
    SHOWN.flatMap((field) => (article[field] === undefined ? [] : [[field, article[field]]])),
  ) as Pick<Article, Shown>;
  const withdraws = article.withdraws && { ...article.withdraws, reason: null };
  return { ...shown, ...SAYS_NOTHING, withdraws };
}

/** A withdrawal as it is kept: without body, summary and pictures, whatever was filed with it. */
export function withoutBody(article: Article): Article {
  return { ...article, bodyText: '', bodyHtml: '', summary: null, media: [], wordCount: 0, charCount: 0 };
}
