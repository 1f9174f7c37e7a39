import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
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
import type { AccessToken, Settings } from '../../settings/schema.ts';
import { secretsIn } from '../../settings/secrets-in.ts';
import { StoreUnfit } from '../../store/schema-number.ts';
import { createLog, redactInLogs } from '../../telemetry/log.ts';
import { admit } from './admit.ts';
import { Misconfigured, WrongUsage } from './command-errors.ts';
import { followSettings } from './follow-settings.ts';
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
export async function serve(serving: Serving, terminal: Terminal): Promise<ExitCode> {
  const settings = ofGroups(serving.settings, serving.groups ?? []);
  const log = createLog({ level: settings.log.level });
  for (const secret of secretsIn(settings)) redactInLogs(secret);
  sayProxies(settings, log);
  process.on('unhandledRejection', (reason) => {
    log.fatal({ reason: describeError(reason) }, 'a promise failed that nobody waits for');
    process.exit(1);
  });
  try {
    return await runUntilStopped({ ...serving, settings }, terminal, log);
  } catch (error) {
    return exitCodeOf(error, settings, log);
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

/** Starts the service, follows its settings file while it runs, and stops it when the terminal says so. */
async function runUntilStopped(serving: Serving, terminal: Terminal, log: Logger): Promise<ExitCode> {
  const { settings, roles, groups = [], resume = false, source, onReady = () => undefined } = serving;
  const tokensOf = (of: Settings): readonly AccessToken[] => (roles.includes('http') ? admitCallers(of, terminal) : []);
  // The window of recent copy stays for days: a heap that may grow to twice what lives in it would be twice as large. To
  // collect it more often than at every half costs more than it saves.
  setFlagsFromString('--heap-growing-percent=50');
  // Each poll brings its document as bytes beside the heap: by a limit of their own they would have all of it looked
  // through every second.
  setFlagsFromString('--external-memory-accounted-in-global-limit');
  const starting = runService({
    settings,
    tokens: tokensOf(settings),
    roles,
    groups,
    resume,
    readingThread: terminal.readingThread,
    log,
    signal: terminal.signal,
  });
  starting.catch(() => undefined);
  const endFollowing = source === null ? null : followSettings(starting, { source, groups, tokensOf, log });
  const service = await starting;
  onReady(service.address);
  if (!terminal.signal.aborted) await Promise.race([once(terminal.signal, 'abort'), service.stuck]);
  log.info({}, 'stopping');
  if (endFollowing !== null)
    await within(RELOAD_MS, endFollowing()).catch(() => log.warn({}, 'changed settings were still being taken over'));
  return stop(service, log);
}

async function stop(service: Service, log: Logger): Promise<ExitCode> {
  const ended = await service.stop();
  log.info({ ended }, 'stopped');
  return ended ? 0 : 1;
}

/** Who may call the API. A token that was made just now is shown once. */
function admitCallers(settings: Settings, { environment, stdout }: Terminal): readonly AccessToken[] {
  const { tokens, made } = admit(settings, environment);
  if (made !== null) stdout.write(`Token for the API, shown this once:  Authorization: Bearer ${made}\n`);
  return tokens;
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

/** What the process ends with. @throws Misconfigured for what an operator can mend, and every other error as it is */
function exitCodeOf(error: unknown, { http }: Settings, log: Logger): ExitCode {
  if (error instanceof ConsumptionDied) {
    log.fatal({ reason: error.message }, 'consumption died; ending so that a new process takes over');
    process.exit(1);
  }
  if (error instanceof StoppedWhileStarting) return 0;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    throw new Misconfigured(`another process listens on ${http.host}:${http.port}; stop it, or set PORT`, {
      cause: error,
    });
  if (!CONFIGURATION.some((kind) => error instanceof kind)) throw error;
  throw new Misconfigured((error as Error).message, { cause: error });
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
