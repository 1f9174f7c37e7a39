/** Who is logged in, and what they may do. */
import { signal } from '@preact/signals';
import type { Session } from './answers.ts';
import { answered, getBeside, keepForgeryToken, post } from './api.ts';
import { follow } from './live.ts';

export const session = signal<Session | null>(null);
/** The routes that the service has, as `POST /v1/…`: actions whose route is missing are not shown. */
export const routes = signal<ReadonlyMap<string, RouteFacts>>(new Map());

export interface RouteFacts {
  readonly summary: string;
  readonly fields: readonly FieldFacts[];
}

/** A field of a request's body: how it is written, and what it is. */
export interface FieldFacts {
  readonly name: string;
  readonly kind: 'text' | 'instant' | 'number' | 'flag' | 'texts' | 'group';
  readonly required: boolean;
  readonly description: string;
  readonly values: readonly string[];
  /** The fields of a group. */
  readonly fields: readonly FieldFacts[];
}

export const mayRead = (): boolean =>
  session.value?.scopes.some((scope) => scope === 'read' || scope === 'admin') ?? false;
export const mayAct = (): boolean =>
  session.value?.scopes.some((scope) => scope === 'act' || scope === 'admin') ?? false;

const AGAIN_MS = 2_000;

function begin(next: Session): void {
  keepForgeryToken(next.forgeryToken);
  session.value = next;
  if (mayRead()) follow(mayAct());
}

/** Finds out who is here; what the service can do is read when the first list is there. */
export async function readSession(): Promise<void> {
  begin(await getBeside<Session>('/v1/session'));
  answered.subscribe((isAnswered) => {
    if (isAnswered) void readRoutes();
  });
}

async function readRoutes(): Promise<void> {
  try {
    routes.value = routesOf(await getBeside<ApiDocument>('/openapi.json'));
  } catch {
    setTimeout(() => void readRoutes(), AGAIN_MS);
  }
}

/** @throws Refused where there is no such token */
export async function logIn(token: string): Promise<void> {
  begin(await post<Session>('/v1/session', { token: token.replace(/^Bearer\s/i, '').trim() }));
}

export async function logOut(): Promise<void> {
  await post('/v1/session/end', {});
  location.assign('/');
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly summary: string;
  readonly requestBody?: {
    /** By media types: documents that others send us are no JSON. */
    readonly content: Readonly<Record<string, { readonly schema: BodySchema } | undefined>>;
  };
}
interface BodySchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, BodySchema>>;
  readonly required?: readonly string[];
}

const KINDS: Readonly<Record<string, FieldFacts['kind']>> = {
  integer: 'number',
  number: 'number',
  boolean: 'flag',
  array: 'texts',
  object: 'group',
};

function fieldsOf({ properties = {}, required = [] }: BodySchema): FieldFacts[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    kind: schema.format === 'date-time' ? 'instant' : (KINDS[schema.type ?? ''] ?? 'text'),
    required: required.includes(name),
    description: schema.description ?? '',
    values: schema.enum ?? [],
    fields: fieldsOf(schema),
  }));
}

function routesOf({ paths }: ApiDocument): ReadonlyMap<string, RouteFacts> {
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, requestBody }]) => {
        const fields = fieldsOf(requestBody?.content['application/json']?.schema ?? {});
        return [`${method.toUpperCase()} ${path}`, { summary, fields }] as const;
      }),
    ),
  );
}
