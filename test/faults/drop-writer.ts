/** Drops revision after revision into a folder, beginning at a number, until it is killed: `drop-writer.ts PATH FIRST`. */
import fileDrop from '../../src/destinations/file-drop.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { aDelivery } from '../destinations/a-delivery.ts';

export const BODY = 'x'.repeat(400_000);

if (import.meta.main) {
  const [path = '', first = '0'] = process.argv.slice(2);
  const outlet = fileDrop.open(destinationSchema(fileDrop).parse({ id: 'drop', type: 'file-drop', path }), {
    userAgent: 'x',
  });
  await outlet.connect();
  process.stdout.write('open');
  for (let number = Number(first); ; number += 1) {
    const articleId = `article-${number}`;
    const data = { id: articleId, revision: 1, bodyText: BODY };
    const { outcome } = await outlet.deliver(aDelivery({ id: `revision-${number}`, articleId, data }));
    if (outcome !== 'delivered') process.exit(1);
    process.stdout.write('.');
  }
}
