import type { Stop, StopRow } from '../store/stops.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import { type ServiceClient, ServiceRefused } from './parts/service-client.ts';
import { describeAge, layOutTable } from './parts/table.ts';

const LISTED = 100;
const MOST_LISTED = 1_000;

export default defineCommand({
  name: 'stops',
  summary: 'show every kill and withheld notice, and who has not confirmed it; sign one off',
  needs: 'store',
  forms: { list: '[STOP]', 'sign-off': 'sign-off STOP DESTINATION --reason' },
  options: { open: { kind: 'flag', summary: 'only what somebody still owes' }, ...ACT_OPTIONS },
  notes: ['STOP is the id of a stop; to list, that of an article, or its uri, will do.'],
  examples: ['copytaster stops --open', 'copytaster stops sign-off ID cms --reason "taken off by hand"'],
  async run({ service, form, words: [id, destination = ''], options }) {
    if (form === 'sign-off')
      return signOff(service, id ?? '', { destination, by: actorOf(options), reason: options.reason ?? '' });
    const { stops } = await service.get<{ stops: Stop[] }>('v1/stops', {
      article: id,
      ...(options.open ? { owed: 'true', limit: MOST_LISTED } : { limit: LISTED }),
    });
    return { json: { stops }, text: () => describe(stops, Date.now()) };
  },
});

async function signOff(
  service: ServiceClient,
  id: string,
  order: { readonly destination: string; readonly by: string; readonly reason: string },
): Promise<Answer> {
  const { outcome } = await service.post<{ outcome: string }>(`v1/stops/${encodeURIComponent(id)}/sign-off`, order);
  const { destination } = order;
  if (outcome !== 'signed-off')
    throw new ServiceRefused(`${id}: ${destination} has confirmed it, there is nothing to sign off`);
  return {
    json: { id, destination, outcome },
    text: `${id}: signed off for ${destination}; it is not sent there any more\n`,
  };
}

function describe(shown: readonly Stop[], now: number): string {
  if (shown.length === 0) return 'There is no stop.\n';
  const head = ['STOP', 'KIND', 'URI', 'DESTINATION', 'STATE', 'ATTEMPTS', 'LAST ANSWER'];
  const rows = shown.flatMap(({ id, change, uri, destinations }) =>
    destinations.map((row) => [
      id,
      change,
      uri,
      row.destination,
      stateOf(row, now),
      String(row.attempts),
      row.answer ?? '',
    ]),
  );
  return layOutTable([head, ...rows]);
}

function stateOf({ since, confirmedAt, signedOff, superseded }: StopRow, now: number): string {
  if (confirmedAt !== null) return `confirmed after ${describeAge(since, confirmedAt)}`;
  if (signedOff !== null) return `signed off by ${signedOff.by}: ${signedOff.why}`;
  return superseded ? 'a later stop took its place' : `owed for ${describeAge(since, now)}`;
}
