import { describe, expect, test } from 'vitest';
import { loadPlugins } from '../../src/registry.ts';
import { DestinationSettings, FeedSettings } from '../../src/settings/schema.ts';
import { describeKeys } from '../../src/settings/yaml-reference.ts';

const KINDS = [
  { kind: 'transport', common: FeedSettings, plugins: await loadPlugins('transports') },
  { kind: 'destination', common: DestinationSettings, plugins: await loadPlugins('destinations') },
] as const;
const plugins = KINDS.flatMap(({ kind, common, plugins }) =>
  [...plugins].map(([name, plugin]) => ({ kind, name, plugin, common })),
);

describe.each(plugins)('the settings of the $kind $name', ({ name, plugin, common }) => {
  test('the plug-in has the name of its file, and says in one line what it does', () => {
    expect('type' in plugin ? plugin.type : plugin.name).toBe(name);
    expect(plugin.summary).toMatch(/^[a-zA-Z].{10,100}[^.]$/);
  });

  test('each key has a description and a default or an example', () => {
    const bare = describeKeys(plugin).filter(({ description, example }) => description === '' || example === undefined);
    expect(bare).toEqual([]);
  });

  test('no key has the name of one that all have, but for one with a default of its own', () => {
    expect(Object.keys(plugin.settings.shape).filter((key) => key !== 'onFirstPoll' && key in common.shape)).toEqual(
      [],
    );
  });
});
