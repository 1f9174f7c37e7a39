import { MEDIA_TOPICS } from './media-topics.ts';
import { SUBJECT_CODES } from './subject-codes.ts';
import type { SubjectMatch, Vocabulary } from './vocabulary.ts';

/** The table that comes with the program, in English: used until an operator imports IPTC's own export. */
export const BUILT_IN: Vocabulary = {
  release: 'built in',
  topics: Object.fromEntries(
    lines(MEDIA_TOPICS).map((line) => {
      const [code = '', parent = '-', ...name] = line.split(' ');
      return [code, { parent: parent === '-' ? null : parent, names: { en: name.join(' ') } }];
    }),
  ),
  subjectCodes: Object.fromEntries(
    lines(SUBJECT_CODES).map((line) => {
      const [code = '', topic = '', match = 'exact'] = line.split(' ');
      return [code, { topic, match: match as SubjectMatch }];
    }),
  ),
};

function lines(table: string): string[] {
  return table.trim().split('\n');
}
