import { setTimeout as wait } from 'node:timers/promises';
import { cutText } from '../article/cut-text.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { DeadLetter } from '../store/dead-letters.ts';
import type { Retried } from '../store/retry.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import { type ServiceClient, ServiceRefused } from './parts/service-client.ts';
import { describeAge, layOutTable } from './parts/table.ts';
import type { ExitCode, Terminal } from './parts/terminal.ts';

const LISTED = 200;
const SHOWN_CHARACTERS = 4_000;
/** A feed's document is worked within seconds; a letter of the same feed waits for it this long. */
const BUSY_MS = 20_000;
const BUSY_PAUSE_MS = 250;

interface LetterList {
  readonly count: number;
  readonly letters: readonly DeadLetter[];
}

interface Remains extends DeadLetter {
  readonly item: WireItem | null;
  readonly base64: string | null;
  /** Why the item or the document is not shown. */
  readonly hidden: string | null;
}

export default defineCommand({
  name: 'dead-letters',
  summary: 'show what could not be used or delivered; try it again, or let it go',
  needs: 'store',
  forms: {
    list: '[list]',
    show: 'show ID…',
    retry: 'retry ID…',
    'retry-all': 'retry --all',
    discard: 'discard ID…',
    'discard-all': 'discard --all',
  },
  options: {
    all: { kind: 'flag', summary: 'every letter' },
    raw: { kind: 'flag', summary: 'show the bytes as they came' },
    ...ACT_OPTIONS,
  },
  examples: [
    'copytaster dead-letters list',
    'copytaster dead-letters show ID --raw',
    'copytaster dead-letters retry --all',
  ],
  async run({ service, form, words, options, terminal }) {
    const list = (): Promise<LetterList> => service.get<LetterList>('v1/dead-letters', { limit: LISTED });
    if (form === 'list') {
      const found = await list();
      return { json: found, text: () => describeList(found, Date.now()) };
    }
    if (form === 'show') return options.raw ? writeBytes(service, words, terminal) : show(service, words);
    const ids = options.all ? (await list()).letters.map(({ id }) => id) : words;
    const act = form.startsWith('retry') ? retry : discard;
    return actOnAll(service, act, ids, {
      by: actorOf(options),
      reason: options.reason ?? `${form} on the command line`,
    });
  },
});

function describeList({ count, letters }: LetterList, now: number): string {
  if (letters.length === 0) return 'There is no dead letter.\n';
  const rows = letters.map(({ id, kind, at, reason, fields }) => [
    id,
    kind,
    fields.feed ?? fields.destination ?? '',
    describeAge(at, now),
    cutText(reason, 120),
  ]);
  const table = layOutTable([['LETTER', 'KIND', 'FROM / TO', 'AGE', 'REASON'], ...rows]);
  return count > letters.length ? `${table}${count - letters.length} older ones are not listed.\n` : table;
}

const readRemains = (service: ServiceClient, id: string): Promise<Remains> =>
  service.get<Remains>(`v1/dead-letters/${encodeURIComponent(id)}`, { raw: 'true' });

async function show(service: ServiceClient, ids: readonly string[]): Promise<Answer> {
  const remains: Remains[] = [];
  for (const id of ids) remains.push(await readRemains(service, id));
  const documents = remains.map(({ id, kind, reason, at, fields, item, base64, hidden }) => ({
    ...{ id, kind, reason, at, fields, item },
    bytes_base64: base64,
    hidden,
  }));
  return { json: documents.length === 1 ? documents[0] : documents, text: () => remains.map(describe).join('') };
}

async function writeBytes(service: ServiceClient, ids: readonly string[], { stdout }: Terminal): Promise<ExitCode> {
  for (const id of ids) stdout.write(Buffer.from((await readRemains(service, id)).base64 ?? '', 'base64'));
  return 0;
}

function describe({ id, kind, at, reason, fields, item, base64, hidden }: Remains): string {
  const facts = { letter: id, kind, at: new Date(at).toISOString(), ...fields };
  const lines = Object.entries({ ...facts, headline: item?.headline ?? '', reason, hidden: hidden ?? '' })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(12)}${value}`);
  if (base64 === null) return `${lines.join('\n')}\n`;
  const bytes = Buffer.from(base64, 'base64');
  const text = cutText(bytes.toString('utf8'), SHOWN_CHARACTERS);
  return `${lines.join('\n')}\n--- ${bytes.length} bytes as they came (--raw writes them all)\n${text}\n`;
}

const OUTCOMES: Readonly<Record<Retried, string>> = {
  opened: 'is worked again',
  'sent-again': "the article's current revision is sent again",
  'later-waits': 'a later revision waits for the destination and goes instead',
  'delivered-since': 'the destination has the current revision: nothing to send',
  busy: 'its feed has another document open: try again in a moment',
  gone: 'is not there',
  'no-destination':
    'its destination is not in the settings any more: put it back there and try again, or discard the letter; the article is kept',
  'no-receipt': 'what it was about is not kept any more: discard it',
};
const UNDONE: ReadonlySet<Retried> = new Set(['busy', 'gone', 'no-destination', 'no-receipt']);

interface Done {
  readonly ok: boolean;
  readonly outcome: string;
  readonly words: string;
}
type Act = (service: ServiceClient, id: string, order: object) => Promise<Done>;

const retry: Act = async (service, id, order) => {
  const attempt = async (): Promise<Retried> =>
    (await service.post<{ outcome: Retried }>(`v1/dead-letters/${encodeURIComponent(id)}/retry`, order)).outcome;
  let outcome = await attempt();
  for (const end = Date.now() + BUSY_MS; outcome === 'busy' && Date.now() < end; await wait(BUSY_PAUSE_MS))
    outcome = await attempt();
  return { ok: !UNDONE.has(outcome), outcome, words: OUTCOMES[outcome] };
};

const discard: Act = async (service, id, order) => {
  await service.post(`v1/dead-letters/${encodeURIComponent(id)}/discard`, order);
  return { ok: true, outcome: 'discarded', words: 'is discarded' };
};

/** A letter that is not there keeps nothing from the others. */
async function actOnAll(service: ServiceClient, act: Act, ids: readonly string[], order: object): Promise<Answer> {
  const results: (Done & { readonly id: string })[] = [];
  for (const id of ids) {
    const done = await act(service, id, order).catch((error: unknown): Done => {
      if (!(error instanceof ServiceRefused)) throw error;
      return { ok: false, outcome: 'gone', words: error.message };
    });
    results.push({ id, ...done });
  }
  return {
    json: results.map(({ id, ok, outcome }) => ({ id, ok, outcome })),
    text: results.map(({ id, words }) => `${id}: ${words}\n`).join(''),
    exitCode: results.every(({ ok }) => ok) ? 0 : 1,
  };
}
