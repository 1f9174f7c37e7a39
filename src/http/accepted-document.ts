import type { Article } from '../article/article.ts';
import { renderDocument, renderDocuments } from '../renderers/contract/render-document.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { Answer } from './route.ts';

type Renderers = ReadonlyMap<string, Renderer>;
interface Asking {
  readonly accept: string | null;
  readonly address: string;
}

const LONGEST = 1_000;
const ANY = new Set(['*/*', 'application/*']);

/** Whether the caller would rather have JSON than a document of another kind. */
export function prefersJson({ accept }: Asking, { renderers }: { renderers: Renderers }): boolean {
  return acceptedOf(accept, renderers)?.enveloped === true;
}

/** The article in the document that the caller would rather have; as JSON for who does not mind. */
export function asDocument(article: Article, asking: Asking, { renderers }: { renderers: Renderers }): Answer {
  const renderer = acceptedOf(asking.accept, renderers);
  if (renderer === null) return notAcceptable(renderers);
  if (renderer.enveloped) return { body: article };
  return { text: renderDocument(renderer, article, { bare: false }), type: renderer.contentType };
}

/** A page of articles as one document, where there is such a one. */
export function asDocuments(answer: Answer, asking: Asking, { renderers }: { renderers: Renderers }): Answer {
  const renderer = acceptedOf(asking.accept, renderers);
  if (renderer === null) return notAcceptable(renderers);
  const articles = 'body' in answer ? (answer.body as { articles?: Article[] }).articles : undefined;
  if (renderer.enveloped || !('body' in answer)) return answer;
  if (articles === undefined) return { problem: 'what follows the wire is given as JSON only', status: 406 };
  if (articles.some(({ bodyHtml }) => bodyHtml === undefined))
    return { problem: 'brief articles are given as JSON only', status: 406 };
  const [newest] = articles;
  const updated = newest?.receivedAt ?? new Date(0).toISOString();
  const facts = { title: 'Copytaster', address: asking.address, updated };
  const text = renderDocuments(renderer, articles, facts, { bare: false });
  if (text === null) return { problem: `${renderer.name} is a document of one article`, status: 406 };
  return { text, type: renderer.contentType };
}

function notAcceptable(renderers: Renderers): Answer {
  const types = [...renderers.values()].flatMap(({ accept }) => accept);
  return { problem: `Accept names none of ${types.join(', ')}`, status: 406 };
}

/** Of the media types of an Accept header (RFC 9110, 12.5.1) the first of the greatest weight that some document has. */
function acceptedOf(accept: string | null, renderers: Renderers): Renderer | null {
  const wanted = (accept ?? '*/*')
    .slice(0, LONGEST)
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      const weight = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
      return { type, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { type } of wanted) {
    const name = ANY.has(type) ? 'application/json' : type;
    const found = [...renderers.values()].find((renderer) => renderer.accept.includes(name));
    if (found !== undefined) return found;
  }
  return null;
}
