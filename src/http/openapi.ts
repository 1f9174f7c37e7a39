import { z } from 'zod';
import { Article } from '../article/article.ts';
import {
  ArticlePage,
  Diff,
  EventReport,
  FollowedPage,
  FoundPage,
  Readiness,
  RevisionList,
  Version,
} from './documents.ts';
import { FEED_ROUTE_PATHS, FEED_ROUTE_SCHEMES } from './feed-route-documents.ts';
import { Problem } from './problem.ts';
import { NoBody, type Route } from './route.ts';
import { WEBHOOKS } from './webhooks.ts';

/** The schemas that have a name of their own in the document. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Article,
  ArticlePage,
  FollowedPage,
  RevisionList,
  FoundPage,
  EventReport,
  Diff,
  Readiness,
  Version,
  Problem,
};

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is wrong; the detail says what to write',
  401: 'A token is needed',
  403: 'The token has not the scope for this',
  404: 'There is no such thing',
  409: 'It cannot be done as things stand; the detail says why',
  421: 'The Host header names another service',
  500: 'An error of ours; the log tells more under the requestId',
  503: 'Redis cannot be asked now; try again',
};

type Json = Record<string, unknown>;

const addressOf = (name: string): string => `#/components/schemas/${name}`;

/** The API as an OpenAPI 3.1 document, made from the schemas that check its requests. */
export function openApiDocument(routes: readonly Route[]): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Copytaster',
      version: '1',
      description: 'The wire as it was read: current articles, every revision in order, and how the service stands.',
      license: { name: 'UNLICENSED' },
    },
    servers: [{ url: '/' }],
    paths: { ...pathsOf(routes), ...FEED_ROUTE_PATHS },
    webhooks: WEBHOOKS,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'made with: copytaster token' },
        ...FEED_ROUTE_SCHEMES,
      },
      schemas: namedSchemas(),
    },
  };
}

function pathsOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.address] = { ...paths[route.address], [route.method.toLowerCase()]: operationOf(route) };
  return paths;
}

function mayAnswer({ scope, method }: Route, status: number): boolean {
  if (scope === null) return [421, 500].includes(status);
  return status !== 409 || (scope === 'act' && method === 'POST');
}

function operationOf(route: Route): Json {
  const problems = Object.keys(PROBLEMS)
    .map(Number)
    .filter((status) => mayAnswer(route, status));
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: status === '200' ? route.summary : 'Not ready',
      content: typeof schema === 'string' ? { [schema]: {} } : { 'application/json': { schema: schemaOf(schema) } },
    },
  ]);
  const refusals = problems
    .filter((status) => !(status in route.answers))
    .map((status) => [
      String(status),
      {
        description: PROBLEMS[status],
        content: { 'application/problem+json': { schema: { $ref: addressOf('Problem') } } },
      },
    ]);
  return {
    operationId: route.operation,
    summary: route.summary,
    ...(route.scope === null ? { security: [] } : { security: [{ token: [route.scope] }, {}] }),
    parameters: [...parametersOf(route.path, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === NoBody
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }),
    responses: Object.fromEntries([...answers, ...refusals]),
  };
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function schemaOf(schema: z.ZodType): Json {
  const named = Object.entries(NAMED).find(([, each]) => each === schema);
  if (named !== undefined) return { $ref: addressOf(named[0]) };
  if (schema instanceof z.ZodUnion)
    return { anyOf: (schema.options as unknown as z.ZodType[]).map((each) => schemaOf(each)) };
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as Json;
  return rest;
}

function namedSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-2020-12', io: 'input', uri: addressOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, id, ...schema }]) => [name, schema] as const),
  );
}
