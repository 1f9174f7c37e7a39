import { userInfo } from 'node:os';
import type { Settings } from '../../settings/schema.ts';
import type { Command } from './command.ts';
import { reportError } from './command-errors.ts';
import { type FormTable, literalsOf, matchForm } from './forms.ts';
import type { SettingsSource } from './load-settings.ts';
import { type OptionTable, type OptionValues, readWords } from './options.ts';
import type { RemoteService } from './remote-service.ts';
import type { ServiceClient } from './service-client.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { writeUsage } from './usage.ts';

/**
 * What a command works with beside its words: `nothing`; the `settings`; a running `service`, asked over HTTP; or the
 * `store`, which is the running service that --url or COPYTASTER_URL names, else the store that the settings describe.
 */
export type Needs = 'nothing' | 'settings' | 'service' | 'store';

interface GivenByNeeds {
  readonly nothing: unknown;
  readonly settings: { readonly settings: Settings; readonly source: SettingsSource };
  readonly service: { readonly service: RemoteService };
  readonly store: { readonly service: ServiceClient };
}

/** One call of a command. */
export type Call<
  Options extends OptionTable = OptionTable,
  Form extends string = string,
  Needed extends Needs = 'nothing',
> = GivenByNeeds[Needed] & {
  readonly terminal: Terminal;
  /** Which of the forms the words have. */
  readonly form: Form;
  /** The words in place of the capitals of the form. */
  readonly words: readonly string[];
  readonly options: OptionValues<Options>;
  /** True with --json. */
  readonly json: boolean;
};

/** What a command found: as JSON, or as text for a terminal. */
export interface Answer {
  readonly json: unknown;
  readonly text: string | (() => string);
  /** Not there: 0. */
  readonly exitCode?: ExitCode;
}

interface Definition<Options extends OptionTable, Forms extends FormTable, Needed extends Needs> {
  /** As it is typed; the file has a hyphen for a space. */
  readonly name: string;
  readonly summary: string;
  /** Not there: the command takes no words. */
  readonly forms?: Forms;
  readonly options?: Options;
  readonly needs?: Needed;
  /** Whole command lines, of which each can be typed as it stands. */
  readonly examples: readonly string[];
  /** Sentences for the usage. */
  readonly notes?: readonly string[];
  /** An answer is written by the frame; a command that wrote as it went gives null, or its exit code. */
  run(call: Call<Options, keyof Forms & string, Needed>): Promise<Answer | ExitCode | null> | Answer;
}

const JSON_OPTION: OptionTable = { json: { kind: 'flag', summary: 'write JSON, errors too' } };
const CONFIG_OPTION: OptionTable = {
  config: {
    kind: 'text',
    value: 'FILE',
    summary: 'the settings; without it COPYTASTER_CONFIG, or config/copytaster.yaml',
  },
};
const url = (otherwise: string): OptionTable => ({
  url: {
    kind: 'text',
    value: 'URL',
    summary: `the running service, with COPYTASTER_TOKEN; else COPYTASTER_URL, or ${otherwise}`,
  },
});

const OPTIONS_BY_NEEDS: Readonly<Record<Needs, OptionTable>> = {
  nothing: JSON_OPTION,
  settings: { ...CONFIG_OPTION, ...JSON_OPTION },
  service: { ...url('the one on this machine'), ...JSON_OPTION },
  store: { ...url('the store of the settings'), ...CONFIG_OPTION, ...JSON_OPTION },
};

/** The options of an act: who does it, and why. */
export const ACT_OPTIONS = {
  by: {
    kind: 'text',
    value: 'NAME',
    summary: 'who you are; your user name without it, the name of the token over HTTP',
  },
  reason: { kind: 'text', value: 'TEXT', summary: 'why; it is kept, and shown to who asks' },
} as const satisfies OptionTable;

/** Who does an act: --by, else the user of this machine. */
export function actorOf({ by }: { readonly by: string | undefined }): string {
  return by ?? userInfo().username;
}

/**
 * Makes a command of its definition. Parsing, the usage, `-h`, what was perhaps meant, completion, `--json` for answers
 * and errors, and the exit codes (0 done, 1 failed, 2 wrong usage, 78 wrong configuration) all come from its tables.
 */
export function defineCommand<
  const Options extends OptionTable = Record<never, never>,
  const Forms extends FormTable = { readonly only: '' },
  Needed extends Needs = 'nothing',
>(definition: Definition<Options, Forms, Needed>): Command {
  const { name, summary, examples, notes = [] } = definition;
  const needs: Needs = definition.needs ?? 'nothing';
  const forms: FormTable = definition.forms ?? { only: '' };
  const options: OptionTable = { ...definition.options, ...OPTIONS_BY_NEEDS[needs] };
  const usage = writeUsage({ name, forms, options, notes, examples });
  return {
    name,
    summary,
    usage,
    options,
    examples,
    subcommands: literalsOf(forms),
    async run(words, terminal) {
      try {
        const given = readWords(words, options);
        const form = matchForm(forms, given);
        const json = given.values.json === true;
        const call = { terminal, form: form.name, words: form.words, options: given.values, json };
        return await provide(needs, given.values, terminal, async (provided) => {
          const answer = await definition.run({ ...call, ...provided } as unknown as Parameters<
            typeof definition.run
          >[0]);
          if (answer === null) return 0;
          return typeof answer === 'number' ? answer : writeAnswer(answer, json, terminal);
        });
      } catch (error) {
        return reportError(error, { name, usage, json: words.includes('--json') }, terminal);
      }
    },
  };
}

function writeAnswer({ json, text, exitCode = 0 }: Answer, asJson: boolean, { stdout }: Terminal): ExitCode {
  if (asJson) stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  else stdout.write(typeof text === 'string' ? text : text());
  return exitCode;
}

/** Runs `work` with what the command needs. What that takes is loaded only here: most commands need little. */
async function provide(
  needs: Needs,
  values: Readonly<Record<string, unknown>>,
  terminal: Terminal,
  work: (provided: object) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (needs === 'nothing') return work({});
  const { url: given, config } = values as { url?: string; config?: string };
  const address = given ?? terminal.environment.COPYTASTER_URL;
  if (needs === 'service' || (needs === 'store' && address !== undefined)) {
    const { openService } = await import('./remote-service.ts');
    return work({ service: openService(address, terminal) });
  }
  const { openSettings } = await import('./load-settings.ts');
  const source = await openSettings(config, terminal);
  const settings = source.read();
  const [{ useProxies }, { proxiesIn }] = await Promise.all([
    import('../../network/proxies.ts'),
    import('../../settings/proxies-in.ts'),
  ]);
  useProxies(proxiesIn(settings));
  if (needs === 'settings') return work({ settings, source });
  const { withLocalService } = await import('./local-service.ts');
  return withLocalService(settings, (service) => work({ service }));
}
