import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BUILT_IN } from '../normalise/vocabulary/built-in.ts';
import { readExport } from '../normalise/vocabulary/read-export.ts';
import type { Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import { loadVocabulary, saveVocabulary, vocabularyPath } from '../queue/vocabulary-file.ts';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';

const vocabulary: Command = {
  name: 'vocabulary',
  summary: 'show which Media Topics are used, or import the export of them that IPTC publishes',
  usage:
    'copytaster vocabulary [--config FILE] [--json]\ncopytaster vocabulary import FILE [--config FILE] [--json]    the service uses it from its next start',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [action, path] = positionals;
    if (positionals.length !== (action === 'import' ? 2 : 0)) {
      terminal.stderr.write(`${vocabulary.usage}\n`);
      return 2;
    }
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    const { dataFolder } = settings.redis;
    if (path !== undefined) saveVocabulary(dataFolder, readExport(await readFile(path, 'utf8')));
    const imported = loadVocabulary(dataFolder);
    const facts = { ...factsOf(imported ?? BUILT_IN), file: imported === null ? null : vocabularyPath(dataFolder) };
    terminal.stdout.write(values.json ? `${JSON.stringify(facts, null, 2)}\n` : show(facts));
    return 0;
  },
};
export default vocabulary;

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
