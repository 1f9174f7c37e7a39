import type { Story } from './newsroom.ts';
import type { SentItem } from './record.ts';
import type { FeedName } from './simulated-feeds.ts';

/** What the wire plays, by name, in the order in which it takes turns. */
export const SCENARIOS = [
  'plain',
  'repeat',
  'update',
  'silent-correction',
  'marked-correction',
  'kill',
  'kill-unknown',
  'embargo',
  'embargo-moved',
  'embargo-lifted',
  'late-older',
  'lying-etag',
  'broken-item',
  'outage',
] as const;
/** What the wire does with one story. */
export type Scenario = (typeof SCENARIOS)[number];
/** A wire that kills only what it has sent: nothing in it asks a person to look for a story that there never was. */
export const EXPLAINED_SCENARIOS: readonly Scenario[] = SCENARIOS.filter((scenario) => scenario !== 'kill-unknown');

const EMBARGO_MS = 6_000;
const FOLLOW_UP_MS = 3_000;

/** What a scenario can have the wire do. */
export interface PlayedWire {
  /** Lists a version of a story in a feed. */
  list(feed: FeedName, scenario: Scenario, story: Story, given?: Partial<SentItem>): void;
  /** Does something so many milliseconds later. */
  later(afterMs: number, send: () => void): void;
  /** Breaks the next document of the business feed. */
  breakNext(): void;
  /** After an outage everything that is listed is sent once more, as if new. */
  sendAllAgain(): void;
  /** One more sentence for a story. */
  sentence(): string;
}

const RSS: readonly FeedName[] = ['reuters-world', 'afp-news'];

/** What each scenario does with a story. */
export const PLAYS: Readonly<Record<Scenario, (wire: PlayedWire, story: Story, now: number) => void>> = {
  plain: (wire, story) => wire.list(RSS[story.number % 2] as FeedName, 'plain', story),
  repeat(wire, story) {
    wire.list('reuters-world', 'repeat', story);
    wire.later(FOLLOW_UP_MS, () => wire.list('reuters-business', 'repeat', story, { expect: 'none' }));
  },
  update(wire, story) {
    wire.list('reuters-wire', 'update', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'update', longer(wire, story), {
        version: 2,
        headline: `UPDATE 1-${story.headline}`,
      }),
    );
    wire.later(2 * FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'update', longer(wire, story), {
        version: 3,
        headline: `UPDATE 2-${story.headline}`,
      }),
    );
  },
  'silent-correction'(wire, story) {
    wire.list('afp-news', 'silent-correction', story);
    const corrected = {
      ...story,
      paragraphs: story.paragraphs.map((each, at) => (at === 1 ? `${each} The figure stands at 17,431.` : each)),
    };
    wire.later(FOLLOW_UP_MS * 2, () => wire.list('afp-news', 'silent-correction', corrected));
  },
  'marked-correction'(wire, story) {
    wire.list('reuters-wire', 'marked-correction', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'marked-correction', longer(wire, story), {
        version: 2,
        headline: `CORRECTED-${story.headline}`,
      }),
    );
  },
  kill(wire, story) {
    wire.list('reuters-wire', 'kill', story);
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'kill', story, { version: 2, status: 'canceled', paragraphs: [] }),
    );
  },
  'kill-unknown': (wire, story) =>
    wire.list('reuters-wire', 'kill-unknown', story, { status: 'canceled', paragraphs: [], expect: 'none' }),
  embargo: (wire, story, now) =>
    wire.list('reuters-wire', 'embargo', story, { embargoedUntil: instant(now + EMBARGO_MS) }),
  'embargo-moved'(wire, story, now) {
    wire.list('reuters-wire', 'embargo-moved', story, { embargoedUntil: instant(now + 2 * EMBARGO_MS) });
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'embargo-moved', story, {
        version: 2,
        embargoedUntil: instant(now + 3 * EMBARGO_MS),
      }),
    );
  },
  'embargo-lifted'(wire, story, now) {
    wire.list('reuters-wire', 'embargo-lifted', story, { embargoedUntil: instant(now + 10 * EMBARGO_MS) });
    wire.later(FOLLOW_UP_MS, () => wire.list('reuters-wire', 'embargo-lifted', story, { version: 2 }));
  },
  'late-older'(wire, story, now) {
    wire.list('reuters-wire', 'late-older', longer(wire, story), { version: 2, versionCreated: instant(now) });
    wire.later(FOLLOW_UP_MS, () =>
      wire.list('reuters-wire', 'late-older', story, {
        version: 1,
        versionCreated: instant(now - 60_000),
        expect: 'none',
      }),
    );
  },
  'lying-etag': (wire, story) => wire.list('reuters-lying', 'lying-etag', story),
  'broken-item'(wire, story) {
    wire.breakNext();
    wire.list('reuters-business', 'broken-item', story);
  },
  outage(wire, story) {
    wire.list('reuters-world', 'outage', story);
    wire.later(FOLLOW_UP_MS, () => wire.sendAllAgain());
  },
};

function longer(wire: PlayedWire, story: Story): Story {
  return { ...story, paragraphs: [...story.paragraphs, wire.sentence()] };
}

const instant = (at: number): string => new Date(at).toISOString();
