import { ACT_ROUTES } from './act-routes.ts';
import { ARTICLE_ROUTES } from './article-routes.ts';
import { type Asset, assetOf } from './asset.ts';
import { DELIVERY_ROUTES } from './delivery-routes.ts';
import { DESK_ROUTES } from './desk-routes.ts';
import { Alive, Readiness, Version } from './documents.ts';
import { openApiDocument } from './openapi.ts';
import { REREAD_ROUTES } from './reread-routes.ts';
import { Anything, type Route, route } from './route.ts';
import { ROUTING_ROUTES } from './routing-routes.ts';
import { SESSION_ROUTES } from './session-routes.ts';

/** Made when it is first asked for. */
let apiDocument: Asset | null = null;

/** Every route. */
export const ROUTES: readonly Route[] = [
  route({
    address: '/healthz',
    operation: 'isAlive',
    summary: 'The process answers',
    scope: null,
    answers: { 200: Alive },
    answer: () => ({ body: { status: 'alive' } }),
  }),
  route({
    address: '/readyz',
    operation: 'isReady',
    summary: 'The service can be trusted with stories; otherwise what is wrong, and what to do',
    scope: null,
    answers: { 200: Readiness, 503: Readiness },
    async answer({ may }, { health, degraded }) {
      const problems = await health();
      const ready = problems.length === 0;
      const details = may('read') ? { problems, degraded: await degraded() } : {};
      return { status: ready ? 200 : 503, body: { ready, ...details } };
    },
  }),
  route({
    address: '/openapi.json',
    operation: 'describeApi',
    summary: 'This document',
    scope: null,
    answers: { 200: Anything },
    answer() {
      apiDocument ??= assetOf(Buffer.from(JSON.stringify(openApiDocument(ROUTES))), 'application/json; charset=utf-8');
      return { asset: apiDocument };
    },
  }),
  route({
    address: '/version',
    operation: 'readVersion',
    summary: 'The running version',
    scope: 'read',
    answers: { 200: Version },
    answer: (_, { version }) => ({ body: { name: 'copytaster', version } }),
  }),
  route({
    address: '/metrics',
    operation: 'readMetrics',
    summary: 'Metrics for Prometheus',
    scope: 'read',
    answers: { 200: 'text/plain' },
    async answer(_, { metrics: { registry }, refreshMetrics }) {
      await refreshMetrics();
      return { text: await registry.metrics(), type: registry.contentType };
    },
  }),
  ...ARTICLE_ROUTES,
  ...DELIVERY_ROUTES,
  ...ROUTING_ROUTES,
  ...ACT_ROUTES,
  ...REREAD_ROUTES,
  ...DESK_ROUTES,
  ...SESSION_ROUTES,
];
