import { cutText } from '../article/cut-text.ts';
import {
  DestinationList,
  DestinationReport,
  Explanation,
  ExplanationQuery,
  FeedList,
  FeedReport,
  IdPath,
  LetterList,
  LetterQuery,
  LetterRemains,
  LimitQuery,
  Source,
  SourceQuery,
  SpikeList,
  System,
} from './desk-documents.ts';
import { type Route, route } from './route.ts';

/** Routes of the page that tell how things stand. */
export const DESK_ROUTES: readonly Route[] = [
  route({
    address: '/v1/explain',
    operation: 'explainStory',
    summary: 'What came of a story, from where, what was decided and why, and who got it',
    scope: 'read',
    query: ExplanationQuery,
    answers: { 200: Explanation },
    answer: async ({ query: { of } }, { desk }) => ({ body: { arrivals: await desk.explain(of) } }),
  }),
  route({
    address: '/v1/spike',
    operation: 'listSpike',
    summary: 'What was not sent and why, the newest first',
    scope: 'read',
    query: LimitQuery,
    answers: { 200: SpikeList },
    answer: async ({ query: { limit } }, { desk }) => ({ body: { spiked: await desk.spike(limit) } }),
  }),
  route({
    address: '/v1/feeds',
    operation: 'listFeeds',
    summary: 'Every feed: how its last fetch went, and when something last came of it',
    scope: 'read',
    answers: { 200: FeedList },
    answer: async (_, { desk }) => ({ body: { feeds: await desk.feeds() } }),
  }),
  route({
    address: '/v1/feeds/{id}',
    operation: 'readFeed',
    summary:
      'One feed: its last 30 fetches, gaps, what it brings by the hour beside what is usual, how late its copy is',
    scope: 'read',
    path: IdPath,
    answers: { 200: FeedReport },
    async answer({ path: { id } }, { desk }) {
      const feed = await desk.feed(id);
      return feed === null ? { missing: `there is no feed ${cutText(id, 100)}` } : { body: feed };
    },
  }),
  route({
    address: '/v1/destinations',
    operation: 'listDestinations',
    summary: 'Every destination: what waits there, its last success, and whether it is paused',
    scope: 'read',
    answers: { 200: DestinationList },
    answer: async (_, { desk }) => ({ body: { destinations: await desk.destinations() } }),
  }),
  route({
    address: '/v1/destinations/{id}',
    operation: 'readDestination',
    summary: 'One destination: what waited there by the minute, and its last answers',
    scope: 'read',
    path: IdPath,
    answers: { 200: DestinationReport },
    async answer({ path: { id }, may }, { desk, articles }) {
      const destination = await desk.destination(id, { bodies: may('act') });
      if (destination === null) return { missing: `there is no destination ${cutText(id, 100)}` };
      const { attempts } = destination;
      const sent = new Set(attempts.map(({ articleId }) => articleId));
      const shown = await articles.articles([...sent]);
      const headlines = new Map(shown.map(({ id: article, headline }) => [article, headline]));
      const named = attempts.map((each) => ({ ...each, headline: headlines.get(each.articleId) ?? null }));
      return { body: { ...destination, attempts: named } };
    },
  }),
  route({
    address: '/v1/dead-letters',
    operation: 'listDeadLetters',
    summary: 'What could not be used or delivered, the newest first',
    scope: 'read',
    query: LimitQuery,
    answers: { 200: LetterList },
    answer: async ({ query: { limit } }, { desk }) => ({ body: await desk.letters(limit) }),
  }),
  route({
    address: '/v1/dead-letters/{id}',
    operation: 'readDeadLetter',
    summary: 'A dead letter beside what it was about',
    scope: 'act',
    path: IdPath,
    query: LetterQuery,
    answers: { 200: LetterRemains },
    async answer({ path: { id }, query }, { desk }) {
      const letter = await desk.letter(id, query);
      return letter === null ? { missing: `there is no dead letter ${cutText(id, 100)}` } : { body: letter };
    },
  }),
  route({
    address: '/v1/articles/{id}/source',
    operation: 'readSource',
    summary: 'The document that a revision was read from, as it came, where it is still kept',
    scope: 'act',
    path: IdPath,
    query: SourceQuery,
    answers: { 200: Source },
    async answer({ path: { id }, query: { revision = null, raw } }, { desk }) {
      const source = await desk.source(id, revision, { raw });
      return source === null ? { missing: `there is no article ${cutText(id, 100)}` } : { body: source };
    },
  }),
  route({
    address: '/v1/system',
    operation: 'readSystem',
    summary: 'How the service stands: readiness, alarms with cures, memory, settings as loaded without secrets',
    scope: 'read',
    answers: { 200: System },
    answer: async (_, { desk }) => ({ body: await desk.system() }),
  }),
];
