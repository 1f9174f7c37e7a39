import { userInfo } from 'node:os';
import type { z } from 'zod';
import { loadVocabulary } from '../../data-folder/vocabulary-file.ts';
import { ACT_ROUTES } from '../../http/act-routes.ts';
import { ARTICLE_ROUTES } from '../../http/article-routes.ts';
import type { Caller } from '../../http/callers.ts';
import { DELIVERY_ROUTES } from '../../http/delivery-routes.ts';
import { DESK_ROUTES } from '../../http/desk-routes.ts';
import { HeldReads } from '../../http/held-reads.ts';
import type { Answer, Route, RouteContext } from '../../http/route.ts';
import { ROUTING_ROUTES } from '../../http/routing-routes.ts';
import { BUILT_IN } from '../../normalise/vocabulary/built-in.ts';
import { topicsAbove } from '../../normalise/vocabulary/vocabulary.ts';
import { DeliveryReports } from '../../publishing/delivery-reports.ts';
import { OperatorActs } from '../../publishing/operator-acts.ts';
import { RouteReports } from '../../publishing/route-reports.ts';
import { Desk } from '../../service/desk.ts';
import type { Settings } from '../../settings/schema.ts';
import { writeAudit } from '../../store/audit.ts';
import { ReadSide } from '../../store/read-side.ts';
import type { Store } from '../../store/store.ts';
import { withStore } from './open-store.ts';
import { type Query, type ServiceClient, ServiceRefused } from './service-client.ts';
import type { ExitCode } from './terminal.ts';

const ROUTES: readonly Route[] = [
  ...ARTICLE_ROUTES,
  ...DELIVERY_ROUTES,
  ...ROUTING_ROUTES,
  ...ACT_ROUTES,
  ...DESK_ROUTES,
];

/** Runs `work` on the routes of the API, answered by this process from the store that these settings describe. */
export function withLocalService(
  settings: Settings,
  work: (service: ServiceClient) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withStore(settings, (store) => {
    const context = contextOn(store, settings);
    return work({
      get: (path, query = {}) => answer('GET', path, { query }, context) as Promise<never>,
      post: (path, body = {}) => answer('POST', path, { body }, context) as Promise<never>,
    });
  });
}

/** What routes are answered from. What only a running service has is refused. */
function contextOn(store: Store, settings: Settings): RouteContext {
  const destinations = new Map(settings.destinations.map((each) => [each.id, each] as const));
  const now = (): number => Date.now();
  const vocabulary = loadVocabulary(settings.redis.dataFolder) ?? BUILT_IN;
  const above = (code: string): string[] => topicsAbove(vocabulary, code);
  const parts: Partial<RouteContext> = {
    now,
    articles: new ReadSide(store, now, above),
    routing: new RouteReports({ store, destinations: () => settings.destinations, topicsAbove: above, now }),
    heldReads: new HeldReads((act) => writeAudit(store, { ...act, at: now(), by: userInfo().username }), now),
    deliveries: new DeliveryReports(store, () => [...destinations.keys()], now),
    acts: new OperatorActs(store, () => destinations),
    desk: new Desk({
      context: { live: { settings }, start: { roles: [] }, now },
      store,
      search: null,
      problems: async () => [],
      listening: () => 0,
      lags: { of: () => [] },
    }),
  };
  return new Proxy(parts, {
    get(known, name) {
      if (name in known) return Reflect.get(known, name);
      throw new ServiceRefused('only a running service can answer this: name it with --url or COPYTASTER_URL');
    },
  }) as RouteContext;
}

const OPERATOR_HERE: Caller = { name: null, by: 'open', scopes: ['read', 'act', 'admin'] };

async function answer(
  method: string,
  path: string,
  { query = {}, body }: { query?: Query; body?: object },
  context: RouteContext,
): Promise<unknown> {
  const [route, parameters] = findRoute(method, path);
  const asked = {
    path: check(route.path, parameters),
    query: check(route.query, writeTexts(query)),
    body: check(route.body, body),
    who: null,
    may: () => true,
    accept: null,
    address: path,
    caller: OPERATOR_HERE,
    cookie: undefined,
    from: { address: '127.0.0.1', encrypted: false },
    isStill: () => Promise.resolve(true),
    lastEventId: null,
  };
  return bodyOf(await route.answer(asked, context));
}

function findRoute(method: string, path: string): [route: Route, parameters: Readonly<Record<string, string>>] {
  for (const route of ROUTES) {
    const pattern = new RegExp(`^${route.address.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = route.method === method ? pattern.exec(`/${path}`) : null;
    if (match === null) continue;
    const parameters = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]);
    return [route, Object.fromEntries(parameters) as Record<string, string>];
  }
  throw new ServiceRefused(`there is nothing at ${path}`);
}

/** In an address everything is text. */
const writeTexts = (query: Query): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

function check(schema: z.ZodType, given: unknown): unknown {
  const checked = schema.safeParse(given);
  if (checked.success) return checked.data;
  const issues = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
  throw new ServiceRefused(issues.join('; '));
}

function bodyOf(answer: Answer): unknown {
  if ('missing' in answer) throw new ServiceRefused(answer.missing);
  if ('problem' in answer) throw new ServiceRefused(answer.problem);
  if ('body' in answer) return answer.body;
  if ('json' in answer) return JSON.parse(answer.json.bytes.toString());
  throw new ServiceRefused('this is no answer for a command');
}
