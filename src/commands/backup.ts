import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Redis } from 'ioredis';
import { beginBackup } from '../data-folder/backup-folder.ts';
import { Misconfigured } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'backup',
  summary: 'write all that the running service holds into a folder',
  needs: 'settings',
  forms: { only: 'DIR' },
  notes: ['The service goes on meanwhile. The settings are not in it: they are yours.'],
  examples: ['copytaster backup /backups/monday'],
  async run({ settings, words: [folder = ''] }) {
    const { withStore } = await import('./parts/open-store.ts');
    const { writeSnapshot } = await import('../redis/snapshot.ts');
    return withStore(settings, async ({ redis }) => {
      if (redis.isCluster)
        throw new Misconfigured('the Redis is a cluster: back up each of its nodes by its own snapshot (BGSAVE)');
      // Behind a sentinel the address is that of the primary.
      const { options, stream } = redis as Redis;
      const { remoteAddress: host, remotePort: port } = stream as Socket;
      const where = options.path || host === undefined || port === undefined ? options : { ...options, host, port };
      const path = beginBackup(resolve(folder), settings.redis.dataFolder);
      const bytes = await writeSnapshot(where, path);
      return { json: { snapshot: path, bytes }, text: `${path}: ${Math.ceil(bytes / 1_000)} kB\n` };
    });
  },
});
