import { z } from 'zod';
import type { Article } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import { narrow, QueryRefused, readQuery, type SearchQuery } from '../search/search-query.ts';
import type { Seeing } from '../store/read-side.ts';
import { asDocument, asDocuments, prefersJson } from './accepted-document.ts';
import { briefOf } from './brief.ts';
import type { Caller } from './callers.ts';
import { diffArticles, findRevision } from './diff.ts';
import {
  ArticlePage,
  ArticlePath,
  Diff,
  DiffQuery,
  EventPath,
  EventReport,
  FollowedPage,
  FoundPage,
  ListQuery,
  RevisionList,
  SearchQueryParameters,
  SeenQuery,
  StreamQuery,
} from './documents.ts';
import { raceOf } from './race.ts';
import { type Answer, type Route, type RouteContext, route } from './route.ts';
import { type TaggedJson, taggedJson } from './tagged-json.ts';
import type { Scope } from './tokens.ts';

const REPORTS_OF_AN_EVENT = 200;
const BUSY: Answer = { status: 503, problem: 'too many searches wait already; try again soon' };
const BUILDING = 'the search index of this process is being built; try again soon';

/** Routes that read the wire. */
export const ARTICLE_ROUTES: readonly Route[] = [
  route({
    address: '/v1/articles',
    operation: 'listArticles',
    summary:
      'Current articles, newest first; with after, every revision since, in the order of the wire. Accept asks for a feed or a NewsML-G2 message of them',
    scope: 'read',
    partly: true,
    query: ListQuery,
    answers: { 200: z.union([ArticlePage, FollowedPage]) },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const texts = await listTexts(asked, sees, context);
        return texts ?? asDocuments(await listArticles(asked.query, sees, context), asked, context);
      }),
  }),
  route({
    address: '/v1/articles/{id}',
    operation: 'readArticle',
    summary: 'The current revision of an article, in the document that Accept asks for',
    scope: 'read',
    partly: true,
    path: ArticlePath,
    query: SeenQuery,
    answers: { 200: ArticlePage.shape.articles.element },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const article = await context.articles.article(asked.path.id, sees);
        return article === null ? missing(asked.path.id) : asDocument(article, asked, context);
      }),
  }),
  route({
    address: '/v1/articles/{id}/revisions',
    operation: 'listRevisions',
    summary: 'All revisions of an article in the order of arrival',
    scope: 'read',
    partly: true,
    path: ArticlePath,
    query: SeenQuery,
    answers: { 200: RevisionList },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const revisions = await context.articles.revisions(asked.path.id, sees);
        return revisions.length === 0 ? missing(asked.path.id) : { body: { revisions } };
      }),
  }),
  route({
    address: '/v1/articles/{id}/diff',
    operation: 'compareRevisions',
    summary: 'What changed between two revisions of an article, word by word and field by field',
    scope: 'read',
    partly: true,
    path: ArticlePath,
    query: DiffQuery,
    answers: { 200: Diff },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const { from, to } = asked.query;
        const revisions = await context.articles.revisions(asked.path.id, sees);
        const after = findRevision(revisions, to ?? null);
        const before = from === undefined ? previousOf(revisions, after) : findRevision(revisions, from);
        if (revisions.length === 0) return missing(asked.path.id);
        if (after === null) return { missing: `the article has no revision ${cutText(to ?? '', 100)}` };
        if (before === null) return { missing: `the article has no revision ${cutText(from ?? 'before it', 100)}` };
        return { body: diffArticles(before, after) };
      }),
  }),
  route({
    address: '/v1/search',
    operation: 'searchArticles',
    summary: 'Current articles by their words and by what is known of them, newest or best first',
    scope: 'read',
    partly: true,
    query: SearchQueryParameters,
    answers: { 200: FoundPage },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const { search, articles, now } = context;
        const { q, order, limit, after = null, brief } = asked.query;
        if (search === null) return { status: 503, problem: 'this process has no search index; its log says why' };
        return withQuery(q, now(), async (query) => {
          const answer = await search.search({ ...query, ...sees, order, limit, after });
          if (answer === null) return BUSY;
          const { articles: ids, positions, ...found } = answer;
          const whole = await articles.articles(ids, sees);
          const places = new Map(ids.map((id, at) => [id, positions[at]] as const));
          return {
            body: {
              articles: brief ? whole.map(briefOf) : whole,
              positions: whole.map(({ id }) => places.get(id)),
              ...(sees.part === undefined ? found : { ...found, count: whole.length, countIsComplete: false }),
              complete: search.isComplete,
            },
          };
        });
      }),
  }),
  route({
    address: '/v1/events/{id}',
    operation: 'readEvent',
    summary: 'The reports of one event, and which agency had it first',
    scope: 'read',
    partly: true,
    path: EventPath,
    query: SeenQuery,
    answers: { 200: EventReport },
    answer: (asked, context) =>
      seeing(asked, context, async (sees) => {
        const { search, articles } = context;
        if (search === null || !search.isComplete) return { status: 503, problem: BUILDING };
        const { id } = asked.path;
        const query = narrow({ match: '', since: null, until: null }, { event: [id] });
        const order = { ...query, ...sees, order: 'newest', limit: REPORTS_OF_AN_EVENT, after: null } as const;
        const found = await search.search(order);
        if (found === null) return BUSY;
        const reports = await articles.articles(found.articles, sees);
        if (reports.length === 0) return { missing: `there is no event ${cutText(id, 100)}` };
        return { body: { id, articles: reports, race: await raceOf(reports, articles, sees) } };
      }),
  }),
  route({
    address: '/v1/stream',
    operation: 'streamArticles',
    summary: 'The wire as Server-Sent Events: every revision as it comes; Last-Event-ID goes on without a gap',
    scope: 'read',
    partly: true,
    query: StreamQuery,
    answers: { 200: 'text/event-stream' },
    answer: (asked, context) =>
      seeing(asked, context, ({ sawHeld, ...sees }) => {
        const { after, held, ...filter } = asked.query;
        if (held) sawHeld?.('wire');
        const from = asked.lastEventId ?? (after === '0' ? '0-0' : (after ?? null));
        const { isStill } = asked;
        return {
          listen: (listener) => context.stream.follow(listener, { after: from, filter, seeing: sees, isStill }),
        };
      }),
  }),
];

