// How many pages a second of processor time the page reader takes, against bare Readability on linkedom, in one run.
//
//   node test/bench/pages.ts [PAGES.ndjson]
//
// A page a line: {html, url}. Without a file: the layouts of test/fixtures/pages, each with the scripts, menus and
// teasers that news sites put around a story. The two take turns, page by page, so that load falls on both.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { decodeBytes } from '../../src/decode/decode.ts';
import { extractPage } from '../../src/formats/page/extract-page.ts';

const ROUNDS = 8;
const FIXTURES = join(import.meta.dirname, '../fixtures/pages');

interface Page {
  readonly html: string;
  readonly url: string;
}

const [path] = process.argv.slice(2);
const pages = path === undefined ? ownPages() : pagesOf(path);

const READERS: Readonly<Record<string, (page: Page) => unknown>> = {
  'page reader': ({ html, url }) => extractPage(html, url),
  'bare Readability on linkedom': ({ html }) => new Readability(parseHTML(html).document).parse(),
};
const times = new Map(Object.keys(READERS).map((name) => [name, [] as number[]]));
for (let round = -1; round < ROUNDS; round += 1) {
  for (const page of pages) {
    for (const [name, read] of Object.entries(READERS)) {
      const ms = cpuMs(() => read(page));
      // The first round only warms up.
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
}
const results = [...times].map(([name, spent]) => {
  const sorted = spent.toSorted((a, b) => a - b);
  const perSecond = (1_000 * spent.length) / spent.reduce((sum, ms) => sum + ms, 0);
  return { name, pagesPerCpuSecond: Math.round(perSecond * 10) / 10, p95Ms: sorted[Math.floor(sorted.length * 0.95)] };
});
const [ours, bare] = results;
for (const { name, pagesPerCpuSecond, p95Ms } of results)
  process.stdout.write(`${name.padEnd(30)} ${pagesPerCpuSecond} pages per CPU second, p95 ${p95Ms?.toFixed(1)} ms\n`);
const ratio = (ours?.pagesPerCpuSecond ?? 0) / (bare?.pagesPerCpuSecond ?? 1);
const kilobytes = Math.round(pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length / 1_000);
process.stdout.write(`${JSON.stringify({ pages: pages.length, kilobytes, ratio: Math.round(ratio * 100) / 100 })}\n`);

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function pagesOf(file: string): Page[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Page);
}

function ownPages(): Page[] {
  return readdirSync(FIXTURES).map((layout) => {
    const { text } = decodeBytes(readFileSync(join(FIXTURES, layout, 'page.html')), null);
    const script = `<script>${'window.settings = { "slots": [1, 2, 3], "html": "<div>x</div>" };'.repeat(600)}</script>`;
    const menu = `<nav><ul>${'<li class="menu-item"><a href="/section/of/the/site">A section of the site</a></li>'.repeat(120)}</ul></nav>`;
    const teaser =
      '<div class="card"><a href="/n"><img src="/t.jpg" alt=""><h3>Another story of the day</h3></a><p>One line of it.</p></div>';
    const around = `${script}${menu}`;
    const after = `<div class="teasers">${teaser.repeat(80)}</div>${script}`;
    return {
      html: text.replace(/<body[^>]*>/, (body) => `${body}${around}`).replace('</body>', `${after}</body>`),
      url: `https://site.example/${layout}`,
    };
  });
}
