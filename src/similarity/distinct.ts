const FEWEST_PLACES = 64;
/** At most every second place of the table is taken. */
const PLACES_EACH = 2;

let table = new Int32Array(4_096);

/** Different values in order of their first appearance. */
export interface Distinct {
  readonly values: Uint32Array;
  /** For each value of the input, where it stands in `values`. */
  readonly places: Uint32Array;
}

/** Finds the different ones among hashes whose upper bits are spread evenly. */
export function distinct(hashes: Uint32Array): Distinct {
  const bits = 32 - Math.clz32(Math.max(FEWEST_PLACES, hashes.length * PLACES_EACH) - 1);
  const mask = 2 ** bits - 1;
  if (table.length <= mask) table = new Int32Array(mask + 1);
  else table.fill(0, 0, mask + 1);
  const kept = table;
  const values = new Uint32Array(hashes.length);
  const places = new Uint32Array(hashes.length);
  let count = 0;
  for (let index = 0; index < hashes.length; index += 1) {
    const hash = hashes[index] as number;
    let at = hash >>> (32 - bits);
    let place = kept[at] as number;
    while (place !== 0 && values[place - 1] !== hash) {
      at = (at + 1) & mask;
      place = kept[at] as number;
    }
    if (place === 0) {
      values[count] = hash;
      count += 1;
      place = count;
      kept[at] = count;
    }
    places[index] = place - 1;
  }
  return { values: values.subarray(0, count), places };
}
