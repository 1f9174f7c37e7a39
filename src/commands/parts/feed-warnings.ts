import { parseYaml } from '../../settings/parse-yaml.ts';
import type { FeedSettings } from '../../settings/schema.ts';

/** Something that is allowed in a settings file and seldom meant: its line, or null, and what to write. */
export interface FeedWarning {
  readonly line: number | null;
  readonly feed: string;
  readonly problem: string;
}

/**
 * Feeds that bring an agency's own wire, by their settings, and may not speak for it.
 * @param text the settings file, whose list of feeds is in the order of `feeds`
 */
export function feedWarnings(feeds: readonly FeedSettings[], text: string): readonly FeedWarning[] {
  const yaml = parseYaml(text);
  return feeds.flatMap(({ id, agency, speaksFor, standing, enabled }, at) => {
    if (!enabled || agency === null || standing !== 'wire' || speaksFor.includes(agency)) return [];
    const problem = `agency is ${agency} and speaksFor does not name it: a kill, a correction or an embargo that it brings is not acted on where another feed had the story; write speaksFor: [${agency}], or standing: partner where it is copy from elsewhere`;
    return [{ line: 'lineOf' in yaml ? yaml.lineOf(['feeds', at, 'agency']) : null, feed: id, problem }];
  });
}
