import type { WireItem } from './wire-item.ts';

/** A number that a wire gave a message, and the service that counts it. */
export interface MessageNumber {
  /** "" where a wire has one service. */
  readonly service: string;
  readonly number: number;
  /** 36 where it is written in three digits and letters, as Reuters does it; absent for decimal numbers. */
  readonly radix?: 36;
  /** The item that carries it, and when that was filed (epoch milliseconds); null where nobody knows. */
  readonly uri: string | null;
  readonly filedAt: number | null;
  /** A later version keeps the number of the first one. */
  readonly isLater: boolean;
}

/** Numbers that a wire counted past and that did not come. Times are epoch milliseconds. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  /** When it was seen. */
  readonly since: number;
  readonly radix?: 36;
  /** An item that came with the number behind it. */
  readonly beside?: string;
  /** When the items on both sides of it were filed. */
  readonly after?: number;
  readonly before?: number;
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
  /** When the item with the last number was filed, and when something was counted last (epoch milliseconds). */
  readonly filedAt?: number;
  readonly at?: number;
}

/** Counts by the name of the service. */
export type Counts = Readonly<Record<string, Count>>;

/** What a service counted past, for a person or a transport to ask the agency for. */
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
const USN_DIGITS = 3;

/** Where wires write their numbers: "dpa0412", 412, and a USN of Reuters, whose beginning names service and day. */
const WRITTEN: readonly { readonly role: string; readonly form: RegExp; readonly radix?: 36 }[] = [
  { role: 'sequence', form: /^([a-z][a-z_-]{0,19})?(\d{1,9})$/i },
  { role: 'sourceNumber', form: /^([a-z][a-z_-]{0,19})?(\d{1,9})$/i },
  { role: 'USN', form: /^([A-Z][0-9A-Z]{5,9})([0-9A-Z]{3})$/, radix: 36 },
];

/** The numbers that items carry, in their order. */
export function numbersOf(items: readonly WireItem[]): MessageNumber[] {
  return items.flatMap((item) => numberOf(item) ?? []);
}

/** Counts on. @param now in epoch milliseconds */
export function countOn(counts: Counts, numbers: readonly MessageNumber[], now: number): Counts {
  const next = new Map(Object.entries(counts));
  for (const each of numbers) next.set(each.service, step(next.get(each.service) ?? null, each, now));
  return Object.fromEntries(latest([...next]));
}

/** What is missing of the services that are known to leave out no number. */
export function missingOf(counts: Counts): MissingNumbers[] {
  return Object.entries(counts).flatMap(([service, { steps, jumps, holes }]) =>
    steps < LEAST_STEPS || jumps > steps * MOST_JUMPS ? [] : holes.map((hole) => ({ service, ...hole })),
  );
}

/** "dpa 0412 to 0415", as desks ask an agency for it. */
export function describeMissing({ service, from, to, radix }: MissingNumbers): string {
  if (radix !== undefined)
    return from === to ? usnOf(service, from) : `${usnOf(service, from)} to ${usnOf(service, to)}`;
  const numbers = from === to ? String(from) : `${from} to ${to}`;
  return service === '' ? numbers : `${service} ${numbers}`;
}

/** A USN of Reuters. */
export const usnOf = (service: string, number: number): string =>
  `${service}${number.toString(36).toUpperCase().padStart(USN_DIGITS, '0')}`;

function numberOf(item: WireItem): MessageNumber | null {
  const { altIds, providers, uri, version } = item;
  for (const { role, value } of altIds) {
    const written = WRITTEN.find((each) => each.role === role);
    const [, letters = '', digits = ''] = written?.form.exec(value) ?? [];
    if (written === undefined || digits === '') continue;
    return {
      service: role === 'sourceNumber' ? (providers[0] ?? letters) : letters,
      number: Number.parseInt(digits, written.radix ?? 10),
      ...(written.radix === undefined ? {} : { radix: written.radix }),
      uri,
      filedAt: filedAtOf(item),
      isLater: Number(version ?? 1) > 1,
    };
  }
  return null;
}

const FILED_ROLES = ['versionCreated', 'published', 'updated', 'sent', 'firstCreated'];

function filedAtOf({ dates }: WireItem): number | null {
  const found = FILED_ROLES.map((role) => dates.find((date) => date.role === role)).find((date) => date !== undefined);
  const at = Date.parse(found?.value ?? '');
  return Number.isNaN(at) ? null : at;
}

/** The services that were counted last: names of services may have a day in them. */
function latest(services: readonly [string, Count][]): readonly [string, Count][] {
  if (services.length <= MOST_SERVICES) return services;
  return services.toSorted(([, one], [, other]) => (other.at ?? 0) - (one.at ?? 0)).slice(0, MOST_SERVICES);
}

function step(count: Count | null, each: MessageNumber, now: number): Count {
  const { number } = each;
  const seen = { at: now, ...(each.filedAt === null ? {} : { filedAt: each.filedAt }) };
  if (count === null) return { last: number, anew: null, steps: 0, jumps: 0, holes: [], ...seen };
  const { last, anew } = count;
  if (count.holes.some(({ from, to }) => number >= from && number <= to)) return fill(count, number);
  if (number > last && number - last <= LONGEST_STEP) return forward(count, each, now);
  if (each.isLater) return count;
  if (anew !== null && number > anew && number - anew <= FOLLOWS_WITHIN)
    return forward({ ...count, last: anew, anew: null, holes: holesBelow(count, anew) }, each, now);
  return number === last ? count : { ...count, anew: number };
}

/** What is missing still where a page is read a second time; a service that begins anew has none. */
const holesBelow = ({ last, holes }: Count, anew: number): readonly Hole[] =>
  anew < last ? holes.filter(({ to }) => to < anew) : [];

function forward(count: Count, each: MessageNumber, now: number): Count {
  const { last, steps, jumps, holes } = count;
  const { number, filedAt } = each;
  const left = number === last + 1 ? [] : [holeBetween(count, each, now)];
  const share = steps >= REMEMBERED_STEPS ? 0.5 : 1;
  return {
    last: number,
    anew: null,
    steps: steps * share + 1,
    jumps: jumps * share + left.length,
    holes: [...holes.filter(({ since }) => now - since < HOLE_KEPT_MS), ...left].slice(-MOST_HOLES),
    at: now,
    ...(filedAt === null ? {} : { filedAt }),
  };
}

function holeBetween(count: Count, { number, radix, uri, filedAt }: MessageNumber, now: number): Hole {
  return {
    from: count.last + 1,
    to: number - 1,
    since: now,
    ...(radix === undefined ? {} : { radix }),
    ...(uri === null ? {} : { beside: uri }),
    ...(count.filedAt === undefined ? {} : { after: count.filedAt }),
    ...(filedAt === null ? {} : { before: filedAt }),
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
