import { readdir } from 'node:fs/promises';
import type { HouseStyle } from './agencies/contract/house-style.ts';
import type { Destination } from './destinations/contract/destination.ts';
import type { Format } from './formats/contract/format.ts';
import type { Renderer } from './renderers/contract/renderer.ts';
import type { Transport } from './transports/contract/transport.ts';

/** The folders whose files are plug-ins, and what each file's default export is. */
export interface Plugins {
  formats: Format;
  agencies: HouseStyle;
  transports: Transport;
  renderers: Renderer;
  destinations: Destination;
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

async function loadFolder(kind: keyof Plugins): Promise<ReadonlyMap<string, unknown>> {
  const folder = new URL(`./${kind}/`, import.meta.url);
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(ts|js)$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(name, folder).href)) as { default?: unknown };
      if (module.default === undefined) throw new Error(`${kind}/${name}: a plug-in needs a default export`);
      return [name.replace(/\.(ts|js)$/, ''), module.default] as const;
    }),
  );
  return new Map(entries);
}
