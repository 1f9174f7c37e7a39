import type { HouseStyle } from '../agencies/contract/house-style.ts';
import {
  type Agency,
  type Article,
  type ItemType,
  ItemType as ItemTypes,
  type Priority,
  SCHEMA_VERSION,
  type Standing,
} from '../article/article.ts';
import { withContentOf } from '../article/content.ts';
import { articleId, revisionId, standInUri } from '../article/revision.ts';
import type { DateRole, Markup, WireItem } from '../article/wire-item.ts';
import { agencyNamed, isCreditLine, readCredits, takeTrailingCredit } from './credits.ts';
import { citiesIn } from './dateline-cities.ts';
import { parseInstant, type ReadInstant } from './dates.ts';
import { embargoOf } from './embargo.ts';
import { readBody, readDatelineElement, readHeadline, readSlug, styleOfDateline } from './house-marks.ts';
import { cleanHtml, htmlToText, textToHtml } from './markup.ts';
import { changeOf, decide } from './signals.ts';
import { changeNoteOf, envelopeSignals, withdrawalOf } from './status.ts';
import { htmlOfParagraphs } from './trimmed-html.ts';
import { BUILT_IN } from './vocabulary/built-in.ts';
import { mapSubjects, placeOfSubject } from './vocabulary/map-subjects.ts';
import type { Vocabulary } from './vocabulary/vocabulary.ts';

/** The version of the normaliser, kept in every article's provenance. */
export const NORMALISER_VERSION = '1';

const LATE_MS = 2 * 3_600_000;
const PARAGRAPHS_WITH_PLACES = 2;
/** Two clocks of one agency may differ by this much: an item's first time is then kept as filed. */
const CLOCKS_APART_MS = 60_000;

/** What is known of an item beside itself. */
export interface NormaliseContext {
  readonly feed: {
    readonly id: string;
    readonly agency: string | null;
    readonly standing: Standing;
    readonly zone: string | null;
    readonly language: string | null;
  };
  readonly format: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly captureSha256: string;
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly detectLanguage: ((text: string) => string | null) | null;
  /** The Media Topics that an operator imported; the built-in table where it is missing. */
  readonly vocabulary?: Vocabulary;
}

/**
 * Makes the canonical article of an item as filed. It stands alone: revision 1, change as the copy says it; the judge
 * and the commit give it its place.
 */
