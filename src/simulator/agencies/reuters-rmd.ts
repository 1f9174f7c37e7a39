import { escapeText } from '../../markup/markup.ts';
import type { FiledVersion } from '../agency-desk.ts';
import { newsMessageOf } from '../documents.ts';
import {
  type Answered,
  isUnlisted,
  NOTHING_HERE,
  type SimulatedAgency,
  Tokens,
  Turns,
  usnOfStory,
  versionedName,
} from './contract/agency.ts';

/** Some items are listed so long before they can be had. */
const NOT_YET_MS = 2_000;
const LISTED_AT_MOST = 6;

/**
 * Reuters' older REST interface: the token in the address, failures inside 200 by status 30, poll tokens that end
 * (2100), items that are listed before they can be had, one that is never listed, a guid that gives whichever version is
 * newest.
 */
const reutersRmd: SimulatedAgency = {
  name: 'reuters-rmd',
  uriOf: (number) => `tag:reuters.com,2026:newsml_${usnOfStory('S2N6BN', number)}`,
  layOut: ({ place, paragraphs: [lead = '', ...rest] }) => [
    `${place.toUpperCase()}, Nov 23 (Reuters) - ${lead}`,
    ...rest,
    '(Reporting by Simulated Staff; Editing by The Desk)',
  ],
  settings: (url) => ({
    accounts: [
      {
        id: 'rmd-simulated',
        transport: 'reuters-rmd',
        url: `${url}/rmd/rest/xml`,
        loginUrl: `${url}/rmd/rest/xml/login`,
        username: 'desk',
        password: 'simulated-password',
        allowPrivateAddresses: true,
      },
    ],
    feed: {
      transport: 'reuters-rmd',
      account: 'rmd-simulated',
      channel: 'SIM111',
      agency: 'reuters',
      speaksFor: ['reuters'],
      pageSize: LISTED_AT_MOST,
    },
  }),
  open({ desk, lives }) {
    const tokens = new Tokens('rmd', lives.tokenMs);
    const polls = new Map<string, { at: number; used: number }>();
    const turns = new Turns();
    const results = (inner: string, cut = false): Answered => xml(`<results>${inner}</results>`, cut);
    const list = (from: number): Answered => {
      const found = desk.filed.slice(from, from + LISTED_AT_MOST);
      const poll = `poll-${from + found.length}-${polls.size}`;
      polls.set(poll, { at: from + found.length, used: Date.now() });
      const rows = found
        .filter((each) => !isUnlisted(each))
        .map(
          (version) =>
            `<result><id>${escapeText(versionedName(version))}</id><guid>${escapeText(version.uri)}</guid><version>${version.version}</version></result>`,
        );
      return results(`<status code="10"/>${rows.join('')}<pollToken>${poll}</pollToken>`, turns.each('cut', 7));
    };
    const poll = (query: URLSearchParams): Answered => {
      if (turns.each('failure', 11)) return results('<status code="30"><error code="1000">try later</error></status>');
      const named = query.get('pollToken');
      if (named === null) return list(placeOf(desk.filed, query.get('dateRange') ?? ''));
      const known = polls.get(named);
      if (known === undefined || Date.now() - known.used > lives.cursorMs)
        return results('<status code="30"><error code="2100">poll token invalid</error></status>');
      return list(known.at);
    };
    const login = (query: URLSearchParams): Answered =>
      query.get('password') === 'simulated-password'
        ? xml(`<authToken>${tokens.issue()}</authToken>`)
        : { status: 401, body: 'refused' };
    const item = (query: URLSearchParams): Answered =>
      turns.each('item', 9) ? { status: 500, body: 'failed' } : itemOf(desk.filed, query.get('id') ?? '');
    return {
      answer({ path, query }) {
        const call = path.split('/').at(-1);
        if (call === 'login') return login(query);
        if (!tokens.isValid(query.get('token')))
          return { status: turns.each('refused', 2) ? 403 : 401, body: 'refused' };
        if (call === 'item') return item(query);
        return call === 'items' ? poll(query) : NOTHING_HERE;
      },
    };
  },
};
export default reutersRmd;

const xml = (inner: string, cut = false): Answered => ({
  status: 200,
  type: 'application/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>${inner}`,
  cut,
});

/** The index of the first version that was filed in a range, by the minute in which the range begins. */
function placeOf(filed: readonly FiledVersion[], range: string): number {
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0] = (range.split('-')[0] ?? '').split('.').map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const place = filed.findIndex((version) => version.at >= at);
  return place < 0 ? filed.length : place;
}

function itemOf(filed: readonly FiledVersion[], id: string): Answered {
  const version = filed.find((each) => versionedName(each) === id) ?? filed.findLast(({ uri }) => uri === id);
  if (version === undefined || (version.number % 5 === 0 && Date.now() - version.at < NOT_YET_MS))
    return xml('<results><status code="30"><error code="2300">item not found</error></status></results>');
  return { status: 200, type: 'application/xml', body: newsMessageOf('reuters', [version]) };
}
