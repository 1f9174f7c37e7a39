import { isCorrectionOfAnother } from '../agencies/tables/desk-words.ts';
import { type Article, SCHEMA_VERSION } from '../article/article.ts';
import { withContentOf } from '../article/content.ts';
import { articleId, revisionId, standInUri } from '../article/revision.ts';
import { withoutBody } from '../article/shut-document.ts';
import { withoutCredentials } from '../article/web-address.ts';
import type { WireItem } from '../article/wire-item.ts';
import { textToHtml } from '../markup/markup.ts';
import { htmlOfParagraphs } from '../markup/trimmed-html.ts';
import { fileAddress, linkTarget } from './addresses.ts';
import { classOf, NAME_OF_ALERT, numberOrNull, priorityOf, standInHeadline, typeOf } from './classify.ts';
import { withoutAddresses, withoutContacts } from './contacts.ts';
import { readCredits } from './credits.ts';
import { languageOf } from './declared-language.ts';
import { embargoOf } from './embargo.ts';
import type { NormaliseContext } from './normalise-context.ts';
import { noticeIn, PAGES, saidByNotice, saidOfAnother } from './notices.ts';
import { placesOf } from './places.ts';
import { withoutPosts } from './posts-of-writers.ts';
import { readBodyText } from './read-body.ts';
import { type Copy, readCopy } from './read-copy.ts';
import { readHeadline } from './read-headline.ts';
import { readSlug } from './read-slug.ts';
import { rightsFields } from './restrictions.ts';
import { changeOf, decide, type SaidSignal } from './signals.ts';
import { changeNoteOf, envelopeSignals, notesOfStates, statesOf, withdrawalOf } from './status.ts';
import { countCharacters } from './text-lengths.ts';
import { datesOf, instantOf } from './times.ts';
import { BUILT_IN } from './vocabulary/built-in.ts';
import { mapSubjects } from './vocabulary/map-subjects.ts';
import { agencyOfCode, joinAgencies } from './whose-copy.ts';

/** The version of the normaliser, kept in every article's provenance. */
export const NORMALISER_VERSION = '1';

/**
 * Makes the canonical article of an item as filed. It stands alone: revision 1, change as the copy says it; the judge
 * and the commit give it its place.
 */
export function normaliseItem(item: WireItem, context: NormaliseContext): Article {
  const copy = readCopy(item, context);
  const marks = readMarks(item, copy, context);
  const draft: Article = {
    schemaVersion: SCHEMA_VERSION,
    id: '',
    revision: 1,
    revisionId: '',
    previousRevisionId: null,
    current: true,
    ...statusFields(item, copy, marks, context),
    ...creditFields(copy, context),
    ...headlineFields(item, copy, marks),
    ...takeFields(copy, marks),
    eventId: null,
    ...signatureFields(copy),
    located: item.located,
    ...classFields(item, copy, marks),
    ...languageFields(marks),
    ...bodyFields(item, copy, marks),
    ...subjectFields(item, copy, marks, context),
    ...mediaFields(item, marks),
    translationOf: null,
    ...rightsFields(item),
    ...datesOf(item, context),
    duplicates: [],
    related: [],
    provenance: {
      feed: context.feed.id,
      format: context.format,
      captureSha256: context.captureSha256,
      normaliser: NORMALISER_VERSION,
    },
  };
  const identified = { ...emptied(draft), id: articleId(draft) };
  return withContentOf(identified, { ...identified, revisionId: revisionId(identified) });
}

/** What headline, slug, envelope and copy say of the item, and what that comes to. */
interface Marks {
  readonly sourceHeadline: string | null;
  readonly headline: ReturnType<typeof readHeadline>;
  readonly slug: ReturnType<typeof readSlug>;
  readonly decided: ReturnType<typeof decide>;
  readonly changeNote: string | null;
  readonly uri: string;
  readonly take: number | null;
  readonly language: ReturnType<typeof languageOf>;
}

