import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import { makeFolder } from './make-folder.ts';

/** Where an imported vocabulary is kept. */
export function vocabularyPath(dataFolder: string): string {
  return join(dataFolder, 'vocabulary.json');
}

/**
 * The vocabulary that was imported into a data folder, or null where none was.
 * @throws Error naming the file when it cannot be read
 */
export function loadVocabulary(dataFolder: string): Vocabulary | null {
  const path = vocabularyPath(dataFolder);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Vocabulary;
  } catch (cause) {
    throw new Error(`${path}: cannot be read; import the vocabulary again`, { cause });
  }
}

/** Keeps a vocabulary; a reader sees the old file or the new one, never half of it. */
export function saveVocabulary(dataFolder: string, vocabulary: Vocabulary): void {
  const path = vocabularyPath(dataFolder);
  makeFolder(dataFolder);
  writeFileSync(`${path}.part`, JSON.stringify(vocabulary));
  renameSync(`${path}.part`, path);
}
