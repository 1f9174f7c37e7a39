import { cutText } from '../article/cut-text.ts';
import type { Spiked } from '../store/spike.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import type { ServiceClient } from './parts/service-client.ts';
import { describeAge, layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'spike',
  summary: 'show what was not sent and why, or send one after all',
  needs: 'store',
  forms: { list: '[list]', send: 'send ID --reason' },
  options: {
    limit: { kind: 'number', value: 'N', default: 50, least: 1, most: 1_000, summary: 'how many are shown' },
    ...ACT_OPTIONS,
  },
  examples: ['copytaster spike --limit 10', 'copytaster spike send ID --reason "it is no repeat"'],
  async run({ service, form, words: [id = ''], options }) {
    if (form === 'send') return send(service, id, { by: actorOf(options), reason: options.reason });
    const { spiked } = await service.get<{ spiked: Spiked[] }>('v1/spike', { limit: options.limit });
    return { json: spiked, text: () => show(spiked, Date.now()) };
  },
});

async function send(service: ServiceClient, id: string, order: object): Promise<Answer> {
  const path = `v1/spike/${encodeURIComponent(id)}/send`;
  const { article, revision } = await service.post<{ article: string; revision: number | null }>(path, order);
  return { json: { article, revision }, text: `sent as revision ${revision} of ${article}\n` };
}

function show(spiked: readonly Spiked[], now: number): string {
  if (spiked.length === 0) return 'Nothing is on the spike.\n';
  const rows = spiked.map(({ id, at, feed, relation, reason, headline }) => [
    id,
    describeAge(at, now),
    feed,
    relation ?? '',
    reason,
    cutText(headline ?? '', 60),
  ]);
  return layOutTable([['ID', 'AGE', 'FROM', 'RELATION', 'WHY', 'HEADLINE'], ...rows]);
}
