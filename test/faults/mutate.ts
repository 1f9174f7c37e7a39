/** A random generator that gives the same numbers for the same seed: 0 up to, not including, 1. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Mutation = (bytes: Buffer, random: () => number) => Buffer;

const place = (bytes: Buffer, random: () => number): number => Math.floor(random() * Math.max(1, bytes.length));
const CHARSETS = ['latin1', 'utf16le', 'utf8'] as const;
const ODD = [
  '\u0000',
  '\uffff',
  '<![CDATA[',
  ']]>',
  '&bogus;',
  '&#0;',
  '<!--',
  '"',
  '{',
  '[',
  '\u202e',
  '\u0001',
  '\u0004',
  '<p>',
];
const LARGEST = 300_000;

const flipBits: Mutation = (bytes, random) => {
  const flipped = Buffer.from(bytes);
  for (let times = 1 + random() * 8; times > 0 && flipped.length > 0; times -= 1)
    flipped[place(flipped, random)]! ^= 1 << Math.floor(random() * 8);
  return flipped;
};
const truncate: Mutation = (bytes, random) => bytes.subarray(0, place(bytes, random));
const cutStart: Mutation = (bytes, random) => bytes.subarray(place(bytes, random));
const swapCharset: Mutation = (bytes, random) =>
  Buffer.from(bytes.toString(CHARSETS[Math.floor(random() * 3)]), CHARSETS[Math.floor(random() * 3)]);
const insertOdd: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  const odd = ODD[Math.floor(random() * ODD.length)] as string;
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from(odd.repeat(1 + Math.floor(random() * 40))),
    bytes.subarray(at),
  ]);
};

/** An element, an object or a line of the document: from one opening sign to the next. */
function part(bytes: Buffer, random: () => number): [from: number, to: number] {
  const sign = ['<', '{', '\n'][Math.floor(random() * 3)] as string;
  const from = Math.max(0, bytes.indexOf(sign, place(bytes, random)));
  let to = from;
  for (let steps = 1 + random() * 6; steps > 0; steps -= 1) {
    const next = bytes.indexOf(sign, to + 1);
    if (next < 0) return [from, bytes.length];
    to = next;
  }
  return [from, to];
}
const duplicatePart: Mutation = (bytes, random) => {
  const [from, to] = part(bytes, random);
  const times = Math.min(1 + Math.floor(random() * 50), Math.floor(LARGEST / Math.max(1, to - from)));
  return Buffer.concat([
    bytes.subarray(0, to),
    ...Array.from({ length: times }, () => bytes.subarray(from, to)),
    bytes.subarray(to),
  ]);
};
const deletePart: Mutation = (bytes, random) => {
  const [from, to] = part(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};
const movePart: Mutation = (bytes, random) => {
  const [from, to] = part(bytes, random);
  const without = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  const at = place(without, random);
  return Buffer.concat([without.subarray(0, at), bytes.subarray(from, to), without.subarray(at)]);
};

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  truncate,
  cutStart,
  swapCharset,
  insertOdd,
  duplicatePart,
  deletePart,
  movePart,
];

/** One to four mutations of a document, the same ones for the same seed. */
export function mutate(bytes: Buffer, seed: number): Buffer {
  const random = randomOf(seed);
  let mutated = bytes;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    mutated = (MUTATIONS[Math.floor(random() * MUTATIONS.length)] as Mutation)(mutated, random);
    if (mutated.length > LARGEST) mutated = mutated.subarray(0, LARGEST);
  }
  return mutated;
}
