import { once } from 'node:events';
import { ROLES, type Role, runService } from '../../../workers/main.ts';
import { describeError } from '../../article/failure.ts';
import { ConsumptionDied } from '../../queue/progress.ts';
import { DataFolderTaken } from '../../redis/data-folder.ts';
import { RedisMissing } from '../../redis/private-child.ts';
import type { Settings } from '../../settings/schema.ts';
import { createLog, redactInLogs } from '../../telemetry/log.ts';
import type { ExitCode, Terminal } from './command.ts';

/** Runs the service until it is told to stop. `onReady` is called with the address that it listens on. */
export async function serve(
  settings: Settings,
  roles: readonly Role[],
  terminal: Terminal,
  onReady: (address: string | null) => void = () => undefined,
): Promise<ExitCode> {
  const log = createLog({ level: settings.log.level });
  for (const secret of secretsIn(settings)) redactInLogs(secret);
  process.on('unhandledRejection', (reason) => {
    log.fatal({ reason: describeError(reason) }, 'a promise failed that nobody waits for');
    process.exit(1);
  });
  try {
    const service = await runService({ settings, roles, log });
    onReady(service.address);
    if (!terminal.signal.aborted) await Promise.race([once(terminal.signal, 'abort'), service.stuck]);
    log.info({}, 'stopping');
    const ended = await service.stop();
    log.info({ ended }, 'stopped');
    return ended ? 0 : 1;
  } catch (error) {
    if (error instanceof ConsumptionDied) {
      log.fatal({ reason: error.message }, 'consumption died; ending so that a new process takes over');
      process.exit(1);
    }
    if (!(error instanceof RedisMissing) && !(error instanceof DataFolderTaken)) throw error;
    terminal.stderr.write(`copytaster: ${error.message}\n`);
    return 78;
  }
}

/** The roles that a comma-separated list names; all without one. @throws for a name that is no role */
export function rolesOf(list: string | undefined): readonly Role[] {
  if (list === undefined || list === 'all') return ROLES;
  return list.split(',').map((name) => {
    const role = ROLES.find((each) => each === name.trim());
    if (role === undefined) throw new Error(`--roles: there is no role "${name}"; write some of ${ROLES.join(',')}`);
    return role;
  });
}

function secretsIn(settings: Settings): string[] {
  const held = [
    ...settings.feeds.flatMap(({ headers }) => Object.values(headers)),
    ...settings.destinations.flatMap(({ secrets, headers }) => [...secrets, ...Object.values(headers)]),
  ];
  const redis = settings.redis.url?.reveal() ?? '';
  const passwords = [redis, ...settings.destinations.flatMap(({ url }) => url ?? [])].map((url) =>
    URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '',
  );
  return [...held.map((secret) => secret.reveal()), redis, ...passwords];
}
