import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Article } from '../article/article.ts';
import { Rejected } from '../article/failure.ts';
import { loadPlugins } from '../registry.ts';
import { leftOutOf, type Renderer } from '../renderers/contract/renderer.ts';
import { runBatch } from './parts/batch.ts';
import { type Answer, defineCommand } from './parts/define-command.ts';
import { openReader } from './parts/open-reader.ts';

type Renderers = ReadonlyMap<string, Renderer>;

export default defineCommand({
  name: 'render',
  summary: 'show a story as a document that a destination gets',
  forms: { documents: '--documents', batch: '--batch', files: 'FILE…' },
  options: {
    document: { kind: 'text', value: 'NAME', default: 'canonical', summary: 'which document' },
    bare: { kind: 'flag', summary: 'without the envelope' },
    documents: { kind: 'flag', summary: 'list the documents, and what each leaves out' },
    batch: { kind: 'flag', summary: 'read {id, document, article, bare?} a line on standard input' },
  },
  examples: ['copytaster render --document nitf story.xml', 'copytaster render --documents'],
  async run({ form, words, options: { document, bare }, terminal }) {
    const renderers = await loadPlugins('renderers');
    if (form === 'documents') return list(renderers);
    if (form === 'batch') {
      await runBatch(terminal, (line) => renderLine(renderers, line));
      return null;
    }
    const renderer = rendererNamed(renderers, document);
    const { renderDocument } = await import('../renderers/contract/render-document.ts');
    for (const path of words)
      for (const article of await articlesIn(path))
        terminal.stdout.write(`${renderDocument(renderer, article, { bare }).trimEnd()}\n`);
    return null;
  },
});

function rendererNamed(renderers: Renderers, name: string): Renderer {
  const renderer = renderers.get(name);
  if (renderer !== undefined) return renderer;
  throw new Rejected(`there is no document ${name}; write one of ${[...renderers.keys()].join(', ')}`);
}

async function renderLine(renderers: Renderers, { id, document, article, bare }: Readonly<Record<string, unknown>>) {
  const renderer = rendererNamed(renderers, String(document));
  const [{ Article }, { renderDocument }] = await Promise.all([
    import('../article/article.ts'),
    import('../renderers/contract/render-document.ts'),
  ]);
  const body = renderDocument(renderer, Article.parse(article), { bare: bare === true });
  return { id, ok: true, contentType: renderer.contentType, body };
}

/** The articles of a file: a canonical article as JSON, or a story in any format of a wire. */
async function articlesIn(path: string): Promise<readonly Article[]> {
  const bytes = await readFile(path);
  const { Article } = await import('../article/article.ts');
  const known = Article.safeParse(parsedOrNull(bytes.toString('utf8')));
  if (known.success) return [known.data];
  const read = await openReader();
  const { stories } = await read({ bytes, contentType: null, url: null, filename: basename(path) });
  return stories.map(({ article }) => article);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function list(renderers: Renderers): Answer {
  const rows = [...renderers.values()].map((renderer) => ({
    name: renderer.name,
    contentType: renderer.contentType,
    summary: renderer.summary,
    leavesOut: leftOutOf(renderer),
  }));
  const describe = ({ name, contentType, summary, leavesOut }: (typeof rows)[number]): string =>
    `${name}  (${contentType})\n  ${summary}\n  leaves out: ${leavesOut.length === 0 ? 'nothing' : leavesOut.join(', ')}\n`;
  return { json: rows, text: () => rows.map(describe).join('') };
}
