import type { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import type { RefusedFile } from '../contract/transport.ts';

/** The entries of a page that have the shape that is wanted, and what is told of the others: a bad one stops no page. */
export function readEach<Shape extends z.ZodType>(
  entries: readonly unknown[],
  shape: Shape,
): { readonly entries: readonly z.infer<Shape>[]; readonly refused: readonly RefusedFile[] } {
  const parsed = entries.map((entry) => ({ entry, ...shape.safeParse(entry) }));
  return {
    entries: parsed.flatMap(({ success, data }) => (success ? [data as z.infer<Shape>] : [])),
    refused: parsed
      .filter(({ success }) => !success)
      .map(({ entry }) => refusedEntry(entry, 'it has another shape than an item of the interface')),
  };
}

/** What is told of an entry that cannot be used; the same one has the same name. */
export function refusedEntry(entry: unknown, reason: string): RefusedFile {
  return { name: `entry ${sha256(JSON.stringify(entry) ?? '').slice(0, 12)}`, reason };
}