function readMarks(item: WireItem, copy: Copy, context: NormaliseContext): Marks {
  const { style, read, paragraphs, bodyText } = copy;
  const sourceHeadline = item.headline?.replace(/\s+/g, ' ').trim() || null;
  const opening = read.teaser === null ? paragraphs : [read.teaser, ...paragraphs];
  const headline = readHeadline(
    headlineOr(sourceHeadline, standInHeadline(item, opening, context)),
    style,
    context.feed.standing === 'wire' && !PAGES.has(context.format),
  );
  const slug = readSlug(item.slugline, style);
  const marked = [
    ...envelopeSignals(item),
    ...headline.said,
    ...slug.said,
    ...read.said,
    ...classesOfCopy(item, read, paragraphs),
  ];
  const meant = { isRead: context.readsNotices === true, isMarked: decide(marked).mark === 'withdrawal' };
  // A notice says more than the word over it.
  const said = [
    ...saidByNotice(noticeIn(item, copy, context), meant),
    ...marked,
    ...saidOfAnother(item, copy, context),
  ];
  const decided = decide(said);
  return {
    sourceHeadline,
    headline,
    slug,
    decided,
    changeNote: withoutContacts(changeNoteOf(item, said, decided.mark), { isNote: true }),
    uri: withoutCredentials(
      item.uri ?? item.itemId ?? standInUri(context.feed.id, `${sourceHeadline ?? ''}\n${bodyText}`),
    ),
    take: item.take ?? headline.take ?? (read.more ? 1 : null),
    language: languageOf(item, context, `${headline.headline}\n${bodyText}`),
  };
}

/** The headline as filed, unless it names no more than the kind of message. */
function headlineOr(filed: string | null, standIn: string): string {
  return filed === null || (standIn !== '' && NAME_OF_ALERT.test(filed)) ? standIn : filed;
}

/** What the whole message is by its copy: nothing that may be published, or the correction of another story. */
function classesOfCopy(item: WireItem, read: Copy['read'], paragraphs: readonly string[]): SaidSignal[] {
  const newsClasses: SaidSignal['newsClass'][] = [
    ...(read.closed ? (['advisory'] as const) : []),
    ...(isCorrectionOfAnother(item.headline ?? '', paragraphs[0] ?? '') ? (['correction-notice'] as const) : []),
  ];
  return newsClasses.map((newsClass) => ({ source: 'body', change: null, newsClass, text: null }));
}

function statusFields(
  item: WireItem,
  { style, text }: Copy,
  { decided: { mark, source }, changeNote, uri }: Marks,
  context: NormaliseContext,
) {
  const pubStatus = mark === 'withdrawal' ? 'canceled' : mark === 'withheld' ? 'withheld' : 'usable';
  const opening = text.plain.split('\n\n', 4);
  return {
    change: changeOf(mark),
    changed: [],
    changeNote,
    changeSource: source,
    marked: mark !== null,
    correctionNote: item.correctionNote,
    pubStatus,
    ...embargoOf(item, { zone: context.feed.zone, now: context.receivedAt, style, opening }),
    expires: instantOf(item, 'expires', context).instant,
    withdraws: pubStatus === 'canceled' ? withdrawalOf(item, uri, changeNote) : null,
    uri,
    version: item.version,
    altIds: item.altIds.map(({ role, value }) => ({ role, value: withoutCredentials(value) })),
  } satisfies Partial<Article>;
}

function headlineFields(item: WireItem, { read }: Copy, { headline, sourceHeadline, slug }: Marks) {
  return {
    headline: headline.headline || null,
    sourceHeadline,
    // A teaser over the dateline is the summary; beside another summary it is the deck.
    subheadline:
      item.subheadline ?? (item.summary === null ? null : teaserBeside(item, read.teaser, headline.headline)),
    slugline: item.slugline,
    storyKey: slug.key,
  } satisfies Partial<Article>;
}

/** The lines over the dateline, where they say more than headline and summary do. */
function teaserBeside({ summary, headline: filed }: WireItem, teaser: string | null, headline: string): string | null {
  if (teaser === null) return null;
  const known = [summary?.value.slice(0, 4_000) ?? '', filed ?? '', headline].map(wordsOf);
  return known.includes(wordsOf(teaser)) ? null : teaser;
}

function wordsOf(markup: string): string {
  return markup
    .replace(/<[^<>]{0,400}>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^\p{Lu}{3,12}:/u, '')
    .trim();
}

