import { readdir } from 'node:fs/promises';
import type { HouseStyle } from './agencies/contract/house-style.ts';
import type { AnyAlarmWay } from './alarm-ways/contract/alarm-way.ts';
import type { AnyDestination } from './destinations/contract/destination.ts';
import type { Format } from './formats/contract/format.ts';
import type { Renderer } from './renderers/contract/renderer.ts';
import type { SettingsPlugins } from './settings/plugin-settings.ts';
import type { AnyTransport } from './transports/contract/transport.ts';

/** The folders whose files are plug-ins, and what each file's default export is. */
export interface Plugins {
  formats: Format;
  agencies: HouseStyle;
  transports: AnyTransport;
  renderers: Renderer;
  destinations: AnyDestination;
  'alarm-ways': AnyAlarmWay;
}

const loaded = new Map<keyof Plugins, Promise<ReadonlyMap<string, unknown>>>();

/**
 * Every plug-in of a kind, by file name without ending. The folder is the registry: a new file is a new plug-in;
 * files in subfolders are shared parts.
 */
export function loadPlugins<Kind extends keyof Plugins>(kind: Kind): Promise<ReadonlyMap<string, Plugins[Kind]>> {
  const known = loaded.get(kind) ?? loadFolder(kind);
  loaded.set(kind, known);
  return known as Promise<ReadonlyMap<string, Plugins[Kind]>>;
}

/** The plug-ins that settings name. */
export async function loadSettingsPlugins(): Promise<SettingsPlugins> {
  const [transports, destinations, formats, agencies, renderers, alarmWays] = await Promise.all([
    loadPlugins('transports'),
    loadPlugins('destinations'),
    pluginNames('formats'),
    pluginNames('agencies'),
    pluginNames('renderers'),
    loadPlugins('alarm-ways'),
  ]);
  return { transports, destinations, formats, agencies, renderers, alarmWays };
}

/** The names of the plug-ins of a kind, of which none is loaded: the tables of all agencies take half a second. */
export async function pluginNames(kind: keyof Plugins): Promise<ReadonlySet<string>> {
  return new Set((await filesOf(kind)).map(nameOf));
}

const folderOf = (kind: keyof Plugins): URL => new URL(`./${kind}/`, import.meta.url);
const nameOf = (file: string): string => file.replace(/\.(ts|js)$/, '');

async function filesOf(kind: keyof Plugins): Promise<readonly string[]> {
  return (await readdir(folderOf(kind), { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(ts|js)$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

async function loadFolder(kind: keyof Plugins): Promise<ReadonlyMap<string, unknown>> {
  const entries = await Promise.all(
    (await filesOf(kind)).map(async (file) => {
      const module = (await import(new URL(file, folderOf(kind)).href)) as { default?: unknown };
      if (module.default === undefined) throw new Error(`${kind}/${file}: a plug-in needs a default export`);
      return [nameOf(file), module.default] as const;
    }),
  );
  return new Map(entries);
}
