import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Field, OPENINGS } from './grow-fields.ts';
import { DOCUMENTS, freeFields, growth, MOST_A_DOUBLING } from './measure-growth.ts';

/** So many fields of a document hold every beginning, all at once. */
const LONGEST_FIELDS = 3;
/** Every other field holds so many, other ones than its neighbours; `node test/faults/growth.ts` tries them all. */
const OF_EACH_FIELD = 2;

/** What to try with a document: a beginning, and the fields that hold it. */
function* trialsOf(free: readonly Field[]): Generator<{ opening: string; fields: readonly Field[] }> {
  const byLength = free.toSorted((one, other) => other.to - other.from - (one.to - one.from));
  const longest = byLength.slice(0, LONGEST_FIELDS).sort((one, other) => one.from - other.from);
  for (const opening of OPENINGS) yield { opening, fields: longest };
  for (const [at, field] of byLength.slice(LONGEST_FIELDS).entries())
    for (let turn = 0; turn < OF_EACH_FIELD; turn += 1)
      yield { opening: OPENINGS[(at * OF_EACH_FIELD + turn) % OPENINGS.length] as string, fields: [field] };
}

describe('the time that a document takes grows as its texts do', () => {
  test.each(DOCUMENTS)(
    '%s',
    async (path) => {
      const document = readFileSync(path, 'utf8');
      const free = await freeFields(document, path);
      expect(free.length).toBeGreaterThan(0);
      const faults: string[] = [];
      for (const { opening, fields } of trialsOf(free)) {
        const times = await growth(document, fields, opening, path);
        if (times !== null && times > MOST_A_DOUBLING)
          faults.push(`${JSON.stringify(opening)} at ${fields.map(({ from }) => from)}: ${times.toFixed(1)}`);
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
