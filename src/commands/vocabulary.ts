import { readFile } from 'node:fs/promises';
import { loadVocabulary, saveVocabulary, vocabularyPath } from '../data-folder/vocabulary-file.ts';
import { BUILT_IN } from '../normalise/vocabulary/built-in.ts';
import { readExport } from '../normalise/vocabulary/read-export.ts';
import type { Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'vocabulary',
  summary: 'show which Media Topics are used, or import the export of them that IPTC publishes',
  needs: 'settings',
  forms: { show: '', import: 'import FILE' },
  notes: ['The service uses what was imported from its next start.'],
  examples: ['copytaster vocabulary import medtop.json'],
  async run({ settings, words: [path] }) {
    const { dataFolder } = settings.redis;
    if (path !== undefined) saveVocabulary(dataFolder, readExport(await readFile(path, 'utf8')));
    const imported = loadVocabulary(dataFolder);
    const facts = { ...factsOf(imported ?? BUILT_IN), file: imported === null ? null : vocabularyPath(dataFolder) };
    return { json: facts, text: show(facts) };
  },
});

function factsOf({ release, topics, subjectCodes }: Vocabulary) {
  const languages = new Set(Object.values(topics).flatMap(({ names }) => Object.keys(names)));
  return {
    release,
    topics: Object.keys(topics).length,
    subjectCodes: Object.keys(subjectCodes).length,
    languages: [...languages].sort(),
  };
}

function show({
  release,
  topics,
  subjectCodes,
  languages,
  file,
}: ReturnType<typeof factsOf> & { file: string | null }) {
  return [
    `release        ${release}`,
    `Media Topics   ${topics}, named in ${languages.join(', ')}`,
    `Subject Codes  ${subjectCodes}`,
    `kept in        ${file ?? 'the program'}`,
    '',
  ].join('\n');
}
