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
    const kinds = [plugins.transports, plugins.destinations, plugins.alarmWays];
    const plugin = kinds.map((kind) => kind.get(type)).find((each) => each !== undefined);
    if (plugin === undefined) {
      const known = kinds.flatMap((kind) => [...kind.keys()]);
      const near = didYouMean(type, known) || `; write one of ${known.join(', ')}`;
      throw new WrongUsage(`there is no type "${type}"${near}`);
    }
    return {
      json: { name: type, summary: plugin.summary, settings: describeKeys(plugin) },
      text: () => [`${type} ${plugin.summary}.`, ...renderPlugin(plugin), ''].join('\n'),
    };
  },
});
