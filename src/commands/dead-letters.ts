import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { DestinationSettings, Settings } from '../settings/schema.ts';
import {
  countDeadLetters,
  type DeadLetter,
  discardDeadLetter,
  listDeadLetters,
  readDeadLetter,
} from '../store/dead-letters.ts';
import { type ReceiptItem, readBytes, readItem } from '../store/receipts.ts';
import type { Retried } from '../store/retry.ts';
import type { Store } from '../store/store.ts';
import type { Command, ExitCode, Terminal } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';
import { retryLetter } from './contract/retry-letter.ts';
import { describeAge, layOutTable } from './contract/table.ts';

const LISTED = 200;
const SHOWN_CHARACTERS = 4_000;
/** A feed's document is worked within seconds; a letter of the same feed waits for it this long. */
const BUSY_MS = 20_000;
const BUSY_PAUSE_MS = 250;
/** Control characters would move the terminal's cursor, or worse. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

interface Call {
  readonly store: Store;
  readonly settings: Settings;
  readonly ids: readonly string[];
  readonly json: boolean;
  readonly terminal: Terminal;
}

const deadLetters: Command = {
  name: 'dead-letters',
  summary: 'show what could not be used or delivered; try it again, or let it go',
  usage:
    'copytaster dead-letters list | show ID | retry ID… | discard ID…  [--all] [--raw] [--config FILE] [--json]\n' +
    '  show --raw writes the bytes as they came; retry and discard take --all for every letter',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        json: { type: 'boolean', default: false },
        raw: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
      },
    });
    const [name = 'list', ...given] = positionals;
    const action = ACTIONS.get(name);
    if (action === undefined || (name === 'list' ? given.length > 0 : given.length === 0 && !values.all))
      return wrongUsage(terminal);
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    return withStore(settings, async (store) => {
      const ids = values.all && name !== 'show' ? (await listDeadLetters(store, LISTED)).map(({ id }) => id) : given;
      return action({ store, settings, ids, json: values.json, terminal }, values.raw);
    });
  },
};
export default deadLetters;

function wrongUsage({ stderr }: Terminal): ExitCode {
  stderr.write(`${deadLetters.usage}\n`);
  return 2;
}

const ACTIONS: ReadonlyMap<string, (call: Call, raw: boolean) => Promise<ExitCode>> = new Map([
  ['list', list],
  ['show', show],
  ['retry', (call: Call) => forEach(call, retry)],
  ['discard', (call: Call) => forEach(call, discard)],
]);

async function list({ store, json, terminal }: Call): Promise<ExitCode> {
  const [letters, count] = await Promise.all([listDeadLetters(store, LISTED), countDeadLetters(store)]);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ count, letters }, null, 2)}\n`);
    return 0;
  }
  if (letters.length === 0) {
    terminal.stdout.write('There is no dead letter.\n');
    return 0;
  }
  const now = Date.now();
  const rows = letters.map(({ id, kind, at, reason, fields }) => [
    id,
    kind,
    fields.feed ?? fields.destination ?? '',
    describeAge(at, now),
    printable(reason).slice(0, 120),
  ]);
  terminal.stdout.write(layOutTable([['LETTER', 'KIND', 'FROM / TO', 'AGE', 'REASON'], ...rows]));
  if (count > letters.length) terminal.stdout.write(`${count - letters.length} older ones are not listed.\n`);
  return 0;
}

/** What a letter was about: the item as it was read, and the bytes as they came. */
interface Remains {
  readonly letter: DeadLetter;
  readonly item: ReceiptItem | null;
  readonly bytes: Buffer | null;
}

async function remainsOf(store: Store, letter: DeadLetter): Promise<Remains> {
  const { receipt, capture, item: number } = letter.fields;
  if (receipt === undefined) return { letter, item: null, bytes: null };
  const item = number === undefined ? null : await readItem(store, receipt, Number(number));
  return { letter, item, bytes: await readBytes(store, receipt, item?.capture ?? Number(capture ?? 0)) };
}

async function show({ store, ids, json, terminal }: Call, raw: boolean): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const id of ids) {
    const letter = await readDeadLetter(store, id);
    if (letter === null) {
      code = missing(terminal, id);
      continue;
    }
    const remains = await remainsOf(store, letter);
    if (raw) terminal.stdout.write(remains.bytes ?? '');
    else terminal.stdout.write(json ? `${JSON.stringify(toJson(remains), null, 2)}\n` : describe(remains));
  }
  return code;
}

function toJson({ letter, item, bytes }: Remains): Record<string, unknown> {
  return { ...letter, item: item?.item ?? null, bytes_base64: bytes?.toString('base64') ?? null };
}

function describe({ letter, item, bytes }: Remains): string {
  const facts = { letter: letter.id, kind: letter.kind, at: new Date(letter.at).toISOString(), ...letter.fields };
  const lines = Object.entries({ ...facts, headline: item?.item.headline ?? '', reason: letter.reason })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(12)}${printable(value)}`);
  if (bytes === null) return `${lines.join('\n')}\n`;
  const text = printable(bytes.toString('utf8').slice(0, SHOWN_CHARACTERS));
  return `${lines.join('\n')}\n--- ${bytes.length} bytes as they came (--raw writes them all)\n${text}\n`;
}

function printable(text: string): string {
  return text.replace(CONTROLS, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

const OUTCOMES: Readonly<Record<Retried, string>> = {
  opened: 'is worked again',
  'sent-again': "the article's current revision is sent again",
  'later-waits': 'a later revision waits for the destination and goes instead',
  'delivered-since': 'the destination has the current revision: nothing to send',
  busy: 'its feed has another document open: try again in a moment',
  gone: 'is not there',
  'no-receipt': 'what it was about is not kept any more: discard it',
};
const UNDONE: ReadonlySet<Retried> = new Set(['busy', 'gone', 'no-receipt']);

async function retry(
  { store, settings }: Call,
  letter: DeadLetter,
): Promise<{ ok: boolean; outcome: string; words: string }> {
  const destinations = new Map(settings.destinations.map((each): [string, DestinationSettings] => [each.id, each]));
  let outcome = await retryLetter(store, letter, destinations);
  for (const end = Date.now() + BUSY_MS; outcome === 'busy' && Date.now() < end; await wait(BUSY_PAUSE_MS))
    outcome = await retryLetter(store, letter, destinations);
  return { ok: !UNDONE.has(outcome), outcome, words: OUTCOMES[outcome] };
}

async function discard({ store }: Call, { id }: DeadLetter): Promise<{ ok: boolean; outcome: string; words: string }> {
  const ok = await discardDeadLetter(store, id);
  return { ok, outcome: ok ? 'discarded' : 'gone', words: ok ? 'is discarded' : OUTCOMES.gone };
}

async function forEach(
  call: Call,
  act: (call: Call, letter: DeadLetter) => Promise<{ ok: boolean; outcome: string; words: string }>,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const id of call.ids) {
    const letter = await readDeadLetter(call.store, id);
    if (letter === null) {
      code = missing(call.terminal, id);
      continue;
    }
    const { ok, outcome, words } = await act(call, letter);
    call.terminal.stdout.write(call.json ? `${JSON.stringify({ id, ok, outcome })}\n` : `${id}: ${words}\n`);
    if (!ok) code = 1;
  }
  return code;
}

function missing({ stderr }: Terminal, id: string): ExitCode {
  stderr.write(`copytaster dead-letters: there is no letter ${printable(id.slice(0, 200))}\n`);
  return 1;
}
