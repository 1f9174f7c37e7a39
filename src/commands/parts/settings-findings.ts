import { resolve } from 'node:path';
import { isPublicAddress, literalAddress } from '../../network/addresses.ts';
import type { Settings } from '../../settings/schema.ts';

/** Something in a settings file that will not work, or not as it should. */
export interface Finding {
  /** Where the key stands in the file. */
  readonly keyPath: readonly [string, number, string];
  /** What it is about, by its id. */
  readonly named: { readonly account?: string; readonly feed?: string; readonly destination?: string };
  readonly problem: string;
}

interface Entry {
  readonly id: string;
  readonly enabled?: boolean;
  readonly allowPrivateAddresses?: boolean;
  readonly url?: unknown;
  readonly host?: unknown;
}

const SECTIONS = { accounts: 'account', feeds: 'feed', destinations: 'destination' } as const;
/** What says where copy is taken from or written to: entries with the same of all of these have one place. */
const PLACE_KEYS = ['url', 'host', 'port', 'user', 'path', 'headers'];

const entriesOf = (settings: Settings, section: keyof typeof SECTIONS): readonly Entry[] =>
  settings[section] as readonly Entry[];

/** Addresses inside the own network, written as such, that no permission opens: every connection to them is refused. */
export function closedAddresses(settings: Settings): readonly Finding[] {
  return (Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]).flatMap((section) =>
    entriesOf(settings, section).flatMap(({ id, enabled = true, allowPrivateAddresses = false, url, host }, at) => {
      if (!enabled || allowPrivateAddresses) return [];
      const key = url === undefined ? 'host' : 'url';
      const name = hostOf(url ?? host);
      if (name === null || !isPrivate(name)) return [];
      const problem = `${name} is a private address; allowPrivateAddresses: true opens it`;
      return [{ keyPath: [section, at, key] as const, named: { [SECTIONS[section]]: id }, problem }];
    }),
  );
}

/** Feeds that take their copy from where another one takes it. */
export function feedsOfOnePlace({ feeds }: Settings): readonly Finding[] {
  const keyOf = (given: Given): string | undefined => ['url', 'path'].find((name) => given.has(name));
  return ofOnePlace(feeds, keyOf, (other, key) => `feed ${other} has the same ${key}; keep one of them`).map(
    ({ at, id, key, problem }) => ({ keyPath: ['feeds', at, key], named: { feed: id }, problem }),
  );
}

/** Destinations that write into the folder of another one. */
export function destinationsOfOneFolder({ destinations }: Settings): readonly Finding[] {
  const keyOf = (given: Given): string | undefined => (given.get('type') === 'file-drop' ? 'path' : undefined);
  return ofOnePlace(
    destinations,
    keyOf,
    (other) => `destination ${other} writes into the same folder, each over the other's list; give it one of its own`,
  ).map(({ at, id, key, problem }) => ({ keyPath: ['destinations', at, key], named: { destination: id }, problem }));
}

type Given = ReadonlyMap<string, unknown>;

/** Of the entries that are on, those whose place is an earlier one's. */
function ofOnePlace(
  entries: readonly { readonly id: string; readonly enabled?: boolean }[],
  keyOf: (given: Given) => string | undefined,
  problemWith: (other: string, key: string) => string,
): { at: number; id: string; key: string; problem: string }[] {
  const first = new Map<string, string>();
  return entries.flatMap((entry, at) => {
    const given: Given = new Map(Object.entries(entry));
    const key = keyOf(given);
    if (entry.enabled === false || key === undefined) return [];
    const place = placeOf(given);
    const other = first.get(place);
    if (other !== undefined) return [{ at, id: entry.id, key, problem: problemWith(other, key) }];
    first.set(place, entry.id);
    return [];
  });
}

const placeOf = (given: Given): string =>
  JSON.stringify(
    PLACE_KEYS.map((name) => {
      const value = given.get(name) ?? null;
      return name === 'path' && typeof value === 'string' ? resolve(value) : value;
    }),
  );

/** Feeds that bring an agency's own wire, by their settings, and may not speak for it. */
export function feedsWithoutVoice({ feeds }: Settings): readonly Finding[] {
  return feeds.flatMap(({ id, agency, speaksFor, standing, enabled }, at): Finding[] => {
    if (!enabled || agency === null || standing !== 'wire' || speaksFor.includes(agency)) return [];
    const problem = `agency is ${agency} and speaksFor does not name it: a kill, a correction or an embargo that it brings is not acted on where another feed had the story; write speaksFor: [${agency}], or standing: partner where it is copy from elsewhere`;
    return [{ keyPath: ['feeds', at, 'agency'], named: { feed: id }, problem }];
  });
}

function hostOf(place: unknown): string | null {
  if (typeof place !== 'string') return null;
  if (!/^[a-z]+:\/\//i.test(place)) return place;
  return /^https?:/i.test(place) && URL.canParse(place) ? new URL(place).hostname : null;
}

function isPrivate(host: string): boolean {
  const literal = literalAddress(host);
  return literal === null ? /^(?:.{1,200}\.)?localhost$/i.test(host) : !isPublicAddress(literal);
}
