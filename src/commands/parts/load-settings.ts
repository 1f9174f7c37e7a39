import { loadSettingsPlugins } from '../../registry.ts';
import { readSettings, settingsPath } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Terminal } from './terminal.ts';

/** A settings file that can be read again. */
export interface SettingsSource {
  readonly path: string;
  /** @throws SettingsError with every problem */
  read(): Settings;
}

/** The settings file that the argument or the environment names. */
export async function openSettings(config: string | undefined, terminal: Terminal): Promise<SettingsSource> {
  const plugins = await loadSettingsPlugins();
  const path = settingsPath(config, terminal.environment);
  return { path, read: () => readSettings(path, terminal.environment, plugins) };
}
