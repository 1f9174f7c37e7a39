import type { Article } from '../article/article.ts';
import type { DateRole, WireItem } from '../article/wire-item.ts';
import { parseInstant, type ReadInstant } from './dates.ts';
import type { NormaliseContext } from './normalise-context.ts';

const LATE_MS = 2 * 3_600_000;
/** Two clocks of one agency may differ by this much: an item's first time is then kept as filed. */
const CLOCKS_APART_MS = 60_000;

/** The instant of one role, with what had to be repaired and the field it came from. */
export function instantOf(
  item: WireItem,
  role: DateRole,
  { feed, receivedAt }: NormaliseContext,
): ReadInstant & { field: string | null } {
  const date = item.dates.find((each) => each.role === role);
  if (date === undefined) return { instant: null, flags: [], field: null };
  return { ...parseInstant(date.value, { zone: feed.zone, now: receivedAt }), field: date.field };
}

/** Which roles tell when this version was made, best first. */
const VERSION_ROLES: readonly DateRole[] = ['versionCreated', 'updated', 'published', 'sent'];

/** When the story was first made and when this version was, and how far that can be trusted. */
export function datesOf(
  item: WireItem,
  context: NormaliseContext,
): Pick<Article, 'firstCreated' | 'versionCreated' | 'receivedAt' | 'dateSource' | 'dateFlags' | 'late'> {
  const read = VERSION_ROLES.map((role) => instantOf(item, role, context)).filter(({ field }) => field !== null);
  const version = read.find(({ instant }) => instant !== null) ?? read[0];
  const first = instantOf(item, 'firstCreated', context).instant ?? instantOf(item, 'published', context).instant;
  const created = version?.instant ?? null;
  const clamped = first !== null && created !== null && Date.parse(first) - Date.parse(created) > CLOCKS_APART_MS;
  return {
    firstCreated: clamped ? created : first,
    versionCreated: created,
    receivedAt: new Date(context.receivedAt).toISOString(),
    dateSource: created === null ? null : (version?.field ?? null),
    dateFlags: [...(version === undefined ? ['missing'] : version.flags), ...(clamped ? ['clamped'] : [])],
    late: created !== null && context.receivedAt - Date.parse(created) > LATE_MS,
  };
}
