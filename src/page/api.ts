/** Asks the service, and says in words what went wrong. */
import { signal } from '@preact/signals';

/** An answer that is a problem; the message is for people. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

let forgeryToken = '';

/** What write requests carry so that no other page can make them. */
export function keepForgeryToken(token: string): void {
  forgeryToken = token;
}

/** What the page was opened for was answered, or refused: from now on other things may be asked for. */
export const answered = signal(false);

/** Reads what a view shows. @throws Refused */
export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  try {
    return await getBeside(path, signal);
  } finally {
    answered.value = true;
  }
}

/** Reads what the page needs beside what it shows. @throws Refused */
export async function getBeside<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return read(await ask(path, { signal: signal ?? null }));
}

/** @throws Refused */
export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return read(
    await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-copytaster-forgery': forgeryToken },
      body: JSON.stringify(body),
    }),
  );
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...request });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Refused(0, 'The service does not answer.');
  }
}

async function read<Answer>(answer: Response): Promise<Answer> {
  const body = (await answer.json().catch(() => ({}))) as { detail?: string };
  if (answer.ok) return body as Answer;
  throw new Refused(answer.status, body.detail ?? `The service answered ${answer.status}.`);
}

/** The path of an article, or of something of it. */
export function articlePath(id: string, rest = ''): string {
  return `/v1/articles/${encodeURIComponent(id)}${rest}`;
}

/** A path with a query; what is null or empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | boolean | null>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== '' && value !== false);
  const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? path : `${path}?${parameters}`;
}
