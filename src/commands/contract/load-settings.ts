import { loadPlugins } from '../../registry.ts';
import { readSettings, SettingsError, settingsPath } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Terminal } from './command.ts';

/** A settings file that can be read again. */
export interface SettingsSource {
  readonly path: string;
  /** @throws SettingsError with every problem */
  read(): Settings;
}

/** The settings file that the argument or the environment names. */
export async function openSettings(config: string | undefined, terminal: Terminal): Promise<SettingsSource> {
  const [transports, formats, agencies, destinations, renderers] = await Promise.all([
    loadPlugins('transports'),
    loadPlugins('formats'),
    loadPlugins('agencies'),
    loadPlugins('destinations'),
    loadPlugins('renderers'),
  ]);
  const names = {
    transports: [...transports.keys()],
    formats: [...formats.keys()],
    agencies: [...agencies.keys()],
    destinations: [...destinations.keys()],
    renderers: [...renderers.keys()],
  };
  const path = settingsPath(config, terminal.environment);
  return { path, read: () => readSettings(path, terminal.environment, names) };
}

/** The settings, or null after every problem was written to the terminal: the command then ends with 78. */
export async function loadSettings(config: string | undefined, terminal: Terminal): Promise<Settings | null> {
  const source = await openSettings(config, terminal);
  try {
    return source.read();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    terminal.stderr.write(`copytaster: ${error.message}\n`);
    return null;
  }
}