const missing = (id: string): Answer => ({ missing: `there is no article ${cutText(id, 100)}` });

/** Held copy is shown to who may act and asks for it; that they saw it is kept in the audit. */
async function seeing(
  { query, may, caller, who, address }: AskedToSee,
  { heldReads }: RouteContext,
  answer: (seeing: Seeing) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (query.held && !may('act')) return { status: 403, problem: 'held copy is shown to who has the scope act' };
  const { terms } = caller;
  const seen = new Set<string>();
  const answered = await answer({
    seesHeld: query.held,
    sawHeld: (article) => seen.add(article),
    ...(terms === undefined ? {} : { part: { name: JSON.stringify(terms), terms } }),
  });
  await heldReads.keep(who, seen, address);
  return answered;
}

interface AskedToSee {
  readonly query: { readonly held: boolean };
  readonly may: (scope: Scope) => boolean;
  readonly caller: Caller;
  readonly who: string | null;
  readonly address: string;
}

async function withQuery(text: string, now: number, answer: (query: SearchQuery) => Promise<Answer>): Promise<Answer> {
  let query: SearchQuery;
  try {
    query = readQuery(text, now);
  } catch (error) {
    if (error instanceof QueryRefused) return { status: 400, problem: `q: ${error.message}` };
    throw error;
  }
  return answer(query);
}

/** The newest articles as they are stored, without reading what they say; null where more is asked for than that. */
async function listTexts(
  { query, ...asking }: { query: z.infer<typeof ListQuery>; accept: string | null; address: string },
  sees: Seeing,
  context: RouteContext,
): Promise<Answer | null> {
  const { after, before, limit, since, q, event, uri, held: _, brief, ...filter } = query;
  const asksMore = [after, q, event, uri].some((each) => each !== undefined);
  if (asksMore || brief || !prefersJson(asking, context)) return null;
  const from = since === undefined ? null : Date.parse(since);
  const page = await context.articles.newestTexts({ before: before ?? null, limit, since: from, ...filter }, sees);
  if (page === null) return null;
  const known = ANSWERED_PAGES.get(page);
  const json = known ?? taggedJson(`{"articles":[${page.texts}],"next":${JSON.stringify(page.next)}}`);
  if (known === undefined) ANSWERED_PAGES.set(page, json);
  return { json };
}

/** What the pages that the reader of articles still keeps are as answers. */
const ANSWERED_PAGES = new WeakMap<object, TaggedJson>();

async function listArticles(
  { after, before, limit, since, q, event, uri, held: _, brief, ...filter }: z.infer<typeof ListQuery>,
  sees: Seeing,
  { articles, search, now }: RouteContext,
): Promise<Answer> {
  const shown = (whole: readonly Article[]): unknown[] => (brief ? whole.map(briefOf) : [...whole]);
  if (after !== undefined) {
    const { entries, position } = await articles.after(after, limit, filter, sees);
    const whole = shown(entries.map(({ article }) => article));
    return { body: { entries: entries.map((entry, at) => ({ ...entry, article: whole[at] })), position } };
  }
  const from = since === undefined ? null : Date.parse(since);
  if (q === undefined && event === undefined && uri === undefined) {
    const page = await articles.newest({ before: before ?? null, limit, since: from, ...filter }, sees);
    return { body: { ...page, articles: shown(page.articles) } };
  }
  if (search === null || !search.isComplete) return { status: 503, problem: BUILDING };
  return withQuery(q ?? '', now(), async (query) => {
    const narrowed = narrow({ ...query, since: from ?? query.since }, { ...filter, event, uri });
    const found = await search.search({ ...narrowed, ...sees, order: 'newest', limit, after: before ?? null });
    if (found === null) return BUSY;
    return { body: { articles: shown(await articles.articles(found.articles, sees)), next: found.next } };
  });
}

function previousOf(revisions: readonly Article[], after: Article | null): Article | null {
  return revisions.find(({ revisionId }) => revisionId === after?.previousRevisionId) ?? null;
}
