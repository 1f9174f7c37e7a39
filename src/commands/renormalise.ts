import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import type { RemoteService } from './parts/remote-service.ts';
import { ServiceRefused } from './parts/service-client.ts';
import { type Difference, showDifference } from './parts/show-diff.ts';
import type { Terminal } from './parts/terminal.ts';

/** Documents are read anew for each page, and a page is answered within seconds. */
const PAGE = 50;

interface ReadAnew extends Difference {
  readonly article: string;
  readonly of: string;
  readonly stop: string | null;
}
interface Page {
  readonly articles: readonly ReadAnew[];
  readonly same: number;
  readonly refused: readonly { readonly article: string; readonly reason: string }[];
  readonly next: string | null;
}
type Found = Omit<Page, 'next'>;

export default defineCommand({
  name: 'renormalise',
  summary: "show what today's reading makes of kept documents, or send it for chosen articles",
  needs: 'service',
  forms: { send: 'send ARTICLE… --reason', list: '--since' },
  options: {
    since: { kind: 'text', value: 'INSTANT', summary: 'such as 2026-11-03T10:00:00Z' },
    until: { kind: 'text', value: 'INSTANT', summary: 'without it now' },
    feed: { kind: 'list', value: 'ID', summary: 'only of this feed; may be given more than once' },
    held: { kind: 'flag', summary: 'show held copy to who may act' },
    ...ACT_OPTIONS,
  },
  notes: [
    'Documents are kept for as long as retention.rawDays says; of what has none the reason is told.',
    'What is sent is the next revision of its article, by the settings and the program of today.',
  ],
  examples: [
    'copytaster renormalise --since 2026-11-26T08:00:00Z --feed reuters-world',
    'copytaster renormalise send art_0f3c --reason "the marks of the desk stood in the headline"',
  ],
  async run({ service, form, words, options, json, terminal }) {
    if (form === 'send') return send(service, words, { by: actorOf(options), reason: options.reason });
    const { since, until, feed, held } = options;
    const feeds = feed.length === 0 ? undefined : feed.join(',');
    const found = await readAll(service, { since, until, feed: feeds, held: held ? 'true' : undefined });
    if (!json) show(found, terminal);
    return { json: found, text: '' };
  },
});

async function readAll(service: RemoteService, asked: Readonly<Record<string, string | undefined>>): Promise<Found> {
  const articles: ReadAnew[] = [];
  const refused: Page['refused'][number][] = [];
  let same = 0;
  let after: string | undefined;
  do {
    const page: Page = await service.get<Page>('v1/renormalise', { ...asked, limit: PAGE, after });
    articles.push(...page.articles);
    refused.push(...page.refused);
    same += page.same;
    after = page.next ?? undefined;
  } while (after !== undefined);
  return { articles, same, refused };
}

/** One that cannot be sent keeps none of the others back. */
async function send(service: RemoteService, ids: readonly string[], order: object): Promise<Answer> {
  const sent: object[] = [];
  const lines: string[] = [];
  let refused = 0;
  for (const id of ids) {
    try {
      const acted = await service.post<{ article: string; revision: number | null; change: string }>(
        `v1/articles/${encodeURIComponent(id)}/renormalise`,
        order,
      );
      sent.push(acted);
      lines.push(`${acted.article}: revision ${acted.revision}, ${acted.change}\n`);
    } catch (error) {
      if (!(error instanceof ServiceRefused)) throw error;
      refused += 1;
      sent.push({ article: id, error: error.message });
      lines.push(`${error.message}\n`);
    }
  }
  return { json: sent, text: lines.join(''), exitCode: refused > 0 ? 1 : 0 };
}

function show({ articles, same, refused }: Found, terminal: Terminal): void {
  for (const each of articles) {
    showDifference([`${each.article}${each.stop === null ? '' : `: ${each.stop}`}`], each, terminal);
    terminal.stdout.write('\n');
  }
  for (const { article, reason } of refused) terminal.stdout.write(`${article}: ${reason}\n`);
  const counts = [`${articles.length} read otherwise`, `${same} the same`, `${refused.length} cannot be read again`];
  terminal.stdout.write(`${counts.join(', ')}\n`);
}
