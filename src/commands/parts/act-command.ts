import { ACTIONS, type ActionName } from '../../store/actions.ts';
import type { Explained } from '../../store/explanations.ts';
import type { Command } from './command.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './define-command.ts';
import type { ServiceClient } from './service-client.ts';

interface Acted {
  readonly article: string;
  readonly revision: number | null;
  readonly change: string;
}

/** The command that does one of the actions to an article. */
export function actCommand(name: ActionName): Command {
  return defineCommand({
    name,
    summary: ACTIONS[name].summary,
    needs: 'store',
    forms: { article: 'ARTICLE --reason' },
    options: ACT_OPTIONS,
    notes: ['ARTICLE is its id, or a uri or link of it.'],
    examples: [`copytaster ${name} art_0f3c --reason "the agency says so"`],
    run: ({ service, words: [word = ''], options }) => actOnArticle(service, { name, word, options }),
  });
}

/** Does something to an article, and says what it is afterwards. */
export async function actOnArticle(
  service: ServiceClient,
  act: {
    readonly name: string;
    readonly word: string;
    readonly options: { readonly by: string | undefined; readonly reason: string | undefined };
    readonly more?: Readonly<Record<string, unknown>>;
  },
): Promise<Answer> {
  const { name, word, options, more = {} } = act;
  const id = await findArticle(service, word);
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  const order = { by: actorOf(options), reason: options.reason, ...given };
  const acted = await service.post<Acted>(`v1/articles/${encodeURIComponent(id)}/${name}`, order);
  const { article, revision, change } = acted;
  return {
    json: { article, revision, change },
    text: `${article}: revision ${revision}, ${change}; copytaster reach ${article} shows who has it\n`,
  };
}

/** The article that an id, or a uri or link of one of its versions, stands for. */
export async function findArticle(service: ServiceClient, word: string): Promise<string> {
  if (/^art_[0-9a-f]+$/.test(word)) return word;
  const { arrivals } = await service.get<{ arrivals: Explained[] }>('v1/explain', { of: word });
  return arrivals.findLast(({ articleId }) => articleId != null)?.articleId ?? word;
}
