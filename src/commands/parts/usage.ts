import { type FormTable, writeForm } from './forms.ts';
import type { Option, OptionTable } from './options.ts';

interface Described {
  readonly name: string;
  readonly forms: FormTable;
  readonly options: OptionTable;
  readonly notes: readonly string[];
  readonly examples: readonly string[];
}

/** How a command is called: a line for each form, then what is to be said of it, its options, and examples. */
export function writeUsage({ name, forms, options, notes, examples }: Described): string {
  const command = `copytaster ${name}`;
  const lines = Object.values(forms).map((form) => [command, writeForm(form, options), '[options]']);
  const described = Object.entries(options).map(([option, facts]) => [`--${option}${valueIn(facts)}`, facts] as const);
  const width = Math.max(...described.map(([written]) => written.length));
  return [
    ...lines.map((words) => words.filter((word) => word !== '').join(' ')),
    ...notes.map((note) => `  ${note}`),
    '',
    ...described.map(([written, facts]) => `  ${written.padEnd(width)}  ${facts.summary}${defaultOf(facts)}`),
    '',
    ...examples.map((example, at) => `${at === 0 ? 'for example:' : '            '}  ${example}`),
    '',
  ].join('\n');
}

function valueIn(option: Option): string {
  if (option.kind === 'flag') return '';
  return ` ${option.value}${option.kind === 'list' ? '…' : ''}`;
}

function defaultOf(option: Option): string {
  if (option.kind === 'flag' || option.kind === 'list' || option.default === undefined) return '';
  return ` (${option.default} without it)`;
}
