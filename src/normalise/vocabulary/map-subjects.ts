import type { Subject } from '../../article/article.ts';
import type { WireSubject } from '../../article/wire-item.ts';
import { AGENCY_TOPICS, N2_PLACES, N2_STATE, OTHER_SCHEMES } from './agency-codes.ts';
import { type SubjectMatch, topicName, type Vocabulary } from './vocabulary.ts';

const LONGEST_CODE = 120;

/** Subjects as filed with the Media Topic of each; the filed code always stays beside it. */
export function mapSubjects(filed: readonly WireSubject[], vocabulary: Vocabulary, language: string): Subject[] {
  return filed.map(({ code, name }) => {
    const found = code === null ? null : topicOf(code.slice(0, LONGEST_CODE), vocabulary);
    if (found === null) return { code: null, scheme: null, name, sourceCode: code };
    return {
      code: `medtop:${found.topic}`,
      scheme: 'medtop',
      name: topicName(vocabulary, found.topic, language) ?? name,
      sourceCode: code,
      match: found.match,
    };
  });
}

/** The scheme of a filed code that ought to be a topic and has none; null for mapped ones, places, companies. */
export function unmappedScheme({ code, sourceCode }: Subject): string | null {
  if (code !== null || sourceCode === null) return null;
  const { scheme, value } = partsOf(sourceCode);
  if (OTHER_SCHEMES.has(scheme) || placeOfSubject(sourceCode) !== null) return null;
  return value === '' ? null : scheme;
}

/** The place that a Reuters code names, or null. */
export function placeOfSubject(code: string): string | null {
  const { scheme, value } = partsOf(code);
  if (scheme !== 'N2') return null;
  return N2_PLACES[value] ?? (N2_STATE.test(value) ? 'United States' : null);
}

function topicOf(code: string, vocabulary: Vocabulary): { topic: string; match: SubjectMatch } | null {
  const { scheme, value } = partsOf(code);
  const agency = AGENCY_TOPICS[scheme];
  if (agency !== undefined) {
    const topic = Object.hasOwn(agency, value) ? agency[value] : undefined;
    return topic === undefined ? null : { topic, match: 'close' };
  }
  if (!/^\d{8}$/.test(value)) return null;
  if (scheme === 'medtop' || (scheme !== 'subj' && value.startsWith('2'))) {
    const known = Object.hasOwn(vocabulary.topics, value) || scheme === 'medtop';
    return known ? { topic: value, match: 'exact' } : null;
  }
  return SUBJECT_SCHEMES.has(scheme) ? climb(value, vocabulary) : null;
}

const SUBJECT_SCHEMES = new Set(['subj', 'iptc', 'subject', 'IPTC', '']);

/** A Subject Code without a row goes to the nearest one above it: its matter, then its subject. */
function climb(code: string, { subjectCodes }: Vocabulary): { topic: string; match: SubjectMatch } | null {
  for (const above of [code, `${code.slice(0, 5)}000`, `${code.slice(0, 2)}000000`]) {
    const row = Object.hasOwn(subjectCodes, above) ? subjectCodes[above] : undefined;
    if (row !== undefined) return above === code ? row : { topic: row.topic, match: 'ancestor' };
  }
  return null;
}

function partsOf(code: string): { scheme: string; value: string } {
  const colon = code.lastIndexOf(':');
  return { scheme: colon < 0 ? '' : code.slice(0, code.indexOf(':')), value: code.slice(colon + 1) };
}
