import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import { isFailure } from '../../article/failure.ts';
import { JsonRecord } from '../api/ask-api.ts';
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
}

const Docs = z.looseObject({ docs: z.array(z.unknown()).default([]) });

/** What differs at every answer without the document being another. */
const VOLATILE = new Set(['href', 'score', 'medias', 'expires']);

/**
 * One page of a search, ascending by publication. A page that gets no further in time, because its documents share one
 * instant, is followed by the next of the same search.
 */
export async function readAfpPage(
  api: AfpApi,
  { languages, query, pageSize }: AfpQuery,
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
  const { docs } = Docs.parse(response);
  const fresh = docs.filter((document) => !seen.has(printOf(document)));
  const captures = [];
  for (const document of fresh) captures.push(captureOf(await withStory(api, document), now));
  for (const document of fresh) seen.add(printOf(document));
  const last = lastPublished(docs);
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

function lastPublished(docs: readonly unknown[]): string | null {
  const instants = docs
    .map((document) => Date.parse(String(JsonRecord.safeParse(document).data?.published ?? '')))
    .filter((instant) => !Number.isNaN(instant));
  return instants.length === 0 ? null : new Date(Math.max(...instants)).toISOString();
}

/** The text of a `webstory` stands behind two more addresses. Where it is not to be had, the document goes without. */
async function withStory(api: AfpApi, document: unknown): Promise<unknown> {
  const record = JsonRecord.safeParse(document).data;
  if (record?.class !== 'webstory' || record.news !== undefined || typeof record.href !== 'string') return document;
  try {
    const first = await api.get(record.href.replace(/\b(?:xml|json)\b/, 'webstory'));
    const { href } = z.looseObject({ href: z.string() }).parse(JSON.parse(new TextDecoder().decode(first.body)));
    const page = await api.get(href);
    return { ...record, news: [new TextDecoder().decode(page.body)] };
  } catch (error) {
    if (isFailure(error, 'Snoozed')) throw error;
    return document;
  }
}
