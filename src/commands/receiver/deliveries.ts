import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Article } from '../../article/article.ts';
import { cutText } from '../../article/cut-text.ts';
import { signatureProblem } from '../../destinations/signature/verify.ts';

/** What a receiver makes of one request. */
export interface Verdict {
  readonly status: number;
  /** One line for a person. */
  readonly line: string;
  /** What is wrong with it; what is only worth knowing stands in the line. */
  readonly problems: readonly string[];
}

/** Remembers what came, as every receiver must, and says what each delivery is. */
export class Deliveries {
  readonly #secrets: readonly string[];
  readonly #seen = new Set<string>();
  readonly #held = new Map<string, number>();

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** Takes one request; without secrets no signature is looked at. */
  take(headers: IncomingHttpHeaders, body: string, now: number): Verdict {
    const id = String(headers['webhook-id'] ?? '');
    const problem =
      this.#secrets.length === 0 ? null : signatureProblem(headers, body, { secrets: this.#secrets, now });
    if (problem !== null) return { status: 401, line: `refused ${id}`, problems: [problem] };
    const again = this.#seen.has(id);
    this.#seen.add(id);
    if (headers['content-type'] !== 'application/json' || headers['copytaster-type'] !== undefined)
      return document(headers, body, again);
    const parsed = parse(body);
    if (parsed === null) return { status: 400, line: `refused ${id}`, problems: ['the body is no JSON'] };
    const { type, data } = parsed;
    const article = Article.safeParse(data);
    if (!article.success) {
      const problems = [`data is no article of version 1: ${z.prettifyError(article.error).split('\n')[0]}`];
      return { status: 200, line: `${type} ${id}`, problems };
    }
    return { status: 200, line: this.#line(type, article.data, again), problems: [] };
  }

  #line(type: string, article: Article, again: boolean): string {
    const { id, revision, headline, agency, pubStatus } = article;
    const held = this.#held.get(id) ?? 0;
    const lower = revision !== null && revision < held;
    if (!again && !lower && revision !== null) this.#held.set(id, revision);
    const what = again ? 'again, dropped' : lower ? `lower than ${held}, ignored` : 'taken';
    const words = pubStatus === 'usable' ? cutText(headline ?? '(no headline)', 100) : pubStatus;
    return `${type}  ${id} revision ${revision ?? '-'}  ${agency?.name ?? '-'}: ${words}  [${what}]`;
  }
}

function document(headers: IncomingHttpHeaders, body: string, again: boolean): Verdict {
  const of = (name: string): string => String(headers[`copytaster-${name}`] ?? '-');
  const what = again ? 'again, dropped' : 'taken';
  const line = `${of('type')}  ${of('article')} revision ${of('revision')}  ${headers['content-type']}, ${body.length} characters  [${what}]`;
  return { status: 200, line, problems: [] };
}

function parse(body: string): { type: string; data: unknown } | null {
  try {
    const { type, data } = JSON.parse(body) as { type?: unknown; data?: unknown };
    return typeof type === 'string' ? { type, data } : null;
  } catch {
    return null;
  }
}
