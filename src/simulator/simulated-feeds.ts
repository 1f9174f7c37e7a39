/** The feeds of the simulated wire and how each is written. */
export const FEEDS = {
  'reuters-world': { path: '/reuters/world.rss', agency: 'reuters', format: 'rss' },
  'reuters-business': { path: '/reuters/business.rss', agency: 'reuters', format: 'rss' },
  'reuters-wire': { path: '/reuters/wire.xml', agency: 'reuters', format: 'newsml-g2' },
  'reuters-lying': { path: '/reuters/lying.rss', agency: 'reuters', format: 'rss' },
  'afp-news': { path: '/afp/news.atom', agency: 'afp', format: 'atom' },
} as const;
/** A feed of the simulated wire. */
export type FeedName = keyof typeof FEEDS;

/** What stands under `feeds:` in a settings file that reads the simulated wire at this address. */
export function simulatedFeeds(url: string, every: { min: string; max: string }): Record<string, unknown>[] {
  return Object.entries(FEEDS).map(([id, { path, agency }]) => ({
    id,
    url: `${url}${path}`,
    agency,
    speaksFor: [agency],
    every,
    onFirstPoll: 'send',
    allowPrivateAddresses: true,
  }));
}
