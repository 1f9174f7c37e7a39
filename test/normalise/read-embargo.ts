import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';
import { embargoOf } from '../../src/normalise/embargo.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 10, 25, 10);

/** The embargo of an item that came on a Wednesday at ten, UTC. `opening`: what stands over its copy. */
export function embargo(item: Partial<WireItem>, { zone = null as string | null, opening = [] as string[] } = {}) {
  return embargoOf({ ...EMPTY_ITEM, ...item }, { zone, now: NOW, style: null, opening });
}

/** The embargo of an item with this note. */
export const noted = (text: string, zone: string | null = null) =>
  embargo({ notes: [{ text, public: true, role: null }] }, { zone });
