import { loadPlugins } from '../../registry.ts';
import { readSettings, SettingsError, settingsPath } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Terminal } from './command.ts';

/** The settings, or null after every problem was written to the terminal: the command then ends with 78. */
export async function loadSettings(config: string | undefined, terminal: Terminal): Promise<Settings | null> {
  const [transports, formats, agencies, destinations, renderers] = await Promise.all([
    loadPlugins('transports'),
    loadPlugins('formats'),
    loadPlugins('agencies'),
    loadPlugins('destinations'),
    loadPlugins('renderers'),
  ]);
  try {
    return readSettings(settingsPath(config, terminal.environment), terminal.environment, {
      transports: [...transports.keys()],
      formats: [...formats.keys()],
      agencies: [...agencies.keys()],
      destinations: [...destinations.keys()],
      renderers: [...renderers.keys()],
    });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    terminal.stderr.write(`copytaster: ${error.message}\n`);
    return null;
  }
}