function takeFields({ read }: Copy, { take, uri }: Marks) {
  return {
    takes: take === null ? [] : [{ uri, take }],
    complete: take === null || (take === 1 && !read.more),
  } satisfies Partial<Article>;
}

function signatureFields({ read, signed, dateline }: Copy) {
  const people = withoutPosts([...signed.people, ...read.bylines].flatMap((name) => withoutAddresses(name) ?? []));
  return {
    byline: people[0] ?? null,
    authors: signed.authors.length > 0 ? [...signed.authors] : people.map((name) => ({ name, role: null })),
    dateline,
  } satisfies Partial<Article>;
}

function creditFields({ agency, dateline, creditLine, publisher }: Copy, { styles }: NormaliseContext) {
  const named = [
    ...readCredits(creditLine, styles),
    ...(dateline?.agencies ?? []).flatMap((code) => agencyOfCode(code, styles)),
  ];
  return {
    agency,
    credits: joinAgencies(agency === null ? [] : [agency], named),
    creditLine,
    publisher,
  } satisfies Partial<Article>;
}

function classFields(item: WireItem, { style, bodyText, wordCount }: Copy, { headline, decided }: Marks) {
  const newsClass = classOf(item, decided, { bodyText, wordCount }, style);
  return {
    type: typeOf(item.type),
    newsClass,
    genres: [...new Set([...item.genres, ...statesOf(item).genres, ...headline.genres])],
    contentWarning: item.contentWarning,
    urgency: numberOrNull(item.urgency),
    priority: priorityOf(item, newsClass, style),
  } satisfies Partial<Article>;
}

function languageFields({ language }: Marks) {
  return { language: language.language, languageSource: language.source } satisfies Partial<Article>;
}

function bodyFields(item: WireItem, { text, read, paragraphs, bodyText, wordCount }: Copy, { headline, slug }: Marks) {
  const touched = bodyText !== text.plain;
  const summary = item.summary === null ? null : readBodyText(item.summary, null).plain || null;
  const notes = item.notes.filter((note) => note.public).map((note) => note.text);
  return {
    bodyText,
    bodyHtml: text.html === '' ? textToHtml(bodyText) : touched ? htmlOfParagraphs(paragraphs, text.html) : text.html,
    summary:
      item.bodyIsSummary && bodyText !== ''
        ? bodyText
        : (withoutContacts(summary) ?? teaserBeside(item, read.teaser, headline.headline)),
    wordCount,
    charCount: countCharacters(bodyText),
    signOff: withoutAddresses(read.signOff),
    edNote: withoutContacts(
      [...notesOfStates(item), ...headline.notes, ...slug.notes, ...read.notes, ...notes].join('\n') || null,
      { isNote: true },
    ),
  } satisfies Partial<Article>;
}

function subjectFields(
  item: WireItem,
  { paragraphs }: Copy,
  { headline, language }: Marks,
  { vocabulary = BUILT_IN }: NormaliseContext,
) {
  return {
    subjects: mapSubjects(item.subjects, vocabulary, language.language),
    keywords: [...item.keywords],
    places: placesOf(item, headline.headline, paragraphs),
    people: item.people.map((name) => ({ name })),
    organisations: item.organisations.map((name) => ({ name })),
  } satisfies Partial<Article>;
}

function mediaFields(item: WireItem, { headline, slug }: Marks) {
  return {
    media: item.media.map((media) => ({
      ...media,
      type: typeOf(media.type),
      uri: media.uri === null ? null : linkTarget('', media.uri),
      href: fileAddress(media.href),
      renditions: media.renditions.map((rendition) => ({ ...rendition, href: fileAddress(rendition.href) })),
      hrefExpires: null,
    })),
    mediaAnnounced: [...new Set([...item.mediaAnnounced, ...statesOf(item).media, ...headline.media, ...slug.media])],
    links: item.links.flatMap(({ rel, uri }) => {
      const target = linkTarget(rel, uri);
      return target === null ? [] : [{ rel, uri: target }];
    }),
  } satisfies Partial<Article>;
}

/** A withdrawal carries no text, whatever was sent with it. */
function emptied(article: Article): Article {
  return article.pubStatus === 'canceled' ? withoutBody(article) : article;
}
