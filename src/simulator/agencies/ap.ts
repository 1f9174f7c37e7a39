import { escapeText } from '../../markup/markup.ts';
import type { FiledVersion } from '../agency-desk.ts';
import {
  type Answered,
  isUnlisted,
  json,
  NOTHING_HERE,
  type SimulatedAgency,
  Turns,
  versionedName,
} from './contract/agency.ts';

const KEY = 'simulated-password-as-key';
const NOT_YET_MS = 2_000;

/**
 * AP Media API: sessions that end and that leave an item out, text by a second request, a text that is not there yet,
 * quotas with 429 and 503.
 */
const ap: SimulatedAgency = {
  name: 'ap',
  uriOf: (number) => `5111a70c0000000000000000000${String(number).padStart(5, '0')}`,
  layOut: ({ place, paragraphs: [lead = '', ...rest] }) => [`${place.toUpperCase()} (AP) — ${lead}`, ...rest],
  settings: (url) => ({
    accounts: [
      {
        id: 'ap-simulated',
        transport: 'ap-media',
        url: `${url}/media/v`,
        key: KEY,
        allowPrivateAddresses: true,
        requests: { perMinute: 3_000 },
      },
    ],
    feed: { transport: 'ap-media', account: 'ap-simulated', agency: 'ap', speaksFor: ['ap'], pageSize: 5 },
  }),
  open({ desk, url, lives }) {
    const sessions = new Map<string, number>();
    const leftOut = new Set<number>();
    const turns = new Turns();
    const follow = (session: string, from: number, limit: number): Answered => {
      sessions.set(session, Date.now());
      const counted = desk.filed.slice(from, from + limit);
      const next = `${url()}/media/v/content/feed?qt=${session}&seq=${from + counted.length}&limit=${limit}`;
      const items = counted.filter((version) => !isUnlisted(version) || leftOut.has(version.place));
      for (const { place } of counted.filter(isUnlisted)) leftOut.add(place);
      return page(items, url(), next, turns.each('cut', 7));
    };
    const feed = (query: URLSearchParams): Answered => {
      const session = query.get('qt');
      const limit = limitOf(query);
      if (session === null) return follow(`session-${sessions.size}`, placeOf(desk.filed, query.get('q')), limit);
      if (Date.now() - (sessions.get(session) ?? 0) > lives.cursorMs) return problem(404, 'no such session');
      return follow(session, Number(query.get('seq')), limit);
    };
    const search = (query: URLSearchParams): Answered => {
      const limit = limitOf(query);
      const from = placeOf(desk.filed, query.get('q')) + (Number(query.get('page')) - 1) * limit;
      return page(desk.filed.slice(from, from + limit), url(), null, false);
    };
    const item = (path: string): Answered => {
      const [, kind, id = ''] = /^\/media\/v\/(content|nitf)\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
      const found = desk.filed.findLast((each) => each.uri === id || versionedName(each) === id);
      if (found === undefined) return NOTHING_HERE;
      if (kind === 'content') return json({ api_version: '2.2', data: { item: itemOf(found, url()) } });
      if (found.number % 5 === 0 && Date.now() - found.at < NOT_YET_MS) return problem(404, 'not there yet');
      return turns.each('text', 9)
        ? problem(500, 'failed')
        : { status: 200, type: 'application/xml', body: nitfOf(found) };
    };
    return {
      answer({ path, query, headers }) {
        if (headers['x-api-key'] !== KEY) return problem(401, 'no such key');
        if (turns.each('busy', 17)) return { ...problem(429, 'quota'), headers: { 'retry-after': '1' } };
        if (turns.each('down', 29)) return problem(503, 'down');
        if (path === '/media/v/content/feed') return feed(query);
        return path === '/media/v/content/search' ? search(query) : item(path);
      },
    };
  },
};
export default ap;

const limitOf = (query: URLSearchParams): number => Number(query.get('page_size') ?? query.get('limit') ?? 10);

const problem = (status: number, message: string): Answered =>
  json({ status, code: String(status), message }, { status });

function placeOf(filed: readonly FiledVersion[], words: string | null): number {
  const at = Date.parse(/mindate:>(\S+)/.exec(words ?? '')?.[1] ?? '');
  const place = filed.findIndex((version) => version.at > at);
  return place < 0 ? filed.length : place;
}

function page(items: readonly FiledVersion[], url: string, next: string | null, cut: boolean): Answered {
  const data = {
    current_item_count: items.length,
    items: items.map((version) => ({ item: itemOf(version, url) })),
    ...(next === null ? {} : { next_page: next }),
  };
  return json({ api_version: '2.2', data }, { cut });
}

function itemOf(version: FiledVersion, url: string): unknown {
  const { uri, number, headline, versionCreated, firstCreated, status } = version;
  return {
    uri: `${url}/media/v/content/${uri}?qt=${Date.now()}&et=${version.version}`,
    altids: { itemid: uri, etag: `${uri}_${version.version}`, friendlykey: String(number) },
    version: version.version - 1,
    type: 'text',
    urgency: 4,
    language: 'en',
    versioncreated: versionCreated,
    firstcreated: firstCreated,
    pubstatus: status,
    ...(status === 'canceled' ? { editorialtypes: ['Kill'] } : {}),
    headline,
    provider: 'AP',
    renditions:
      status === 'canceled'
        ? {}
        : { nitf: { href: `${url}/media/v/nitf/${encodeURIComponent(versionedName(version))}` } },
  };
}

function nitfOf({ headline, paragraphs }: FiledVersion): string {
  const body = paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><nitf><head/><body><body.head><hedline><hl1>${escapeText(headline)}</hl1></hedline></body.head><body.content><block>${body}</block></body.content></body></nitf>`;
}
