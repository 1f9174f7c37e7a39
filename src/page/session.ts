/** Who is logged in, and what they may do. */
import { signal } from '@preact/signals';
import type { Session } from './answers.ts';
import { get, keepForgeryToken, post } from './api.ts';
import { follow } from './live.ts';

export const session = signal<Session | null>(null);
/** The routes that the service has, as `POST /v1/…`: actions whose route is missing are not shown. */
export const routes = signal<ReadonlyMap<string, RouteFacts>>(new Map());

export interface RouteFacts {
  readonly summary: string;
  /** Names of the body's fields, and what they are. */
  readonly fields: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly description: string;
    readonly values: readonly string[];
  }[];
}

export const mayRead = (): boolean =>
  session.value?.scopes.some((scope) => scope === 'read' || scope === 'admin') ?? false;
export const mayAct = (): boolean =>
  session.value?.scopes.some((scope) => scope === 'act' || scope === 'admin') ?? false;

function begin(next: Session): void {
  keepForgeryToken(next.forgeryToken);
  session.value = next;
  if (mayRead()) follow(mayAct());
}

/** Finds out who is here, and what the service can do. */
export async function readSession(): Promise<void> {
  const [who, document] = await Promise.all([get<Session>('/v1/session'), get<ApiDocument>('/openapi.json')]);
  routes.value = routesOf(document);
  begin(who);
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
    readonly content: { readonly 'application/json': { readonly schema: BodySchema } };
  };
}
interface BodySchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string; readonly enum?: readonly string[] }>>;
  readonly required?: readonly string[];
}

function routesOf({ paths }: ApiDocument): ReadonlyMap<string, RouteFacts> {
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, requestBody }]) => {
        const { properties = {}, required = [] } = requestBody?.content['application/json'].schema ?? {};
        const fields = Object.entries(properties).map(([name, { description = '', enum: values = [] }]) => ({
          name,
          required: required.includes(name),
          description,
          values,
        }));
        return [`${method.toUpperCase()} ${path}`, { summary, fields }] as const;
      }),
    ),
  );
}
