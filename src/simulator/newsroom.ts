/** Numbers from 0 to 1 from a seed: the same seed tells the same wire. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PLACES = [
  'Lisbon',
  'Nairobi',
  'Oslo',
  'Quito',
  'Seoul',
  'Tunis',
  'Vienna',
  'Warsaw',
  'Manila',
  'Accra',
  'Lima',
  'Hanoi',
  'Athens',
  'Dublin',
  'Amman',
  'Prague',
];
const PEOPLE = [
  'Ana Moreira',
  'Joseph Kiptoo',
  'Ingrid Solberg',
  'Rafael Cueva',
  'Min-jun Seo',
  'Leila Trabelsi',
  'Karl Brandner',
  'Zofia Malik',
  'Benigno Salas',
  'Kofi Adjei',
];
const OFFICES = [
  'the finance ministry',
  'the port authority',
  'the national bank',
  'the transport union',
  'the health agency',
  'the harbour police',
  'the energy regulator',
  'the statistics office',
  'the farmers’ league',
  'the space institute',
];
const SUBJECTS = [
  'a bridge repair',
  'a ferry line',
  'a wheat harvest',
  'a rail strike',
  'a solar park',
  'a vaccine drive',
  'a tax reform',
  'a fishing quota',
  'a flood barrier',
  'a housing plan',
  'a coffee auction',
  'a satellite launch',
];
const VERBS = ['approves', 'delays', 'rejects', 'reviews', 'expands', 'cancels', 'defends', 'resumes'];
const SENTENCES = [
  'The decision follows {n} weeks of talks and affects about {m} households, {office} said.',
  '{person}, who leads the negotiations, called the outcome fair and promised a report within {n} days.',
  'Costs are put at {m} million, {p} percent more than in the first estimate of {office}.',
  'Opponents gathered in {place} and asked for a new study, pointing to {m} complaints since spring.',
  '"We weighed every figure, and {p} percent was the line we would not cross," {person} said.',
  'A similar plan in {place} was given up after {n} months when {m} permits could not be issued.',
  'Traders in {place} expect little effect before the {n}th week of the season.',
  'Officials counted {m} applications, of which {p} percent were complete.',
];

/** A story of the simulated wire, before an agency's desk sets it. */
export interface Story {
  readonly number: number;
  /** Stands in the text once and in no other story. */
  readonly marker: string;
  readonly place: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
}

/** Writes stories, each unlike the others, from one source of chance. */
export class Newsroom {
  readonly #random: () => number;
  readonly #seed: number;
  #count = 0;
  constructor(seed: number) {
    this.#seed = seed;
    this.#random = randomFrom(seed);
  }

  /** A new story of about `paragraphs` paragraphs. */
  write(paragraphs = 6): Story {
    this.#count += 1;
    const number = this.#count;
    const place = this.#pick(PLACES);
    const office = this.#pick(OFFICES);
    const subject = this.#pick(SUBJECTS);
    const marker = `docket ${this.#seed}-${number}`;
    const lead = `${capital(office)} in ${place} ${this.#pick(VERBS)} ${subject} under ${marker}, ${this.#pick(PEOPLE)} said on Monday.`;
    return {
      number,
      marker,
      place,
      headline: `${capital(office.replace(/^the /, ''))} ${this.#pick(VERBS)} ${subject} in ${place}, docket ${number}`,
      paragraphs: [lead, ...Array.from({ length: paragraphs - 1 }, () => this.sentence())],
    };
  }

  /** One more sentence for a story. */
  sentence(): string {
    return this.#pick(SENTENCES)
      .replace('{n}', String(2 + Math.floor(this.#random() * 40)))
      .replace('{m}', String(100 + Math.floor(this.#random() * 9_000)))
      .replace('{p}', String(3 + Math.floor(this.#random() * 90)))
      .replace('{place}', this.#pick(PLACES))
      .replace('{person}', this.#pick(PEOPLE))
      .replace('{office}', this.#pick(OFFICES));
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)] as Value;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
