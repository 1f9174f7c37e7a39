import { z } from 'zod';
import { Duration } from '../../settings/setting-values.ts';

/** The keys that feeds from a folder on another machine share. */
export const FolderKeys = {
  path: z.string().default('/').describe('the folder on the server').meta({ example: '/outgoing' }),
  after: z
    .enum(['leave', 'move', 'delete'])
    .default('leave')
    .describe('what becomes of a file that was taken: move puts it into done/ or failed/'),
  stalls: Duration.prefault('60s')
    .describe('a file without an end of its own is whole when it has not changed for so long')
    .meta({ example: '60s' }),
};
