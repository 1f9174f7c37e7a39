/** What a feed of Reuters Connect asks for. */
export interface ConnectSearch {
  readonly channels: readonly string[];
  readonly mediaTypes: readonly string[];
  readonly topicCodes: readonly string[];
  readonly query?: string | undefined;
  readonly pageSize: number;
}

const word = (text: string): string => JSON.stringify(text);
const words = (texts: readonly string[]): string => `[${texts.map(word).join(', ')}]`;

/**
 * A page of the search that polls: ascending by date, as its cursor wants it.
 * @param range the span of time, as `dateRange`; the same for every page of a cursor
 */
export function searchQuery(search: ConnectSearch, range: string, cursor: string | null): string {
  const filter = [
    `dateRange: ${word(range)}`,
    ...(search.channels.length === 0 ? [] : [`channels: ${words(search.channels)}`]),
    `mediaTypes: [${search.mediaTypes.join(', ')}]`,
    ...(search.topicCodes.length === 0 ? [] : [`topicCodes: ${words(search.topicCodes)}`]),
  ].join(', ');
  const given = [
    `filter: {${filter}}`,
    ...(search.query === undefined ? [] : [`query: ${word(search.query)}`]),
    'sort: {direction: ASC, field: DATE}',
    `limit: ${search.pageSize}`,
    'option: {cursorMode: POLL}',
    ...(cursor === null ? [] : [`cursor: ${word(cursor)}`]),
  ].join(', ');
  return `query Poll { search(${given}) { pageInfo { endCursor hasNextPage } items { versionedGuid uri versionCreated } } }`;
}

/** Everything of one version that a story is made from; no rendition, for downloads are counted. */
export function itemQuery(versionedGuid: string): string {
  return `query Item { item(id: ${word(versionedGuid)}) { uri guid versionedGuid usn version type versionCreated firstCreated headLine byLine slug language pubStatus urgency productLabel profile credit copyrightNotice usageTerms intro fragment bodyXhtml bodyXhtmlRich subject { code name rel } } }`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The span of `dateRange` from an instant on, for as long as a cursor may live. */
export function rangeFrom(at: number): string {
  return `${minute(at)}-${minute(at + 10 * 365 * 86_400_000)}`;
}

function minute(at: number): string {
  const date = new Date(at);
  return [
    date.getUTCFullYear(),
    two(date.getUTCMonth() + 1),
    two(date.getUTCDate()),
    two(date.getUTCHours()),
    two(date.getUTCMinutes()),
  ].join('.');
}
