import { loadSettingsPlugins } from '../registry.ts';
import { WrongUsage } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';
import { didYouMean } from './parts/nearest-word.ts';

export default defineCommand({
  name: 'settings',
  summary: 'show the settings and what they mean: all, or those of one transport or destination type',
  forms: { type: '[TYPE]' },
  examples: ['copytaster settings webhook'],
  async run({ words: [type] }) {
    const plugins = await loadSettingsPlugins();
    const { describeKeys, renderPlugin, renderReference } = await import('../settings/yaml-reference.ts');
    if (type === undefined) {
      const reference = renderReference(plugins);
      return { json: { reference }, text: reference };
    }
    const kinds = [
      { kind: 'transport', plugins: plugins.transports },
      { kind: 'destination', plugins: plugins.destinations },
      { kind: 'alarm way', plugins: plugins.alarmWays },
    ];
    const found = kinds.flatMap(({ kind, plugins: some }) => {
      const plugin = some.get(type);
      return plugin === undefined ? [] : [{ kind, plugin }];
    });
    const [first, ...others] = found.map(({ kind, plugin }) => ({
      kind,
      summary: plugin.summary,
      settings: describeKeys(plugin),
    }));
    if (first === undefined) {
      const known = [...new Set(kinds.flatMap(({ plugins: some }) => [...some.keys()]))];
      const near = didYouMean(type, known) || `; write one of ${known.join(', ')}`;
      throw new WrongUsage(`there is no type "${type}"${near}`);
    }
    return {
      json: { name: type, ...first, ...(others.length === 0 ? {} : { others }) },
      text: () =>
        found
          .map(({ kind, plugin }) =>
            [`${kind} ${type} ${plugin.summary}.`, ...renderPlugin(type, plugin), ''].join('\n'),
          )
          .join('\n'),
    };
  },
});
