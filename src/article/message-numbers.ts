import type { WireItem } from './wire-item.ts';

/** Numbers that a wire counted past and that did not come: from, to, and since when, in epoch milliseconds. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly since: number;
}

/** How far one service of a wire has counted. */
export interface Count {
  readonly last: number;
  /** A number far from the last one: where the next one follows on it, the service counts anew from there. */
  readonly anew: number | null;
  /** Steps forward that were seen, and those of them that left a hole: a service of which we get a part leaves many. */
  readonly steps: number;
  readonly jumps: number;
  readonly holes: readonly Hole[];
}

/** Counts by the name of the service; "" where a wire has one. */
export type Counts = Readonly<Record<string, Count>>;

/** What a service counted past, for a person to ask the agency for. */
export interface MissingNumbers extends Hole {
  readonly service: string;
}

const LONGEST_STEP = 500;
const FOLLOWS_WITHIN = 20;
const LEAST_STEPS = 20;
const MOST_JUMPS = 0.1;
const REMEMBERED_STEPS = 400;
const MOST_HOLES = 50;
const HOLE_KEPT_MS = 86_400_000;
const MOST_SERVICES = 50;

/** Counts on with the numbers that items carry, in their order. @param now in epoch milliseconds */
export function countOn(counts: Counts, items: readonly WireItem[], now: number): Counts {
  const next = new Map(Object.entries(counts));
  for (const item of items) {
    const numbered = numberOf(item);
    if (numbered === null || (next.size >= MOST_SERVICES && !next.has(numbered.service))) continue;
    next.set(numbered.service, step(next.get(numbered.service) ?? null, numbered.number, now));
  }
  return Object.fromEntries(next);
}

/** What is missing of the services that are known to leave out no number. */
export function missingOf(counts: Counts): MissingNumbers[] {
  return Object.entries(counts).flatMap(([service, { steps, jumps, holes }]) =>
    steps < LEAST_STEPS || jumps > steps * MOST_JUMPS ? [] : holes.map((hole) => ({ service, ...hole })),
  );
}

/** "dpa 0412 to 0415", as desks ask an agency for it. */
export function describeMissing({ service, from, to }: MissingNumbers): string {
  const numbers = from === to ? String(from) : `${from} to ${to}`;
  return service === '' ? numbers : `${service} ${numbers}`;
}

/** The number that a wire gave an item, and the service that counts it; null where it has none. */
function numberOf({ altIds, providers }: WireItem): { service: string; number: number } | null {
  for (const { role, value } of altIds) {
    const [, letters = '', digits = ''] = /^([a-z][a-z_-]{0,19})?(\d{1,9})$/i.exec(value) ?? [];
    if (digits === '' || !(role === 'sequence' || role === 'sourceNumber')) continue;
    return { service: role === 'sequence' ? letters : (providers[0] ?? letters), number: Number(digits) };
  }
  return null;
}

function step(count: Count | null, number: number, now: number): Count {
  if (count === null) return { last: number, anew: null, steps: 0, jumps: 0, holes: [] };
  const { last, anew } = count;
  if (count.holes.some(({ from, to }) => number >= from && number <= to)) return fill(count, number);
  if (number > last && number - last <= LONGEST_STEP) return forward(count, number, now);
  if (anew !== null && number > anew && number - anew <= FOLLOWS_WITHIN)
    return forward({ ...count, last: anew, anew: null, holes: [] }, number, now);
  return number === last ? count : { ...count, anew: number };
}

function forward({ last, steps, jumps, holes }: Count, number: number, now: number): Count {
  const left = number === last + 1 ? [] : [{ from: last + 1, to: number - 1, since: now }];
  const share = steps >= REMEMBERED_STEPS ? 0.5 : 1;
  return {
    last: number,
    anew: null,
    steps: steps * share + 1,
    jumps: jumps * share + left.length,
    holes: [...holes.filter(({ since }) => now - since < HOLE_KEPT_MS), ...left].slice(-MOST_HOLES),
  };
}

/** A number came late: what is left of its hole stays, and a hole that is closed is none that was left. */
function fill(count: Count, number: number): Count {
  const holes = count.holes.flatMap((hole) =>
    number < hole.from || number > hole.to
      ? [hole]
      : [
          { ...hole, to: number - 1 },
          { ...hole, from: number + 1 },
        ].filter(({ from, to }) => from <= to),
  );
  const closed = holes.length < count.holes.length ? 1 : 0;
  return { ...count, jumps: Math.max(0, count.jumps - closed), holes };
}
