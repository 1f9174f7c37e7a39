import type { FiledVersion } from '../agency-desk.ts';
import { NotificationCentre } from '../notification-centre.ts';
import {
  type Answered,
  type Asked,
  bearerOf,
  json,
  NOTHING_HERE,
  type SimulatedAgency,
  Tokens,
  Turns,
} from './contract/agency.ts';

const CLIENT = Buffer.from('simulated-client:simulated-client-secret').toString('base64');
const EXPIRED = { error: { code: 401, type: 'unauthorized', message: 'Access token expired' } };

/** AFP Core: tokens with refresh, errors inside 200, 503 over the quota, pages that share one instant, cut pages. */
const afp: SimulatedAgency = {
  name: 'afp',
  uriOf: (number) => `urn:newsml:afp.com:20261123T100000Z:doc-sim${number}`,
  layOut: ({ place, paragraphs: [lead = '', ...rest] }) => [`${place} (AFP) - ${lead}`, ...rest, 'sim/wir'],
  settings: (url) => ({
    accounts: [
      {
        id: 'afp-simulated',
        transport: 'afp-api',
        url,
        clientId: 'simulated-client',
        clientSecret: 'simulated-client-secret',
        username: 'desk',
        password: 'simulated-password',
        allowPrivateAddresses: true,
      },
    ],
    feed: { transport: 'afp-api', account: 'afp-simulated', agency: 'afp', speaksFor: ['afp'] },
  }),
  open({ desk, lives }) {
    const tokens = new Tokens('afp', lives.tokenMs);
    const refreshes = new Tokens('afp-refresh', 10 * lives.tokenMs);
    const turns = new Turns();
    const centre = new NotificationCentre(desk);
    return {
      answer(asked) {
        if (asked.path === '/oauth/token') return issue(asked, tokens, refreshes, lives.tokenMs);
        if (!tokens.isValid(bearerOf(asked)))
          return turns.each('refused', 2) ? json(EXPIRED) : json(EXPIRED, { status: 401 });
        if (asked.path.startsWith('/notification/api/')) return centre.answer(asked);
        if (asked.path !== '/v1/api/search') return NOTHING_HERE;
        if (turns.each('quota', 7)) return { status: 503, body: 'over quota' };
        if (turns.each('failure', 9)) return json({ error: { code: 500, message: 'try later' } });
        return json(search(desk.filed, asked.body), { cut: turns.each('cut', 5) });
      },
      tick: () => centre.notify(),
    };
  },
};
export default afp;

function issue({ headers, body }: Asked, tokens: Tokens, refreshes: Tokens, lifeMs: number): Answered {
  const form = new URLSearchParams(body);
  const grant = form.get('grant_type');
  const granted =
    headers.authorization === `Basic ${CLIENT}` &&
    ((grant === 'password' && form.get('password') === 'simulated-password') ||
      (grant === 'refresh_token' && refreshes.isValid(form.get('refresh_token'))));
  if (!granted) return json({ error: 'invalid_grant' }, { status: 400 });
  return json({ access_token: tokens.issue(), refresh_token: refreshes.issue(), expires_in: lifeMs / 1_000 });
}

function search(filed: readonly FiledVersion[], body: string): unknown {
  const { dateRange, maxRows, startAt } = JSON.parse(body) as {
    dateRange: { from: string };
    maxRows: number;
    startAt: number;
  };
  const newest = new Map<string, FiledVersion>();
  for (const version of filed) newest.set(version.uri, version);
  const found = [...newest.values()]
    .filter(({ at }) => at >= Date.parse(dateRange.from))
    .sort((one, other) => one.at - other.at || one.place - other.place);
  const docs = found.slice(startAt, startAt + maxRows).map(documentOf);
  return { response: { status: { code: 0, reason: 'success' }, docs, numFound: found.length } };
}

function documentOf({
  number,
  version,
  versionCreated,
  firstCreated,
  headline,
  paragraphs,
  status,
}: FiledVersion): unknown {
  return {
    uno: `newsml.afp.com.20261123T100000Z.doc-sim${number}`,
    afpshortid: `doc-sim${number}`,
    revision: version,
    class: 'text',
    lang: 'en',
    status: status === 'canceled' ? 'Canceled' : 'Usable',
    headline: [headline],
    news: paragraphs,
    created: firstCreated,
    published: versionCreated,
    urgency: 4,
    provider: 'AFP',
    bagItem: [
      { uno: `picture-${number}`, medias: [{ role: 'Preview', href: `https://example.org/p?signed=${Date.now()}` }] },
    ],
  };
}
