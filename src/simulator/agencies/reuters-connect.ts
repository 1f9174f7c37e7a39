import { escapeText } from '../../markup/markup.ts';
import type { FiledVersion } from '../agency-desk.ts';
import {
  type Answered,
  type Asked,
  bearerOf,
  isUnlisted,
  json,
  NOTHING_HERE,
  type SimulatedAgency,
  Tokens,
  Turns,
  usnOfStory,
  versionedName,
} from './contract/agency.ts';

const NOT_YET_MS = 2_000;

/**
 * Reuters Connect: a token that ends in the middle, 401 and 419, cursors that end, an empty last page to which items
 * are added later, items that are listed before they can be had, and one that is never listed.
 */
const reutersConnect: SimulatedAgency = {
  name: 'reuters-connect',
  uriOf: (number) => `tag:reuters.com,2026:newsml_${usnOfStory('S1N6BN', number)}`,
  layOut: ({ place, paragraphs: [lead = '', ...rest] }) => [
    `${place.toUpperCase()}, Nov 23 (Reuters) - ${lead}`,
    ...rest,
    '(Reporting by Simulated Staff; Editing by The Desk)',
  ],
  settings: (url) => ({
    accounts: [
      {
        id: 'connect-simulated',
        transport: 'reuters-connect',
        url: `${url}/content/graphql`,
        tokenUrl: `${url}/oauth/token`,
        clientId: 'simulated-client',
        clientSecret: 'simulated-client-secret',
        allowPrivateAddresses: true,
      },
    ],
    feed: {
      transport: 'reuters-connect',
      account: 'connect-simulated',
      agency: 'reuters',
      speaksFor: ['reuters'],
      pageSize: 5,
    },
  }),
  open({ desk, lives }) {
    const tokens = new Tokens('connect', lives.tokenMs);
    const cursors = new Map<string, { at: number; used: number }>();
    const turns = new Turns();
    const list = (query: string): Answered => {
      if (!/cursorMode: POLL/.test(query) || !/direction: ASC, field: DATE/.test(query))
        return failure('cursorMode POLL wants sort ASC by DATE');
      if (turns.each('failure', 11)) return failure('internal error');
      const page = search(desk.filed, query, cursors, lives.cursorMs);
      return { ...page, cut: turns.each('cut', 7) };
    };
    return {
      answer(asked) {
        if (asked.path === '/oauth/token') return issue(asked, tokens, lives.tokenMs);
        if (asked.path !== '/content/graphql') return NOTHING_HERE;
        if (!tokens.isValid(bearerOf(asked))) return { status: turns.each('refused', 2) ? 419 : 401, body: 'expired' };
        const { query } = JSON.parse(asked.body) as { query: string };
        const item = /item\(id: "([^"]+)"\)/.exec(query)?.[1];
        if (item === undefined) return list(query);
        return turns.each('item', 9) ? { status: 500, body: 'failed' } : itemOf(desk.filed, item);
      },
    };
  },
};
export default reutersConnect;

const failure = (message: string): Answered => json({ errors: [{ message }], data: null });

function issue({ body }: Asked, tokens: Tokens, lifeMs: number): Answered {
  const given = JSON.parse(body) as Record<string, string>;
  if (given.client_secret !== 'simulated-client-secret') return json({ error: 'access_denied' }, { status: 401 });
  return json({ access_token: tokens.issue(), token_type: 'Bearer', expires_in: lifeMs / 1_000 });
}

/** Cursors name a place in all that was filed. A page that is not full has no next one until more is filed. */
function search(
  filed: readonly FiledVersion[],
  query: string,
  cursors: Map<string, { at: number; used: number }>,
  lifeMs: number,
): Answered {
  const limit = Number(/limit: (\d+)/.exec(query)?.[1] ?? 20);
  const named = /cursor: "([^"]+)"/.exec(query)?.[1];
  const known = named === undefined ? undefined : cursors.get(named);
  if (named !== undefined && (known === undefined || Date.now() - known.used > lifeMs))
    return failure(`the cursor ${named} is not valid`);
  const from = known?.at ?? placeOf(filed, /dateRange: "([\d.]+)-/.exec(query)?.[1] ?? '');
  const items = filed.slice(from, from + limit);
  const end = from + items.length;
  const cursor = `cursor-${end}-${cursors.size}`;
  cursors.set(cursor, { at: end, used: Date.now() });
  return json({
    data: {
      search: {
        pageInfo: { endCursor: cursor, hasNextPage: items.length === limit },
        items: items
          .filter((each) => !isUnlisted(each))
          .map((version) => ({
            versionedGuid: versionedName(version),
            uri: version.uri,
            versionCreated: version.versionCreated,
          })),
      },
    },
  });
}

function placeOf(filed: readonly FiledVersion[], from: string): number {
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0] = from.split('.').map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const place = filed.findIndex((version) => version.at >= at);
  return place < 0 ? filed.length : place;
}

function itemOf(filed: readonly FiledVersion[], id: string): Answered {
  const version = filed.find((each) => versionedName(each) === id) ?? filed.findLast(({ uri }) => uri === id);
  if (version === undefined || (version.number % 5 === 0 && Date.now() - version.at < NOT_YET_MS))
    return failure(`item ${id} not found`);
  const paragraphs = version.paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`);
  return json({
    data: {
      item: {
        uri: versionedName(version),
        guid: version.uri,
        versionedGuid: versionedName(version),
        usn: usnOfStory('S1N6BN', version.number),
        version: String(version.version),
        type: 'TEXT',
        versionCreated: version.versionCreated,
        firstCreated: version.firstCreated,
        headLine: version.headline,
        language: 'en',
        pubStatus: `stat:${version.status}`,
        urgency: 3,
        productLabel: 'RTR',
        profile: 'SNI-Text',
        bodyXhtml: paragraphs.join('') || '<p/>',
      },
    },
  });
}
