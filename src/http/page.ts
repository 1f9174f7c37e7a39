import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assetOf, sendAsset } from './asset.ts';
import type { Callers } from './callers.ts';

/** Where the built page is: beside this file where that is built too, in `dist` where the sources run. */
const FOLDER = ['../page', '../../dist/src/page']
  .map((folder) => join(import.meta.dirname, folder))
  .find((folder) => existsSync(join(folder, 'main.js')));
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Addresses of the page; what it shows there it finds out in the browser. */
const VIEWS = ['/', '/spike', '/stops', '/feeds', '/destinations', '/letters', '/system', '/ticker', '/story/:id'];

/** Sends the page. */
type ShowPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Serves the page: its modules, nothing from any other address, and a content policy that allows nothing else. Where the
 * page is not built there is none, and the API is as it was. A browser is told to ask for the first list while it still
 * loads the modules that show it.
 * @returns what shows the page at an address of no view, where it says so; null where there is no page
 */
export function servePage(server: FastifyInstance, callers: Callers): ShowPage | null {
  if (FOLDER === undefined) return null;
  const read = (file: string): Buffer => readFileSync(join(FOLDER, file));
  const modules = ['main.js', ...importedBy('main.js', (file) => read(file).toString())];
  const head = [
    '<link rel="preload" as="fetch" href="/v1/session" crossorigin="anonymous" fetchpriority="high">',
    ...modules.map((file) => `<link rel="modulepreload" href="/page/${file}">`),
    '<script type="module" src="/page/main.js"></script>',
  ].join('\n    ');
  const html = read('index.html')
    .toString()
    .replace('<!-- modules -->', () => head);
  const page = assetOf(Buffer.from(html), 'text/html; charset=utf-8');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const show: ShowPage = (request, reply) =>
    sendAsset(page, request, reply.headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' }));
  for (const view of VIEWS)
    server.get(view, async (request, reply) => {
      if (view === '/') reply.headers(await firstList(request, callers));
      return show(request, reply);
    });
  for (const file of filesIn(FOLDER).filter((name) => extname(name) in TYPES)) {
    const asset = assetOf(read(file), TYPES[extname(file)] as string);
    server.get(`/page/${file}`, (request, reply) => sendAsset(asset, request, reply));
  }
  return show;
}

/** True of a request that a browser makes for an address that somebody wrote; programs ask for no HTML. */
export const asksForPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '') && !/^\/(?:v1|page)\//.test(url);

const IMPORTS = /\b(?:from|import)\s*['"]([^'"]+)['"]/g;

/** Tells the browser of the address that the page will ask for its first list, where the caller may read it. */
async function firstList({ headers, ip, query }: FastifyRequest, callers: Callers): Promise<Record<string, string>> {
  // The page itself comes also while nobody can be asked: it says what is wrong, and tries again.
  const caller = await callers.identify({ headers, address: ip }).catch(() => null);
  if (caller === null || !callers.may(caller, 'read')) return {};
  const { q } = query as { q?: unknown };
  // As the page writes it: an address that differs in anything is asked for twice.
  const asked = new URLSearchParams({
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    order: 'newest',
    limit: '50',
    brief: 'true',
    ...(callers.may(caller, 'act') ? { held: 'true' } : {}),
  });
  return { link: `</v1/search?${asked}>; rel=preload; as=fetch; crossorigin=anonymous` };
}

/** What a module needs before it can run, with what that needs: not what it loads later by `import()`. */
function importedBy(module: string, read: (file: string) => string): string[] {
  const found = new Set([module]);
  for (const file of found)
    for (const [, name = ''] of read(file).matchAll(IMPORTS))
      if (name.startsWith('.')) found.add(posix.join(posix.dirname(file), name));
  found.delete(module);
  return [...found].sort();
}

function filesIn(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(folder, `${under}${entry.name}/`) : [under + entry.name]))
    .sort();
}
