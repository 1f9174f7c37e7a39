import type { Settings } from './schema.ts';

/** The groups that a comma-separated list names, each once and in order; none: all feeds and destinations. */
export function groupsOf(list: string | undefined): readonly string[] {
  const named = (list ?? '').split(',').map((name) => name.trim());
  return [...new Set(named.filter((name) => name !== ''))].toSorted();
}

/**
 * What is left of the settings for some groups: their feeds, their destinations, and the destinations of no group, which
 * get the copy of every group.
 * @param groups none: everything
 * @returns also the groups that no feed is in, which are mistyped
 */
export function chooseGroups(
  settings: Settings,
  groups: readonly string[],
): { readonly settings: Settings; readonly unknown: readonly string[] } {
  if (groups.length === 0) return { settings, unknown: [] };
  const feeds = settings.feeds.filter(({ group }) => group !== undefined && groups.includes(group));
  const destinations = settings.destinations.filter(({ group }) => group === undefined || groups.includes(group));
  return {
    settings: { ...settings, feeds, destinations },
    unknown: groups.filter((name) => !feeds.some(({ group }) => group === name)),
  };
}
