// Every field of a document of each format, with every beginning: `node test/faults/growth.ts [WORDS OF PATHS]`. Ends
// with 1 where twice the text takes more than 2.7 times as long.
import { readFileSync } from 'node:fs';
import { OPENINGS } from './grow-fields.ts';
import { DOCUMENTS, freeFields, growth, MOST_A_DOUBLING } from './measure-growth.ts';

const asked = process.argv.slice(2);
const chosen = DOCUMENTS.filter((path) => asked.length === 0 || asked.some((word) => path.includes(word)));
let faults = 0;
for (const path of chosen) {
  const document = readFileSync(path, 'utf8');
  const free = await freeFields(document, path);
  for (const field of free)
    for (const opening of OPENINGS) {
      const times = await growth(document, [field], opening, path);
      if (times === null || times <= MOST_A_DOUBLING) continue;
      faults += 1;
      const place = document.slice(Math.max(0, field.from - 60), field.from);
      console.log(`${path}: ${JSON.stringify(opening)} behind ${JSON.stringify(place)}: ${times.toFixed(1)}`);
    }
  console.log(`${path}: ${free.length} fields`);
}
process.exit(faults > 0 ? 1 : 0);
