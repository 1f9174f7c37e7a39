import { z } from 'zod';

/** The version of the article schema. Within version 1, changes only add. */
export const SCHEMA_VERSION = '1';

const instant = z.iso.datetime({ offset: false }).describe('UTC instant, ISO 8601 with Z');
const nullableText = z.string().nullable();

/** What an arriving revision does to its article. */
export const Change = z.enum([
  'new',
  'update',
  'correction',
  'refile',
  'withdrawal',
  'withheld',
  'embargo-lift',
  'reinstated',
]);
export type Change = z.infer<typeof Change>;

export const PubStatus = z.enum(['usable', 'withheld', 'canceled']);
export type PubStatus = z.infer<typeof PubStatus>;

export const NewsClass = z.enum(['story', 'alert', 'advisory', 'schedule', 'correction-notice', 'service', 'test']);
export type NewsClass = z.infer<typeof NewsClass>;

export const Priority = z.enum(['flash', 'alert', 'urgent', 'normal', 'low']);
export type Priority = z.infer<typeof Priority>;

/** ninjs 3 item types. */
export const ItemType = z.enum(['text', 'audio', 'video', 'picture', 'graphic', 'composite', 'planning', 'component']);
export type ItemType = z.infer<typeof ItemType>;

export const Standing = z.enum(['wire', 'partner', 'web']);
export type Standing = z.infer<typeof Standing>;

/** How a story stands to the best earlier one. */
export const Relation = z.enum(['new', 'exact', 'near', 'version', 'excerpt']);
export type Relation = z.infer<typeof Relation>;

export const Agency = z.object({ code: z.string(), name: z.string() });
export type Agency = z.infer<typeof Agency>;

export const AltId = z.object({ role: z.string(), value: z.string() });
export type AltId = z.infer<typeof AltId>;

/** `rel`: canonical, prevVersion, derivedFrom, evolvedFrom, follows, translationOf, withdraws, member … */
export const Link = z.object({ rel: z.string(), uri: z.string() });
export type Link = z.infer<typeof Link>;

export const Author = z.object({ name: z.string(), role: nullableText });
export type Author = z.infer<typeof Author>;

export const Dateline = z.object({
  text: z.string(),
  place: nullableText,
  country: nullableText,
  date: nullableText.describe('the day as written, e.g. "Jan 30"'),
  agencies: z.array(z.string()).describe('agency codes'),
});
export type Dateline = z.infer<typeof Dateline>;

export const Subject = z.object({
  code: nullableText.describe('IPTC Media Topic code, e.g. medtop:11000000; null when unmapped'),
  scheme: nullableText,
  name: nullableText,
  sourceCode: nullableText.describe('the code as filed, e.g. N2:POL'),
  match: z
    .enum(['exact', 'close', 'broad', 'ancestor'])
    .optional()
    .describe('how near the Media Topic is to the code as filed; absent where there is none'),
});
export type Subject = z.infer<typeof Subject>;

export const Place = z.object({ name: z.string(), source: z.string() });
export type Place = z.infer<typeof Place>;

export const Rendition = z.object({
  name: nullableText,
  href: nullableText,
  contentType: nullableText,
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type Rendition = z.infer<typeof Rendition>;

export const Media = z.object({
  type: ItemType,
  uri: nullableText,
  href: nullableText.describe('the largest rendition; null when the copy only carries the caption'),
  caption: nullableText,
  credit: nullableText,
  headline: nullableText,
  position: nullableText.describe('where it stands: main, or the place in the body'),
  hrefExpires: instant.nullable(),
  needsAuth: z.boolean(),
  renditions: z.array(Rendition),
});
export type Media = z.infer<typeof Media>;

export const Rights = z.object({
  copyrightHolder: nullableText,
  copyrightNotice: nullableText,
  usageTerms: nullableText,
  restrictions: z.array(z.object({ text: z.string(), parsed: z.string().nullable() })),
});
export type Rights = z.infer<typeof Rights>;

export const Withdraws = z.object({
  uris: z.array(z.string()),
  scope: z.enum(['item', 'article']),
  reason: nullableText,
});
export type Withdraws = z.infer<typeof Withdraws>;

export const Duplicate = z.object({
  uri: nullableText,
  feed: z.string(),
  relation: Relation,
  mark: nullableText,
  receivedAt: instant,
});
export type Duplicate = z.infer<typeof Duplicate>;

export const Related = z.object({
  id: z.string(),
  relation: z.string(),
  share: z.number().nullable(),
});
export type Related = z.infer<typeof Related>;

export const Provenance = z.object({
  feed: z.string(),
  format: z.string(),
  captureSha256: z.string(),
  normaliser: z.string(),
});
export type Provenance = z.infer<typeof Provenance>;

/** The canonical article, version 1: what every destination and the API receive. */
export const Article = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: z.string(),
  revision: z.number().int().positive().nullable(),
  revisionId: z.string(),
  previousRevisionId: nullableText,
  current: z.boolean(),
  change: Change,
  changed: z.array(z.string()),
  changeNote: nullableText,
  changeSource: nullableText.describe('the strongest signal: status, edStat, headline, advisory, slug, body, text …'),
  marked: z.boolean(),
  correctionNote: nullableText,
  pubStatus: PubStatus,
  embargoedUntil: instant.nullable(),
  embargoText: nullableText,
  expires: instant.nullable(),
  withdraws: Withdraws.nullable(),
  uri: nullableText,
  version: nullableText,
  altIds: z.array(AltId),
  agency: Agency.nullable(),
  credits: z.array(Agency),
  creditLine: nullableText,
  publisher: z.object({ name: z.string(), uri: nullableText }).nullable(),
  headline: nullableText,
  sourceHeadline: nullableText,
  subheadline: nullableText,
  slugline: nullableText,
  storyKey: nullableText,
  takes: z.array(z.object({ uri: z.string(), take: z.number().int() })),
  complete: z.boolean(),
  eventId: nullableText,
  byline: nullableText,
  authors: z.array(Author),
  dateline: Dateline.nullable(),
  located: nullableText,
  type: ItemType,
  newsClass: NewsClass,
  genres: z.array(z.string()),
  contentWarning: nullableText,
  urgency: z.number().int().nullable(),
  priority: Priority,
  language: z.string().describe('BCP 47; "und" when unknown'),
  languageSource: z.enum(['declared', 'detected', 'none']),
  bodyText: z.string(),
  bodyHtml: z.string(),
  summary: nullableText,
  wordCount: z.number().int().nonnegative(),
  charCount: z.number().int().nonnegative(),
  signOff: nullableText,
  edNote: nullableText,
  subjects: z.array(Subject),
  keywords: z.array(z.string()),
  places: z.array(Place),
  people: z.array(z.object({ name: z.string() })),
  organisations: z.array(z.object({ name: z.string() })),
  media: z.array(Media),
  mediaAnnounced: z.array(z.string()),
  links: z.array(Link),
  translationOf: nullableText,
  splitFrom: z.string().optional().describe('the article that it was taken out of by an operator'),
  mergedInto: z.string().optional().describe('of a withdrawal: the article under which the story goes on'),
  rights: Rights,
  firstCreated: instant.nullable(),
  versionCreated: instant.nullable(),
  receivedAt: instant,
  dateSource: nullableText.describe('where versionCreated came from: pubDate, versionCreated, dateline …'),
  dateFlags: z.array(z.string()).describe('no-zone, future, missing, unparsable, clamped'),
  late: z.boolean(),
  duplicates: z.array(Duplicate),
  related: z.array(Related),
  provenance: Provenance,
});
export type Article = z.infer<typeof Article>;
