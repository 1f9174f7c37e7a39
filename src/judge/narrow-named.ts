import type { AltId, Article } from '../article/article.ts';
import { type Pointers, pointersIn, type TimeOfDay } from './pointers.ts';
import type { KnownArticle } from './verdict.ts';

const MINUTES_OF_A_DAY = 1_440;
/** No zone is further from Greenwich. */
const FURTHEST_ZONE = 14 * 60;

/**
 * Of the stories that one thing said by a stop fits, those that what else it says fits too: a slug, a number, a time of
 * day. What fits none of them says nothing.
 */
export function narrowed(stop: Article, fitting: readonly KnownArticle[]): readonly KnownArticle[] {
  const pointers = pointersIn(stop);
  return NARROWING.reduce<readonly KnownArticle[]>((left, fits) => {
    if (left.length < 2) return left;
    const found = left.filter(({ head }) => fits(head, pointers));
    return found.length > 0 ? found : left;
  }, fitting);
}

const NARROWING: readonly ((head: Article, pointers: Pointers) => boolean)[] = [
  (head, pointers) => isNumbered(head, pointers),
  ({ storyKey }, { text }) => storyKey !== null && storyKey.length >= 3 && text.includes(storyKey.toLowerCase()),
  (head, { times }) => times.some((time) => isAtTime(head, time, 0)),
  (head, { times }) => times.some((time) => isAtTime(head, time)),
];

const NUMBERS: ReadonlySet<string> = new Set(['sequence', 'usn', 'doc-id', 'uno']);
/** A key that NITF gives a story for all its versions; a single word may stand in any text. */
const KEY = 'du-key';
const TELLING_KEY = /[\s\d/_-]/;
const SHORTEST_NUMBER = 3;
/** The number at the end of an id, without the zeros before it: "0144". */
const LAST_NUMBER = /(?<!\d)0{0,6}([1-9]\d{2,6})$/;

/** True of a story that a stop names by its number or id, whole or by the number that ends it: "Belga 144". */
export function isNumbered({ altIds, uri }: Article, { text, numbers }: Pointers): boolean {
  const names = ({ role, value }: AltId): boolean => NUMBERS.has(role) || (role === KEY && TELLING_KEY.test(value));
  const ids = [uri ?? '', ...altIds.filter(names).map(({ value }) => value)];
  return ids.some((id) => {
    const number = LAST_NUMBER.exec(id)?.[1];
    return (
      (id.length > SHORTEST_NUMBER && text.includes(id.toLowerCase())) || (number !== undefined && numbers.has(number))
    );
  });
}

/** "a0101", "V0912": a letter of the service and a number of the day. */
const WIRE_NUMBER = /(?<![\p{L}\p{N}])[a-z]{1,2}\d{3,5}(?![\p{L}\p{N}])/giu;

/** True of a story whose number on its wire is none of those that a stop names. */
export function isNumberedOtherwise({ altIds }: Article, { text }: Pointers): boolean {
  const named = new Set([...text.matchAll(WIRE_NUMBER)].map(([number]) => number.toLowerCase()));
  const own = altIds.filter(({ role }) => role === 'sequence').flatMap(({ value }) => value.match(WIRE_NUMBER) ?? []);
  return named.size > 0 && own.length > 0 && !own.some((number) => named.has(number.toLowerCase()));
}

/** True of a story made at that minute, in a zone so far off; zones differ by whole quarters of an hour. */
export function isAtTime(
  { versionCreated, firstCreated, receivedAt }: Article,
  time: TimeOfDay,
  furthest: number = FURTHEST_ZONE,
): boolean {
  return [versionCreated, firstCreated, receivedAt].some((instant) => {
    if (instant === null) return false;
    const made = new Date(instant);
    const apart = Math.abs(time.hour * 60 + time.minute - (made.getUTCHours() * 60 + made.getUTCMinutes()));
    const least = Math.min(apart, MINUTES_OF_A_DAY - apart);
    return least <= furthest && least % 30 === 0;
  });
}
