import { z } from 'zod';
import { FeedDown } from '../../article/failure.ts';
import { TextOfJson } from '../api/ask-api.ts';
import type { BroughtItem } from '../api/bring-items.ts';
import type { Listing } from '../api/fetch-listed-items.ts';
import { readEach, refusedEntry } from '../api/read-each.ts';
import { type ConnectApi, CursorGone } from './connect-api.ts';
import { type ConnectSearch, itemQuery, rangeFrom, searchQuery } from './connect-queries.ts';

/** Where a search goes on. */
export type ConnectPlace = {
  /** The span that the cursor is for. */
  readonly range: string;
  readonly cursor: string | null;
  /** The newest version that was listed, in epoch milliseconds. */
  readonly lastVersion: number;
};

const Search = z.looseObject({
  search: z.looseObject({
    pageInfo: z
      .looseObject({ endCursor: TextOfJson.nullish().catch(null), hasNextPage: z.unknown().optional() })
      .nullish()
      .catch(null),
    items: z.array(z.unknown()).nullish(),
  }),
});
const Item = z.looseObject({
  versionedGuid: TextOfJson.nullish().catch(null),
  uri: TextOfJson.nullish().catch(null),
  versionCreated: z.string().nullish().catch(null),
});

/**
 * One page of the search. The last page may be empty, and items may still be added to its end: its cursor is kept.
 * @param now in epoch milliseconds; a version of the future says nothing of what was listed
 * @throws CursorGone, FeedDown, Snoozed
 */
export async function listConnectPage(
  api: ConnectApi,
  search: ConnectSearch,
  { range, cursor, lastVersion }: ConnectPlace,
  now: number,
): Promise<Listing<ConnectPlace>> {
  const data = await api.query('reuters search', 'search', searchQuery(search, range, cursor));
  const found = Search.safeParse(data).data?.search;
  if (found === undefined) throw new FeedDown('reuters search: answered data without a search', 'bad-document');
  const { pageInfo, items } = found;
  const { entries, refused } = readEach(items ?? [], Item);
  const versions = entries
    .map(({ versionCreated }) => Date.parse(versionCreated ?? ''))
    .filter((at) => !Number.isNaN(at) && at <= now);
  const unnamed = entries.filter(({ versionedGuid, uri }) => (versionedGuid ?? uri) == null);
  return {
    ids: entries.flatMap(({ versionedGuid, uri }) => versionedGuid ?? uri ?? []),
    place: { range, cursor: pageInfo?.endCursor ?? cursor, lastVersion: Math.max(lastVersion, ...versions) },
    more: /^true$/i.test(String(pageInfo?.hasNextPage)) && pageInfo?.endCursor != null && pageInfo.endCursor !== cursor,
    refused: [...refused, ...unnamed.map((entry) => refusedEntry(entry, 'it has no versionedGuid'))],
  };
}

/** One version by its versioned id: by the id without a version Reuters gives whichever is newest. */
export async function readConnectItem(api: ConnectApi, feed: string, id: string): Promise<BroughtItem> {
  const data = await api.query('reuters item', 'item', itemQuery(id));
  if (data.item == null) throw new FeedDown(`feed ${feed}: reuters item: is not there yet`, 'gone');
  return {
    state: 'item',
    bytes: Buffer.from(JSON.stringify({ data: { item: data.item } }), 'utf8'),
    contentType: 'application/json',
    url: null,
  };
}

/**
 * Makes sure of the cursor: where Reuters has let go of it, the search begins anew by time.
 * @returns where to go on, and what may be missing
 */
export async function findPlace(
  place: ConnectPlace,
  overlapMs: number,
  list: (place: ConnectPlace) => Promise<Listing<ConnectPlace>>,
): Promise<{ readonly first: Listing<ConnectPlace>; readonly gap: string | undefined }> {
  try {
    return { first: await list(place), gap: undefined };
  } catch (error) {
    if (!(error instanceof CursorGone) || place.cursor === null) throw error;
    const from = place.lastVersion - overlapMs;
    const first = await list({ ...place, range: rangeFrom(from), cursor: null });
    const gap = `Reuters let go of the cursor (${error.message}); what was versioned since ${new Date(from).toISOString()} is listed anew`;
    return { first, gap };
  }
}
