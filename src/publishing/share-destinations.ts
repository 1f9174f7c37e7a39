import { sha256 } from '../article/content.ts';

/**
 * Which destinations each living publisher serves: every one the same share, and few move when one comes or goes. All
 * publishers come to the same answer by themselves.
 */
export function shareDestinations(
  destinations: readonly string[],
  publishers: readonly string[],
): ReadonlyMap<string, string> {
  const most = Math.ceil(destinations.length / Math.max(1, publishers.length));
  const loads = new Map<string, number>();
  const owners = new Map<string, string>();
  for (const destination of destinations.toSorted()) {
    const free = publishers.filter((publisher) => (loads.get(publisher) ?? 0) < most);
    const weights = free.map((publisher) => ({ publisher, weight: sha256(`${destination} ${publisher}`) }));
    const best = weights.sort((one, other) => (one.weight < other.weight ? -1 : 1))[0];
    if (best === undefined) continue;
    owners.set(destination, best.publisher);
    loads.set(best.publisher, (loads.get(best.publisher) ?? 0) + 1);
  }
  return owners;
}
