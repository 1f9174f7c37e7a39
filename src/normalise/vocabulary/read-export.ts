import { z } from 'zod';
import { Rejected } from '../../article/failure.ts';
import type { SubjectMatch, Vocabulary } from './vocabulary.ts';

const codes = z.array(z.string()).optional();
const Concept = z.object({
  qcode: z.string(),
  prefLabel: z.record(z.string(), z.string()),
  broader: codes,
  exactMatch: codes,
  closeMatch: codes,
  broadMatch: codes,
  retired: z.string().optional(),
  changeNote: z.record(z.string(), z.string()).optional(),
});
type Concept = z.infer<typeof Concept>;
const Export = z.object({ dateReleased: z.string(), conceptSet: z.array(Concept) });

/** Language tags as IPTC writes them where BCP 47 has another. */
const TAGS: Readonly<Record<string, string>> = { 'en-GB': 'en', se: 'sv', dk: 'da' };
/** Surest first: of several topics that name the same Subject Code the first row that has one wins. */
const MATCHES: readonly (readonly [field: 'exactMatch' | 'closeMatch' | 'broadMatch', match: SubjectMatch])[] = [
  ['exactMatch', 'exact'],
  ['closeMatch', 'close'],
  ['broadMatch', 'broad'],
];
const SUBJECT_CODE = /subjectcode\/(\d{8})$/;

/**
 * Reads IPTC's own export of the Media Topics (JSON, the whole scheme with all languages). The links that topics hold
 * to the old Subject Codes are turned round; retired topics give way to the one their note names, or the one above.
 * @throws Rejected when the document is not such an export; the message names the place.
 */
export function readExport(text: string): Vocabulary {
  const { dateReleased, conceptSet } = parse(text);
  const concepts: Concepts = new Map(conceptSet.map((concept) => [codeOf(concept.qcode), concept] as const));
  const topics = topicsOf(concepts);
  return { release: dateReleased.slice(0, 10), topics, subjectCodes: subjectCodesOf(concepts, topics) };
}

type Concepts = ReadonlyMap<string, Concept>;

function topicsOf(concepts: Concepts): Vocabulary['topics'] {
  const topics: Record<string, Vocabulary['topics'][string]> = {};
  for (const [code, concept] of concepts) {
    if (concept.retired !== undefined) continue;
    const parent = concept.broader?.[0];
    const living = parent === undefined ? null : replacementOf(codeOf(parent), concepts);
    topics[code] = { parent: living, names: namesOf(concept) };
  }
  return topics;
}

function subjectCodesOf(concepts: Concepts, topics: Vocabulary['topics']): Vocabulary['subjectCodes'] {
  const subjectCodes: Record<string, Vocabulary['subjectCodes'][string]> = {};
  // The top levels are the same in both, whatever other topics name them.
  for (const code of Object.keys(topics).filter((each) => each.endsWith('000000')))
    subjectCodes[code] = { topic: code, match: 'exact' };
  for (const [field, match] of MATCHES) {
    for (const [code, concept] of concepts) {
      const living = replacementOf(code, concepts);
      // A topic below the subject says too much: the topic above it is meant.
      const topic = match === 'broad' ? (topics[living]?.parent ?? living) : living;
      for (const subject of subjectsIn(concept[field])) subjectCodes[subject] ??= { topic, match };
    }
  }
  return subjectCodes;
}

function parse(text: string): z.infer<typeof Export> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Rejected('vocabulary: no JSON document', { cause });
  }
  const read = Export.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Rejected(`vocabulary: no export of IPTC Media Topics: ${issue?.path.join('.')}: ${issue?.message}`);
}

function codeOf(uri: string): string {
  return uri.slice(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')) + 1);
}

function namesOf(concept: Concept): Record<string, string> {
  return Object.fromEntries(Object.entries(concept.prefLabel).map(([tag, name]) => [TAGS[tag] ?? tag, name.trim()]));
}

function subjectsIn(uris: readonly string[] | undefined): string[] {
  return (uris ?? []).flatMap((uri) => SUBJECT_CODE.exec(uri)?.[1] ?? []);
}

const MOST_STEPS = 10;

function replacementOf(code: string, concepts: Concepts): string {
  let at = code;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const concept = concepts.get(at);
    if (concept?.retired === undefined) return at;
    const named = [...JSON.stringify(concept.changeNote ?? {}).matchAll(/medtop:(\d{8})/g)]
      .map(([, other]) => other as string)
      .find((other) => other !== at && concepts.has(other));
    const above = concept.broader?.[0];
    if (named === undefined && above === undefined) return at;
    at = named ?? codeOf(above as string);
  }
  return at;
}
