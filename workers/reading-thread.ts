import { parentPort } from 'node:worker_threads';
import { describeError, isFailure } from '../src/article/failure.ts';
import { itemHash } from '../src/article/item-hash.ts';
import { decodeBytes } from '../src/decode/decode.ts';
import { chooseFormat } from '../src/formats/contract/choose-format.ts';
import type { ReadAnswer, ReadRequest, ThreadAnswer } from '../src/queue/reading-thread.ts';
import { loadPlugins } from '../src/registry.ts';

async function read({ bytes, contentType, url, contentLocation, filename, format }: ReadRequest): Promise<ReadAnswer> {
  const { text, repairs } = decodeBytes(bytes, contentType);
  const document = { text, contentType, url, contentLocation, filename };
  const chosen = chooseFormat(await loadPlugins('formats'), document, format);
  const { items, feed, problems } = await chosen.read(document);
  return { format: chosen.name, items, hashes: items.map(itemHash), feed, problems: [...repairs, ...problems] };
}

parentPort?.on('message', async (request: ReadRequest) => {
  let reply: ThreadAnswer;
  try {
    reply = { ok: true, answer: await read(request) };
  } catch (error) {
    const about = isFailure(error, 'Rejected') ? error.about : {};
    reply = { ok: false, name: error instanceof Error ? error.name : 'Error', message: describeError(error), about };
  }
  parentPort?.postMessage(reply);
});
