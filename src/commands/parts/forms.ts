import { WrongUsage } from './command-errors.ts';
import { didYouMean } from './nearest-word.ts';
import type { GivenWords, OptionTable } from './options.ts';

/**
 * The forms of a command: for each name, the words that follow the command's. A word in small letters stands as it is,
 * one in capitals is something of that kind, `…` means one or more, brackets mean that it may be left out, and
 * `--reason` that this option must be given: `sign-off STOP DESTINATION --reason`.
 */
export type FormTable = Readonly<Record<string, string>>;

interface Part {
  readonly text: string;
  readonly kind: 'literal' | 'value' | 'option';
  readonly optional: boolean;
  readonly many: boolean;
}

/** The parts of a form. */
export function partsOf(form: string): readonly Part[] {
  return form
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const optional = word.startsWith('[');
      const bare = optional ? word.slice(1, -1) : word;
      const many = bare.endsWith('…');
      const text = many ? bare.slice(0, -1) : bare;
      const kind = text.startsWith('--') ? 'option' : text === text.toLowerCase() ? 'literal' : 'value';
      return { text: text.replace(/^--/, ''), kind, optional, many };
    });
}

/** The words in small letters with which the forms begin. */
export function literalsOf(forms: FormTable): readonly string[] {
  return Object.values(forms).flatMap((form) => {
    const [first] = partsOf(form);
    return first?.kind === 'literal' ? [first.text] : [];
  });
}

/** The form that the words have, and the words without those in small letters. @throws WrongUsage where none fits */
export function matchForm(forms: FormTable, given: GivenWords): { name: string; words: readonly string[] } {
  let nearest: { problem: string; weight: number } | null = null;
  for (const [name, form] of Object.entries(forms)) {
    const match = matchParts(partsOf(form), given);
    if (!('problem' in match)) return { name, words: match };
    if (nearest === null || match.weight > nearest.weight) nearest = match;
  }
  const [first] = given.positionals;
  const literals = literalsOf(forms);
  if (nearest !== null && (nearest.weight > 0 || literals.length < Object.keys(forms).length))
    throw new WrongUsage(nearest.problem);
  throw new WrongUsage(
    first === undefined
      ? `say what to do: ${literals.join(', ')}`
      : `there is no "${first}" here${didYouMean(first, literals)}`,
  );
}

/** Why the words do not have a form; the weight says how much of the form was there. */
interface Misfit {
  readonly problem: string;
  readonly weight: number;
}

/** How far the words were compared with a form. */
interface Progress {
  /** Words that stand for something. */
  readonly words: readonly string[];
  readonly rest: readonly string[];
  readonly weight: number;
}

/** The words that stand for something, or why they do not fit. */
function matchParts(parts: readonly Part[], { positionals, given }: GivenWords): readonly string[] | Misfit {
  let progress: Progress = { words: [], rest: positionals, weight: 0 };
  for (const part of parts) {
    const next = part.kind === 'option' ? matchOption(part, progress, given) : matchWord(part, progress);
    if ('problem' in next) return next;
    progress = next;
  }
  const { words, rest, weight } = progress;
  return rest.length === 0 ? words : { problem: `"${rest[0]}" is one word too many`, weight };
}

function matchOption({ text }: Part, progress: Progress, given: GivenWords['given']): Progress | Misfit {
  const { weight } = progress;
  return given.has(text) ? { ...progress, weight: weight + 1 } : { problem: `--${text} is missing`, weight };
}

function matchWord({ text, kind, optional, many }: Part, progress: Progress): Progress | Misfit {
  const { words, rest, weight } = progress;
  const [next] = rest;
  if (next === undefined) return optional ? progress : { problem: `${text} is missing`, weight };
  if (kind === 'literal')
    return next === text
      ? { words, rest: rest.slice(1), weight: weight + 1 }
      : { problem: `there is no "${next}" here`, weight: 0 };
  const taken = many ? rest : [next];
  return { words: [...words, ...taken], rest: rest.slice(taken.length), weight };
}

/** A form as it is written in a usage line. */
export function writeForm(form: string, options: OptionTable): string {
  return partsOf(form)
    .map(({ text, kind, optional, many }) => {
      const option = kind === 'option' ? options[text] : undefined;
      const value = option === undefined || option.kind === 'flag' ? '' : ` ${option.value}`;
      const word = `${kind === 'option' ? '--' : ''}${text}${many ? '…' : ''}${value}`;
      return optional ? `[${word}]` : word;
    })
    .join(' ');
}
