import { once } from 'node:events';
import type { Logger } from 'pino';
import { describeError } from '../../article/failure.ts';
import { DataFolderTaken, DataFolderUnusable } from '../../data-folder/hold-folder.ts';
import { ConsumptionDied } from '../../queue/progress.ts';
import { RedisDamaged, RedisMissing } from '../../redis/private-child.ts';
import { within } from '../../redis/readiness.ts';
import { RedisRefused, StoppedWhileStarting } from '../../service/await-redis.ts';
import { ROLES, type Role } from '../../service/roles.ts';
import { runService, type Service } from '../../service/run-service.ts';
import { chooseGroups } from '../../settings/choose-groups.ts';
import { proxiesIn } from '../../settings/proxies-in.ts';
import { SettingsError } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/schema.ts';
import { secretsIn } from '../../settings/secrets-in.ts';
import { type SettingsListener, watchSettings } from '../../settings/watch-settings.ts';
import { StoreUnfit } from '../../store/schema-number.ts';
import { createLog, redactInLogs } from '../../telemetry/log.ts';
import { admit } from './admit.ts';
import { Misconfigured, WrongUsage } from './command-errors.ts';
import type { SettingsSource } from './load-settings.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Taking settings over waits for Redis; ending does not, for longer than this. */
const RELOAD_MS = 1_000;

/** How a service is run. */
interface Serving {
  readonly settings: Settings;
  readonly roles: readonly Role[];
  /** The groups whose feeds and destinations it serves; none: all. */
  readonly groups?: readonly string[];
  /** Deliveries that wait since a restore go on. */
  readonly resume?: boolean;
  /** Where the settings are read again when they change; null when they cannot. */
  readonly source: SettingsSource | null;
  /** Called with the address that it listens on. */
  readonly onReady?: (address: string | null) => void;
}

/** Runs the service until it is told to stop. */
export async function serve(
  { settings: all, roles, groups = [], source, resume = false, onReady = () => undefined }: Serving,
  terminal: Terminal,
): Promise<ExitCode> {
  const settings = ofGroups(all, groups);
  const log = createLog({ level: settings.log.level });
  for (const secret of secretsIn(settings)) redactInLogs(secret);
  sayProxies(settings, log);
  process.on('unhandledRejection', (reason) => {
    log.fatal({ reason: describeError(reason) }, 'a promise failed that nobody waits for');
    process.exit(1);
  });
  try {
    const admitted = roles.includes('http') ? admit(settings, terminal.environment) : NOBODY;
    if (admitted.made !== null)
      terminal.stdout.write(`Token for the API, shown this once:  Authorization: Bearer ${admitted.made}\n`);
    const starting = runService({
      settings,
      tokens: admitted.tokens,
      roles,
      groups,
      resume,
      readingThread: terminal.readingThread,
      log,
      signal: terminal.signal,
    });
    starting.catch(() => undefined);
    const watch =
      source === null
        ? null
        : watchSettings(source.path, listen(starting, ofGroup(source, groups), roles, terminal, log));
    const service = await starting;
    onReady(service.address);
    if (!terminal.signal.aborted) await Promise.race([once(terminal.signal, 'abort'), service.stuck]);
    log.info({}, 'stopping');
    if (watch !== null)
      await within(RELOAD_MS, watch()).catch(() => log.warn({}, 'changed settings were still being taken over'));
    const ended = await service.stop();
    log.info({ ended }, 'stopped');
    return ended ? 0 : 1;
  } catch (error) {
    if (error instanceof ConsumptionDied) {
      log.fatal({ reason: error.message }, 'consumption died; ending so that a new process takes over');
      process.exit(1);
    }
    if (error instanceof StoppedWhileStarting) return 0;
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      const { host, port } = settings.http;
      throw new Misconfigured(`another process listens on ${host}:${port}; stop it, or set PORT`, { cause: error });
    }
    if (!CONFIGURATION.some((kind) => error instanceof kind)) throw error;
    throw new Misconfigured((error as Error).message, { cause: error });
  }
}

/** Which way requests take is said: what fails behind a proxy fails by its rules. */
function sayProxies(settings: Settings, log: Logger): void {
  const { http, https, except } = proxiesIn(settings);
  const hostOf = (address: string | null): string | null => (address === null ? null : new URL(address).host);
  if (http === null && https === null) return;
  log.info(
    { http: hostOf(http), https: hostOf(https), except },
    'http and https go through a proxy, all other protocols connect directly',
  );
}

/** The settings as far as they concern these groups. @throws Misconfigured for a group that has no feed */
function ofGroups(all: Settings, groups: readonly string[]): Settings {
  const { settings, unknown } = chooseGroups(all, groups);
  if (unknown.length > 0)
    throw new Misconfigured(`--groups: no feed has group: ${unknown.join(' or ')}; correct the word, or the feeds`);
  return settings;
}

function ofGroup(source: SettingsSource, groups: readonly string[]): SettingsSource {
  return { ...source, read: () => chooseGroups(source.read(), groups).settings };
}

/** Errors that only an operator can mend. */
const CONFIGURATION = [
  SettingsError,
  RedisMissing,
  RedisRefused,
  RedisDamaged,
  DataFolderTaken,
  DataFolderUnusable,
  StoreUnfit,
];
const NOBODY = { tokens: [], made: null };

function listen(
  starting: Promise<Service>,
  source: SettingsSource,
  roles: readonly Role[],
  { environment }: Terminal,
  log: Logger,
): SettingsListener {
  return {
    read: source.read,
    async apply(next) {
      const { tokens } = roles.includes('http') ? admit(next, environment) : NOBODY;
      for (const secret of secretsIn(next)) redactInLogs(secret);
      const service = await starting;
      await service.reload(next, tokens);
      service.metrics.settingsReloads.inc({ outcome: 'applied' });
      log.info({ feeds: next.feeds.length, destinations: next.destinations.length }, 'settings replaced');
    },
    refused(error) {
      const problems = error instanceof SettingsError ? error.problems : [describeError(error)];
      log.error({ problems }, 'changed settings refused; the old ones go on');
      starting.then(({ metrics }) => metrics.settingsReloads.inc({ outcome: 'refused' })).catch(() => undefined);
    },
  };
}

/** The roles that a comma-separated list names; all without one. @throws WrongUsage for a name that is no role */
export function rolesOf(list: string | undefined): readonly Role[] {
  if (list === undefined || list === 'all') return ROLES;
  return list.split(',').map((name) => {
    const role = ROLES.find((each) => each === name.trim());
    if (role === undefined)
      throw new WrongUsage(`--roles: there is no role "${name}"; write some of ${ROLES.join(',')}`);
    return role;
  });
}
