import { resolve } from 'node:path';
import { putBack } from '../data-folder/backup-folder.ts';
import { takeDataFolder } from '../data-folder/hold-folder.ts';
import { makeFolder } from '../data-folder/make-folder.ts';
import { Misconfigured } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'restore',
  summary: 'put a backup into the data folder of a service that is stopped',
  needs: 'settings',
  forms: { only: 'DIR' },
  notes: [
    'What the data folder held is kept beside it. Then: copytaster start, which delivers nothing until you have looked; or copytaster start --resume.',
  ],
  examples: ['copytaster restore /backups/monday'],
  async run({ settings, words: [folder = ''] }) {
    const { url, dataFolder } = settings.redis;
    if (url !== null)
      throw new Misconfigured(
        'redis.url names a Redis of your own: stop it, have it load redis.rdb of the backup as its snapshot, and start it',
      );
    makeFolder(resolve(dataFolder, 'redis'));
    const giveBack = await takeDataFolder(resolve(dataFolder, 'redis'));
    try {
      const aside = putBack(resolve(folder), resolve(dataFolder), new Date());
      const before = aside === null ? '' : `What it held before: ${aside}\n`;
      return { json: { dataFolder, before: aside }, text: `Put back into ${dataFolder}.\n${before}` };
    } finally {
      await giveBack();
    }
  },
});