export function normaliseItem(item: WireItem, context: NormaliseContext): Article {
  const agency = agencyOf(item, context);
  const style = context.styles.get(agency?.code ?? context.feed.agency ?? '') ?? styleOfCredit(item, context);
  const text = bodyOf(item.body, null);
  const copy = readBody(text.plain === '' ? [] : text.plain.split('\n\n'), style, context.styles);
  const signed = signaturesOf(item, context);
  const line = item.creditLine ?? signed.credit;
  const credit = line === null ? trailingCredit(copy.paragraphs, context) : { paragraphs: copy.paragraphs, line };
  const paragraphs = credit.paragraphs.filter((each) => each !== '');
  const bodyText = paragraphs.join('\n\n');
  const touched = bodyText !== text.plain;
  const sourceHeadline = item.headline?.trim() || null;
  const marks = readHeadline(sourceHeadline ?? standInHeadline(item, paragraphs, context), style);
  const slug = readSlug(item.slugline, style);
  const said = [...envelopeSignals(item), ...marks.said, ...slug.said, ...copy.said];
  const decided = decide(said);
  const mark = decided.mark;
  const changeNote = changeNoteOf(item, said, mark);
  const dates = datesOf(item, context);
  const language = languageOf(item, context, `${marks.headline}\n${bodyText}`);
  const uri = item.uri ?? item.itemId ?? standInUri(context.feed.id, `${sourceHeadline ?? ''}\n${bodyText}`);
  const dateline = copy.dateline ?? readDatelineElement(item.dateline, style, context.styles);
  const credits = joined(agency === null ? [] : [agency], [
    ...readCredits(credit.line, context.styles),
    ...(dateline?.agencies ?? []).flatMap((code) => agencyOfCode(code, context.styles)),
  ]);
  const pubStatus = mark === 'withdrawal' ? 'canceled' : mark === 'withheld' ? 'withheld' : 'usable';
  const summary = item.summary === null ? null : bodyOf(item.summary, null).plain || null;
  const wordCount = bodyText === '' ? 0 : bodyText.split(/\s+/).length;
  const newsClass = classOf(item, decided.newsClass, bodyText, wordCount, style);
  const take = item.take ?? marks.take ?? (copy.more ? 1 : null);
  const draft: Article = {
    schemaVersion: SCHEMA_VERSION,
    id: '',
    revision: 1,
    revisionId: '',
    previousRevisionId: null,
    current: true,
    change: changeOf(mark),
    changed: [],
    changeNote,
    changeSource: decided.source,
    marked: mark !== null,
    correctionNote: item.correctionNote,
    pubStatus,
    ...embargoOf(item, {
      zone: context.feed.zone,
      now: context.receivedAt,
      style,
      opening: text.plain.split('\n\n', 4),
    }),
    expires: instantOf(item, 'expires', context).instant,
    withdraws: pubStatus === 'canceled' ? withdrawalOf(item, uri, changeNote) : null,
    uri,
    version: item.version,
    altIds: [...item.altIds],
    agency,
    credits,
    creditLine: credit.line,
    publisher: agency === null ? item.publisher : null,
    headline: marks.headline || null,
    sourceHeadline,
    subheadline: item.subheadline,
    slugline: item.slugline,
    storyKey: slug.key,
    takes: take === null ? [] : [{ uri, take }],
    complete: take === null || (take === 1 && !copy.more),
    eventId: null,
    byline: [...signed.people, ...copy.bylines][0] ?? null,
    authors:
      signed.authors.length > 0
        ? [...signed.authors]
        : [...signed.people, ...copy.bylines].map((name) => ({ name, role: null })),
    dateline,
    located: item.located,
    type: typeOf(item.type),
    newsClass,
    genres: [...new Set([...item.genres, ...marks.genres])],
    contentWarning: item.contentWarning,
    urgency: numberOrNull(item.urgency),
    priority: priorityOf(item, newsClass, style),
    language: language.language,
    languageSource: language.source,
    bodyText,
    bodyHtml: text.html === '' ? textToHtml(bodyText) : touched ? htmlOfParagraphs(paragraphs, text.html) : text.html,
    summary: item.bodyIsSummary && bodyText !== '' ? bodyText : summary,
    wordCount,
    charCount: [...bodyText].length,
    signOff: copy.signOff,
    edNote: [...copy.notes, ...item.notes.filter((note) => note.public).map((note) => note.text)].join('\n') || null,
    subjects: mapSubjects(item.subjects, context.vocabulary ?? BUILT_IN, language.language),
    keywords: [...item.keywords],
    places: [...item.places, ...codedPlaces(item), ...placesIn(item, marks.headline, credit.paragraphs)].filter(
      (place, at, all) => all.findIndex(({ name }) => name === place.name) === at,
    ),
    people: item.people.map((name) => ({ name })),
    organisations: item.organisations.map((name) => ({ name })),
    media: item.media.map((media) => ({
      ...media,
      type: typeOf(media.type),
      renditions: [...media.renditions],
      hrefExpires: null,
    })),
    mediaAnnounced: [...new Set([...item.mediaAnnounced, ...slug.media])],
    links: [...item.links],
    translationOf: null,
    rights: {
      copyrightHolder: item.copyrightHolder,
      copyrightNotice: item.copyrightNotice,
      usageTerms: item.usageTerms.join('\n') || null,
      restrictions: item.restrictions.map((restriction) => ({ text: restriction, parsed: null })),
    },
    ...dates,
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

/** A withdrawal carries no text, whatever was sent with it. */
function emptied(article: Article): Article {
  if (article.pubStatus !== 'canceled') return article;
  return { ...article, bodyText: '', bodyHtml: '', summary: null, media: [], wordCount: 0, charCount: 0 };
}

function bodyOf(markup: Markup | null, baseUrl: string | null): { plain: string; html: string } {
  if (markup === null) return { plain: '', html: '' };
  const { plain, html } = readMarkup(markup, baseUrl);
  return { plain: plain.replace(UNSEEN, '').replace(ODD_SPACES, ' '), html };
}

/** Soft hyphens and marks without width: they say where a line may break, not what the copy says. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;
/** Spaces that keep words together or are set narrower; for a reader of text they are spaces. */
const ODD_SPACES = /[\u00a0\u2000-\u200a\u202f\u205f]/g;

function readMarkup(markup: Markup, baseUrl: string | null): { plain: string; html: string } {
  if (markup.kind === 'text')
    return {
      plain: partIndented(markup.value.replace(/\r\n?/g, '\n'))
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      html: '',
    };
  const html = cleanHtml(markup.value, { baseUrl });
  return { plain: htmlToText(html), html };
}

/** Wire text parts its paragraphs by indenting them, where it has no blank lines; columns are left as they are. */
function partIndented(text: string): string {
  if (/\n[ \t]*\n/.test(text) || /\S {3,}\S/.test(text)) return text;
  return text.replace(/\n[ \t]{2,}(?=\S)/g, '\n\n');
}

function agencyOf(item: WireItem, { feed, styles }: NormaliseContext): Agency | null {
  for (const style of styles.values()) {
    const ids = [item.uri, ...item.altIds.map(({ value }) => value)].filter((id) => id !== null);
    if (feed.standing === 'wire' && ids.some((id) => style.ownIds.some((pattern) => pattern.test(id))))
      return { code: style.code, name: style.name };
  }
  for (const provider of item.providers) {
    const named = agencyNamed(provider, styles);
    if (named !== null && feed.standing === 'wire') return named;
  }
  const own = feed.agency === null ? undefined : styles.get(feed.agency);
  return own === undefined || feed.standing !== 'wire' ? null : { code: own.code, name: own.name };
}

function agencyOfCode(code: string, styles: NormaliseContext['styles']): Agency[] {
  const style = styles.get(code);
  return style === undefined ? [] : [{ code, name: style.name }];
}

function styleOfCredit(item: WireItem, { styles }: NormaliseContext): HouseStyle | null {
  const named = readCredits(item.creditLine, styles)[0];
  const credited = named === undefined ? null : (styles.get(named.code) ?? null);
  if (credited !== null) return credited;
  return styleOfDateline(item.body === null ? '' : bodyOf(item.body, null).plain, styles);
}

/** Sites sign what they print with the agency's name where a reporter's would stand: that is a credit, no byline. */
function signaturesOf(
  { bylines, authors }: WireItem,
  { feed, styles }: NormaliseContext,
): { people: readonly string[]; authors: WireItem['authors']; credit: string | null } {
  if (feed.standing === 'wire') return { people: bylines, authors, credit: null };
  const agencies = bylines.filter((byline) => isCreditLine(byline, styles));
  return {
    people: bylines.filter((byline) => !agencies.includes(byline)),
    authors: authors.filter(({ name }) => !isCreditLine(name, styles)),
    credit: agencies.join(', ') || null,
  };
}

function trailingCredit(
  paragraphs: readonly string[],
  { styles }: NormaliseContext,
): { paragraphs: readonly string[]; line: string | null } {
  const taken = takeTrailingCredit(paragraphs.at(-1) ?? '', styles);
  return taken === null
    ? { paragraphs, line: null }
    : { paragraphs: [...paragraphs.slice(0, -1), taken.text], line: taken.credit };
}

function codedPlaces(item: WireItem): { name: string; source: string }[] {
  return item.subjects.flatMap(({ code }) => {
    const name = code === null ? null : placeOfSubject(code);
    return code === null || name === null ? [] : [{ name, source: code }];
  });
}

function placesIn(item: WireItem, headline: string, paragraphs: readonly string[]): { name: string; source: string }[] {
  const looked = [
    ...item.media.map(({ caption }) => caption ?? ''),
    headline,
    ...paragraphs.slice(0, PARAGRAPHS_WITH_PLACES),
  ].join('\n');
  return citiesIn(looked).map((name) => ({ name, source: 'text' }));
}

function languageOf(
  item: WireItem,
  { feed, detectLanguage }: NormaliseContext,
  text: string,
): { language: string; source: Article['languageSource'] } {
  const declared = (item.language ?? feed.language)?.trim().replace('_', '-');
  if (declared && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(declared)) {
    const [base = '', ...rest] = declared.split('-');
    return { language: [base.toLowerCase(), ...rest].join('-'), source: 'declared' };
  }
  const detected = detectLanguage?.(text) ?? null;
  return detected === null ? { language: 'und', source: 'none' } : { language: detected, source: 'detected' };
}

function instantOf(
  item: WireItem,
  role: DateRole,
  { feed, receivedAt }: NormaliseContext,
): ReadInstant & { field: string | null } {
  const date = item.dates.find((each) => each.role === role);
  if (date === undefined) return { instant: null, flags: [], field: null };
  return { ...parseInstant(date.value, { zone: feed.zone, now: receivedAt }), field: date.field };
}

/** Which roles tell when this version was made, best first. */
const VERSION_ROLES: readonly DateRole[] = ['versionCreated', 'updated', 'published', 'sent'];

function datesOf(
  item: WireItem,
  context: NormaliseContext,
): Pick<Article, 'firstCreated' | 'versionCreated' | 'receivedAt' | 'dateSource' | 'dateFlags' | 'late'> {
  const read = VERSION_ROLES.map((role) => instantOf(item, role, context)).filter(({ field }) => field !== null);
  const version = read.find(({ instant }) => instant !== null) ?? read[0];
  const first = instantOf(item, 'firstCreated', context).instant ?? instantOf(item, 'published', context).instant;
  const created = version?.instant ?? null;
  const clamped = first !== null && created !== null && Date.parse(first) - Date.parse(created) > CLOCKS_APART_MS;
  return {
    firstCreated: clamped ? created : first,
    versionCreated: created,
    receivedAt: new Date(context.receivedAt).toISOString(),
    dateSource: created === null ? null : (version?.field ?? null),
    dateFlags: [...(version === undefined ? ['missing'] : version.flags), ...(clamped ? ['clamped'] : [])],
    late: created !== null && context.receivedAt - Date.parse(created) > LATE_MS,
  };
}

/** Alerts of many words are stories that carry an alert's mark. */
const LONGEST_ALERT = 120;

function classOf(
  item: WireItem,
  said: Article['newsClass'] | null,
  bodyText: string,
  wordCount: number,
  style: HouseStyle | null,
): Article['newsClass'] {
  if (said !== null && (said !== 'alert' || wordCount <= LONGEST_ALERT)) return said;
  if (item.type === 'composite' && bodyText === '') return 'service';
  return said === null && isAlert(item, bodyText, style) ? 'alert' : 'story';
}

// Alerts are sent as a headline in capitals and nothing else.
function isAlert(item: WireItem, bodyText: string, style: HouseStyle | null): boolean {
  const headline = item.headline ?? '';
  const shouted = headline === headline.toUpperCase() && /\p{Lu}/u.test(headline);
  return style !== null && (item.type ?? 'text') === 'text' && bodyText === '' && shouted;
}

const LONGEST_STAND_IN = 180;
/** A mark that stands alone: "KILL:". */
const ONE_WORD = /^\S{1,20}\s?[:：]$/u;

/** The first words of the copy where a wire item has no headline: alerts, and agencies that file none. */
function standInHeadline(item: WireItem, paragraphs: readonly string[], { feed }: NormaliseContext): string {
  const first =
    paragraphs
      .find((each) => !ONE_WORD.test(each))
      ?.replace(/\s+/g, ' ')
      .trim() ?? '';
  if (feed.standing !== 'wire' || (item.type ?? 'text') !== 'text' || item.bodyIsSummary) return '';
  if (first.length <= LONGEST_STAND_IN) return first;
  return `${first.slice(0, LONGEST_STAND_IN).replace(/\s+\S*$/, '')} …`;
}

function priorityOf(item: WireItem, newsClass: Article['newsClass'], style: HouseStyle | null): Priority {
  const named = style?.priorities[item.urgency ?? item.priority ?? ''] ?? 'normal';
  return newsClass === 'alert' && named !== 'flash' ? 'alert' : named;
}

function typeOf(type: string | null): ItemType {
  const read = ItemTypes.safeParse(type);
  return read.success ? read.data : 'text';
}

function numberOrNull(text: string | null): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) ? number : null;
}

function joined(first: readonly Agency[], more: readonly Agency[]): Agency[] {
  const all = [...first, ...more];
  return all.filter(({ code }, at) => all.findIndex((agency) => agency.code === code) === at);
}
