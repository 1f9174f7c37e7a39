import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { assetOf, sendAsset } from './asset.ts';

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
/** The names by which modules import packages, and their files. */
const PACKAGES: Readonly<Record<string, string>> = {
  preact: 'preact.mjs',
  'preact/hooks': 'hooks.mjs',
  'preact/jsx-runtime': 'jsxRuntime.mjs',
  '@preact/signals': 'signals.mjs',
  '@preact/signals-core': 'signals-core.mjs',
  uplot: 'uPlot.esm.js',
};
/** Addresses of the page; what it shows there it finds out in the browser. */
const VIEWS = ['/', '/spike', '/stops', '/feeds', '/destinations', '/letters', '/system', '/ticker', '/story/:id'];

/**
 * Serves the page: small modules through an import map, nothing from any other address, and a content policy that
 * allows nothing else. Where the page is not built there is none, and the API is as it was.
 */
export function servePage(server: FastifyInstance): void {
  if (FOLDER === undefined) return;
  const read = (file: string): Buffer => readFileSync(join(FOLDER, file));
  const map = JSON.stringify({
    imports: Object.fromEntries(Object.entries(PACKAGES).map(([name, file]) => [name, `/page/vendor/${file}`])),
  });
  const modules = ['main.js', ...importedBy('main.js', (file) => read(file).toString())];
  const head = [
    '<link rel="preload" as="fetch" href="/v1/session" crossorigin="anonymous" fetchpriority="high">',
    `<script type="importmap">${map}</script>`,
    ...modules.map((file) => `<link rel="modulepreload" href="/page/${file}">`),
    '<script type="module" src="/page/main.js"></script>',
  ].join('\n    ');
  const html = read('index.html')
    .toString()
    .replace('<!-- modules -->', () => head);
  const page = assetOf(Buffer.from(html), 'text/html; charset=utf-8');
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  for (const view of VIEWS)
    server.get(view, (request, reply) => {
      reply.headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' });
      return sendAsset(page, request, reply);
    });
  for (const file of filesIn(FOLDER).filter((name) => extname(name) in TYPES)) {
    const asset = assetOf(read(file), TYPES[extname(file)] as string);
    server.get(`/page/${file}`, (request, reply) => sendAsset(asset, request, reply));
  }
}

const IMPORTS = /(?:\bfrom|^import)\s*['"]([^'"]+)['"]/gm;

/** What a module needs before it can run, with what that needs: not what it loads later by `import()`. */
function importedBy(module: string, read: (file: string) => string): string[] {
  const found = new Set([module]);
  for (const file of found)
    for (const [, name = ''] of read(file).matchAll(IMPORTS)) {
      const packaged = PACKAGES[name];
      if (packaged !== undefined) found.add(`vendor/${packaged}`);
      else if (name.startsWith('.')) found.add(posix.join(posix.dirname(file), name));
    }
  found.delete(module);
  return [...found].sort();
}

function filesIn(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(folder, `${under}${entry.name}/`) : [under + entry.name]))
    .sort();
}
