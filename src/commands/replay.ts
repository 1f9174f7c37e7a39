import { ACT_OPTIONS, actorOf, defineCommand } from './parts/define-command.ts';

interface Counts {
  readonly entries: number;
  readonly articles: number;
  readonly stops: number;
  readonly begun: boolean;
}

export default defineCommand({
  name: 'replay',
  summary: 'send a destination again what the wire had, as it is now and behind all other copy',
  needs: 'store',
  forms: { destination: 'DESTINATION --since --reason' },
  options: {
    since: { kind: 'text', value: 'INSTANT', summary: 'such as 2026-11-03T10:00:00Z' },
    until: { kind: 'text', value: 'INSTANT', summary: 'without it now' },
    agency: { kind: 'list', value: 'CODE', summary: 'only of this agency; may be given more than once' },
    language: { kind: 'list', value: 'TAG', summary: 'only in this language; may be given more than once' },
    subject: { kind: 'list', value: 'CODE', summary: 'only of this subject; may be given more than once' },
    'dry-run': { kind: 'flag', summary: 'count, and send nothing' },
    ...ACT_OPTIONS,
  },
  notes: ['Each article goes once, as it is now, under the id that it has; of one that is stopped its stop goes.'],
  examples: ['copytaster replay cms --since 2026-11-26T08:00:00Z --dry-run --reason "they lost their disk"'],
  async run({ service, words: [destination = ''], options }) {
    const { since, until, agency, language, subject, 'dry-run': dryRun } = options;
    const named = { agencies: agency, languages: language, subjects: subject };
    const filter = Object.fromEntries(Object.entries(named).filter(([, values]) => (values?.length ?? 0) > 0));
    const counts = await service.post<Counts>(`v1/destinations/${encodeURIComponent(destination)}/replay`, {
      by: actorOf(options),
      reason: options.reason,
      since,
      ...(until === undefined ? {} : { until }),
      ...(Object.keys(filter).length === 0 ? {} : { filter }),
      dryRun,
    });
    return { json: counts, text: () => describe(counts) };
  },
});

function describe({ entries, articles, stops, begun }: Counts): string {
  const counted = `${articles} articles, ${stops} of them stops, out of ${entries} entries of the wire log`;
  return begun ? `${counted}; they go out behind all other copy\n` : `${counted}; nothing is sent\n`;
}
