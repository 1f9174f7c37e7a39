import type { Command } from './parts/command.ts';
import { defineCommand } from './parts/define-command.ts';

/** What a shell is told: for each command the words and options that may follow it. */
type Words = Readonly<Record<string, readonly string[]>>;

const SHELLS: Readonly<Record<string, (words: Words) => string>> = { bash: forBash, zsh: forZsh, fish: forFish };

export default defineCommand({
  name: 'completion',
  summary: 'print what a shell needs to complete commands and their options',
  forms: { bash: 'bash', zsh: 'zsh', fish: 'fish' },
  examples: ['eval "$(copytaster completion bash)"', 'copytaster completion fish | source'],
  async run({ form }) {
    const { commandNames, loadCommand } = await import('./parts/command-line.ts');
    const commands = await Promise.all((await commandNames()).map(loadCommand));
    const words = wordsOf(commands);
    return { json: words, text: `${SHELLS[form]?.(words)}\n` };
  },
});

/** A command of two words is completed after the first by the second. */
function wordsOf(commands: readonly Command[]): Words {
  const words = new Map<string, string[]>();
  for (const { name, subcommands, options } of commands) {
    const [first = '', second] = name.split(' ');
    const follow = [...subcommands, ...Object.keys(options).map((option) => `--${option}`)];
    words.set(first, [...(words.get(first) ?? []), ...(second === undefined ? [] : [second]), ...follow]);
  }
  return Object.fromEntries([...words].map(([name, follow]) => [name, [...new Set(follow)]]));
}

function forBash(words: Words): string {
  const cases = Object.entries(words).map(([name, follow]) => `    ${name}) words='${follow.join(' ')}' ;;`);
  return [
    '_copytaster() {',
    `  local words='${Object.keys(words).join(' ')}'`,
    '  [ "$COMP_CWORD" -gt 1 ] && case "${COMP_WORDS[1]}" in',
    ...cases,
    "    *) words='' ;;",
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _copytaster copytaster',
  ].join('\n');
}

function forZsh(words: Words): string {
  const cases = Object.entries(words).map(([name, follow]) => `    ${name}) compadd -- ${follow.join(' ')} ;;`);
  return [
    '_copytaster() {',
    `  if (( CURRENT == 2 )); then compadd -- ${Object.keys(words).join(' ')}; return; fi`,
    '  case "$words[2]" in',
    ...cases,
    '  esac',
    '  _files',
    '}',
    'compdef _copytaster copytaster',
  ].join('\n');
}

function forFish(words: Words): string {
  return [
    `complete -c copytaster -n __fish_use_subcommand -f -a '${Object.keys(words).join(' ')}'`,
    ...Object.entries(words).map(
      ([name, follow]) => `complete -c copytaster -n '__fish_seen_subcommand_from ${name}' -a '${follow.join(' ')}'`,
    ),
  ].join('\n');
}
