import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import { isFailure } from '../../article/failure.ts';
import { JsonRecord, textOfAnswer } from '../api/ask-api.ts';
import type { Page } from '../api/gather-pages.ts';
import type { SeenBefore } from '../api/seen-before.ts';
import type { AfpApi } from './afp-api-client.ts';

/** Where a search goes on: from this instant of publication, behind so many documents. */
export interface AfpPlace {
  readonly published: string;
  readonly startAt: number;
  /** Up to this instant; absent for a search up to now. */
  readonly until?: string;
}

/** What is searched for. */
export interface AfpQuery {
  readonly languages: readonly string[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly pageSize: number;
  readonly overlap: number;
}

const Docs = z.looseObject({ docs: z.array(z.unknown()).nullish() });

/** Numbers below are seconds since the epoch, not milliseconds. */
const SECONDS_BELOW = 1e11;
const CLOCKS_DIFFER_MS = 300_000;

/** What differs at every answer without the document being another. */
const VOLATILE = new Set(['href', 'score', 'medias', 'expires']);

/**
 * One page of a search, ascending by publication. A page that gets no further in time, because its documents share one
 * instant, is followed by the next of the same search.
 */
export async function readAfpPage(
  api: AfpApi,
  { languages, query, pageSize, overlap }: AfpQuery,
  place: AfpPlace,
  { seen, now }: { seen: SeenBefore; now: number },
): Promise<Page<AfpPlace>> {
  const response = await api.search({
    dateRange: { from: place.published, to: place.until ?? 'now' },
    sortField: 'published',
    sortOrder: 'asc',
    maxRows: pageSize,
    startAt: place.startAt,
    tz: 'UTC',
    ...(languages.length === 0 ? {} : { lang: languages }),
    ...(Object.keys(query).length === 0 ? {} : { query }),
  });
  const docs = Docs.safeParse(response).data?.docs ?? [];
  const captures = [];
  for (const document of docs.filter((each) => !seen.has(printOf(each)))) {
    // What is listed again for a while yet is waited for.
    const isPatient = now - (publishedAt(document) ?? 0) < overlap / 2;
    const whole = await withStory(api, document, isPatient);
    if (whole === null) continue;
    captures.push(captureOf(whole, now));
    seen.add(printOf(document));
  }
  const last = lastPublished(docs, now);
  const goesOn = last !== null && last > place.published;
  return {
    captures,
    place: goesOn ? { ...place, published: last, startAt: 0 } : { ...place, startAt: place.startAt + docs.length },
    more: docs.length >= pageSize,
  };
}

/** What AFP is to tell of: the same, as the notification centre takes it. */
export function notifiedQuery({ languages, query }: AfpQuery): JsonRecord {
  const spoken = languages.length === 0 ? [] : [{ name: 'lang', in: languages }];
  const { and, ...rest } = query;
  const others = Object.keys(rest).length === 0 ? [] : [rest];
  return { and: [...spoken, ...(Array.isArray(and) ? and : []), ...others] };
}

function captureOf(document: unknown, now: number): Page<AfpPlace>['captures'][number] {
  const bytes = Buffer.from(JSON.stringify(document), 'utf8');
  const facts = { contentType: 'application/json', url: null, contentLocation: null, filename: null, receivedAt: now };
  return { capture: { bytes, ...facts }, holds: null };
}

/** What a document says, without the addresses that are signed anew in every answer. */
function printOf(document: unknown): string {
  return sha256(JSON.stringify(document, (key, value) => (VOLATILE.has(key) ? undefined : value)) ?? '');
}

const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** When a document was published, in epoch milliseconds: with a zone, in UTC as it was asked for, or as a number. */
function publishedAt(document: unknown): number | null {
  const published = JsonRecord.safeParse(document).data?.published;
  if (typeof published === 'number') return published < SECONDS_BELOW ? published * 1_000 : published;
  if (typeof published !== 'string') return null;
  const at = Date.parse(/T/.test(published) && !ZONE.test(published) ? `${published}Z` : published);
  return Number.isNaN(at) ? null : at;
}

/** What is published by a clock that is ahead says nothing of how far the search has come. */
function lastPublished(docs: readonly unknown[], now: number): string | null {
  const instants = docs.map(publishedAt).filter((at) => at !== null && at <= now + CLOCKS_DIFFER_MS);
  return instants.length === 0 ? null : new Date(Math.max(...(instants as number[]))).toISOString();
}

/**
 * The text of a `webstory` stands behind two more addresses. Null where it cannot be had now and may be had soon; where it
 * is not to be had, the document goes without.
 */
async function withStory(api: AfpApi, document: unknown, isPatient: boolean): Promise<unknown> {
  const record = JsonRecord.safeParse(document).data;
  if (record?.class !== 'webstory' || record.news !== undefined || typeof record.href !== 'string') return document;
  try {
    const first = await api.get(record.href.replace(/\b(?:xml|json)\b/, 'webstory'));
    const { href } = z.looseObject({ href: z.string() }).parse(JSON.parse(textOfAnswer(first)));
    return { ...record, news: [textOfAnswer(await api.get(href))] };
  } catch (error) {
    if (isFailure(error, 'Snoozed')) throw error;
    return isPatient ? null : document;
  }
}
