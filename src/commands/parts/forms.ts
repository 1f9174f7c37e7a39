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
    if (Array.isArray(match)) return { name, words: match };
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

type Misfit = { readonly problem: string; readonly weight: number };

/** The words that stand for something, or why they do not fit; the weight says how much of the form was there. */
function matchParts(parts: readonly Part[], { positionals, given }: GivenWords): string[] | Misfit {
  const words: string[] = [];
  let rest = positionals;
  let weight = 0;
  for (const { text, kind, optional, many } of parts) {
    if (kind === 'option') {
      if (!given.has(text)) return { problem: `--${text} is missing`, weight };
      weight += 1;
      continue;
    }
    const [next] = rest;
    if (next === undefined) {
      if (optional) continue;
      return { problem: `${text} is missing`, weight };
    }
    if (kind === 'literal') {
      if (next !== text) return { problem: `there is no "${next}" here`, weight: 0 };
      weight += 1;
      rest = rest.slice(1);
      continue;
    }
    const taken = many ? rest : [next];
    words.push(...taken);
    rest = rest.slice(taken.length);
  }
  return rest.length === 0 ? words : { problem: `"${rest[0]}" is one word too many`, weight };
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
