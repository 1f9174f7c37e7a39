import { type HeadLabel, scoreOf } from './head-evidence.ts';
import { type HeadLine, seeHead } from './head-lines.ts';
import type { TextKind, TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';

/** The lines between headline and story, by what they are. */
export interface LabelledHead {
  /** The place of the first paragraph. */
  readonly start: number;
  /** Labels by the place of the line; lines that are not copy have none. */
  readonly labels: ReadonlyMap<number, HeadLabel>;
}

/** So many sentences below the headline may be the first of the story. */
const MOST_STARTS = 10;
/** A sentence inside the story counts so much: less than one of the head that has evidence of its own. */
const INSIDE = 2;

const IN_HEAD: readonly Exclude<HeadLabel, 'deck' | 'story'>[] = ['caption', 'point', 'tool'];

/**
 * Finds where the story begins and what the lines above it are: of all places where it may begin the one for which the
 * evidence of all lines together is best, with one deck at most.
 */
export function labelHead(lines: readonly TextLine[], headline: number): LabelledHead | null {
  const starts = lines.flatMap((line, at) => (at > headline && isSentence(line) ? [at] : [])).slice(0, MOST_STARTS);
  const last = starts.at(-1);
  if (last === undefined) return null;
  const seen = scoreLines(seeHead(lines, headline, last + 1));
  const tried = starts.map((start) => ({
    start,
    ...scoreHead(seen, start),
    story: scoreStory(lines, seen, start, last),
  }));
  const best = tried.reduce((one, other) => (other.score + other.story > one.score + one.story ? other : one));
  return { start: best.start, labels: best.labels };
}

/** How well the evidence speaks for each label of each line. */
type Scores = ReadonlyMap<number, Readonly<Record<HeadLabel, number>>>;

function scoreLines(seen: ReadonlyMap<number, HeadLine>): Scores {
  const scored = [...seen].map(([at, line]) => {
    const of = (label: HeadLabel): number => scoreOf(label, line);
    return [
      at,
      { deck: of('deck'), caption: of('caption'), point: of('point'), tool: of('tool'), story: of('story') },
    ] as const;
  });
  return new Map(scored);
}

function scoreHead(seen: Scores, start: number): { score: number; labels: ReadonlyMap<number, HeadLabel> } {
  const labels = new Map<number, HeadLabel>();
  let score = 0;
  let [deck, gain] = [-1, 0];
  for (const [at, line] of seen) {
    if (at >= start) break;
    const [label, most] = IN_HEAD.map((each) => [each, line[each]] as const).reduce((one, other) =>
      other[1] > one[1] ? other : one,
    );
    labels.set(at, label);
    score += most;
    const more = line.deck - most;
    if (more > gain) [deck, gain] = [at, more];
  }
  if (deck >= 0) labels.set(deck, 'deck');
  return { score: score + gain, labels };
}

/** Marks of a head that a story seldom has near its beginning, and what each costs there. */
const MARKS: Readonly<Partial<Record<TextKind, number>>> = {
  date: 4,
  'date-label': 4,
  writer: 4,
  points: 4,
  credit: 2,
  caption: 1.5,
  'picture-credit': 1.5,
  clock: 1,
  site: 0.5,
};
/** Behind so much prose nothing is a mark of the head any more. */
const NEAR = 600;

function scoreStory(lines: readonly TextLine[], seen: Scores, start: number, last: number): number {
  let score = seen.get(start)?.story ?? 0;
  let prose = 0;
  let isRelated = false;
  const whole = lines.slice(start).reduce((sum, line) => sum + (isSentence(line) ? line.length : 0), 0);
  for (let at = start; at <= last; at += 1) {
    const line = lines[at] as TextLine;
    isRelated = line.kind === 'related' || (isRelated && !isSentence(line));
    if (isSentence(line)) {
      prose += line.length;
      if (at > start) score += INSIDE;
    } else if (prose < NEAR && prose * 2 < whole && !isRelated) score -= (MARKS[line.kind] ?? 0) * (1 - prose / NEAR);
  }
  return score;
}
