import { readFile } from 'node:fs/promises';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'feeds import',
  summary: 'print the feeds of an OPML file, as other feed readers write it, as settings',
  forms: { file: 'FILE' },
  notes: ['Nothing is fetched or changed: put what it prints under feeds: in the settings.'],
  examples: ['copytaster feeds import subscriptions.opml'],
  async run({ words: [path = ''], terminal }) {
    const [{ stringify }, { decodeBytes }, { feedsOfOpml }] = await Promise.all([
      import('yaml'),
      import('../decode/decode.ts'),
      import('./parts/feeds-of-opml.ts'),
    ]);
    const bytes = await readFile(path);
    const list = await Promise.resolve(bytes)
      .then((whole) => feedsOfOpml(decodeBytes(whole, null).text))
      .catch((cause: unknown) => {
        throw new Error(path, { cause });
      });
    for (const title of list.passedOver)
      terminal.stderr.write(`${JSON.stringify(title)} is left out: it has no http or https address\n`);
    return { json: list, text: () => stringify({ feeds: list.feeds }) };
  },
});
