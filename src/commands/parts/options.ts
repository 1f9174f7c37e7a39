import { parseArgs } from 'node:util';
import { WrongUsage } from './command-errors.ts';
import { didYouMean } from './nearest-word.ts';

interface OptionFacts {
  /** One line that says what it does. */
  readonly summary: string;
}

/** `--held`: given or not. */
interface FlagOption extends OptionFacts {
  readonly kind: 'flag';
}

/** `--by NAME`: a text, perhaps one of few. */
interface TextOption extends OptionFacts {
  readonly kind: 'text';
  /** What its value is called in the usage. */
  readonly value: string;
  readonly default?: string;
  readonly choices?: readonly string[];
}

/** `--limit N`: a number within limits. */
interface NumberOption extends OptionFacts {
  readonly kind: 'number';
  readonly value: string;
  readonly default?: number;
  readonly least?: number;
  readonly most?: number;
  /** True: 0.5 is right too. */
  readonly fractions?: boolean;
}

/** `--secret A --secret B`: a text that may be given more than once. */
interface ListOption extends OptionFacts {
  readonly kind: 'list';
  readonly value: string;
}

/** An option of a command. */
export type Option = FlagOption | TextOption | NumberOption | ListOption;
/** The options of a command by their names, without the hyphens. */
export type OptionTable = Readonly<Record<string, Option>>;

/** The value that an option has when the command runs. */
type ValueOf<Given extends Option> = Given extends FlagOption
  ? boolean
  : Given extends ListOption
    ? readonly string[]
    : Given extends NumberOption
      ? Given extends { readonly default: number }
        ? number
        : number | undefined
      : Given extends { readonly default: string }
        ? string
        : string | undefined;

/** The values of all options of a table. */
export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };

/** What was given on the command line. */
export interface GivenWords {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** The names of the options that were given. */
  readonly given: ReadonlySet<string>;
}

/** Reads the words by the table. @throws WrongUsage for an option that is not in it, or a value that is not right */
export function readWords(words: readonly string[], table: OptionTable): GivenWords {
  const { tokens, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { kind }]) => [
        name,
        { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
      ]),
    ),
  });
  const texts = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = table[token.name];
    if (option === undefined) throw new WrongUsage(unknownOption(token.rawName, table));
    if (option.kind === 'flag' && token.value !== undefined) throw new WrongUsage(`${token.rawName} takes no value`);
    if (option.kind !== 'flag' && token.value === undefined)
      throw new WrongUsage(`${token.rawName} needs a value: ${token.rawName} ${option.value}`);
    texts.set(token.name, [...(texts.get(token.name) ?? []), token.value ?? '']);
  }
  const values = Object.entries(table).map(([name, option]) => [name, readValue(name, option, texts.get(name))]);
  return { positionals, values: Object.fromEntries(values), given: new Set(texts.keys()) };
}

function unknownOption(written: string, table: OptionTable): string {
  const names = Object.keys(table).map((name) => `--${name}`);
  return `there is no option ${written}${didYouMean(written, names)}`;
}

function readValue(name: string, option: Option, texts: readonly string[] | undefined) {
  if (option.kind === 'flag') return texts !== undefined;
  if (option.kind === 'list') return texts ?? [];
  const text = texts?.at(-1);
  if (text === undefined) return option.default;
  if (option.kind === 'number') return readNumber(name, option, text);
  if (option.choices !== undefined && !option.choices.includes(text))
    throw new WrongUsage(`--${name} ${text}: write one of ${option.choices.join(', ')}`);
  return text;
}

function readNumber(
  name: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER, fractions }: NumberOption,
  text: string,
) {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most && (fractions === true || Number.isInteger(number))) return number;
  const upTo = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  throw new WrongUsage(`--${name} ${text}: write a ${fractions === true ? '' : 'whole '}number, ${upTo}`);
}
