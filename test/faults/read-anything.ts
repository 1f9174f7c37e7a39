import { Rejected } from '../../src/article/failure.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { bytesOf, wireNames } from '../formats/wires/read-fixture.ts';
import { faultsOf } from './fit-to-leave.ts';
import { mutate } from './mutate.ts';

const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');
const documents = wireNames().map((name) => ({ name, bytes: bytesOf(name) }));

/** What became of a mutated document: how many articles, or null where it was rejected. */
export interface Fuzzed {
  readonly name: string;
  readonly articles: number | null;
}

/**
 * Mutates a fixture by the seed and reads it to its articles, each of which must be fit to leave.
 * @throws whatever is no rejection, with the fixture and the seed in its message
 */
export async function readMutated(seed: number): Promise<Fuzzed> {
  const { name, bytes } = documents[seed % documents.length]!;
  try {
    const { items, format } = await readDocument(formats, {
      bytes: mutate(bytes, seed),
      contentType: null,
      url: null,
      contentLocation: null,
      filename: name,
      format: 'auto',
    });
    for (const item of items) {
      const article = normaliseItem(item, {
        feed: { id: 'fuzz', agency: null, standing: 'wire', zone: null, language: null },
        format,
        receivedAt: Date.UTC(2026, 10, 3),
        captureSha256: '0'.repeat(64),
        styles,
        detectLanguage: null,
      });
      const faults = faultsOf(article);
      if (faults.length > 0) throw new Error(`an article is not fit to leave: ${faults.join('; ')}`);
    }
    return { name, articles: items.length };
  } catch (cause) {
    if (cause instanceof Rejected) return { name, articles: null };
    throw new Error(`${name}, seed ${seed}`, { cause });
  }
}
