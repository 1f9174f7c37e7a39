import type { Logger } from 'pino';
import { describeError } from '../../article/failure.ts';
import type { Service } from '../../service/run-service.ts';
import { chooseGroups } from '../../settings/choose-groups.ts';
import { SettingsError } from '../../settings/read-settings.ts';
import type { AccessToken, Settings } from '../../settings/schema.ts';
import { secretsIn } from '../../settings/secrets-in.ts';
import { watchSettings } from '../../settings/watch-settings.ts';
import { redactInLogs } from '../../telemetry/log.ts';
import type { SettingsSource } from './load-settings.ts';

interface Followed {
  readonly source: SettingsSource;
  /** The groups whose feeds and destinations are served; none: all. */
  readonly groups: readonly string[];
  /** Who may call by these settings. @throws SettingsError */
  readonly tokensOf: (settings: Settings) => readonly AccessToken[];
  readonly log: Logger;
}

/**
 * Has a service take its settings over whenever their file changes; refused ones are logged and the old ones go on.
 * @returns a function that ends it
 */
export function followSettings(
  starting: Promise<Service>,
  { source, groups, tokensOf, log }: Followed,
): () => Promise<void> {
  return watchSettings(source.path, {
    read: () => chooseGroups(source.read(), groups).settings,
    async apply(next) {
      const tokens = tokensOf(next);
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
  });
}
