import type { Article } from '../../src/article/article.ts';
import type { Verdict } from '../../src/judge/verdict.ts';
import type { TestStory } from './told-stories.ts';

/** One arrival in a case: what comes, from whom, when. */
export interface Arrival {
  readonly uri: string;
  readonly headline: string;
  readonly body: string;
  readonly agency?: string;
  /** A site or a paper instead of the agency's own wire. */
  readonly elsewhere?: string;
  /** Minutes after the case begins. */
  readonly at?: number;
  /** Minutes by which the version's own time differs from its arrival. */
  readonly made?: number;
  /** Declared, where it is another than the case's. */
  readonly language?: string;
  readonly over?: Partial<Article>;
  /** The item says expressly that it may be used. */
  readonly usable?: boolean;
  readonly expect: Partial<Pick<Verdict, 'action' | 'relation' | 'change' | 'rule'>> & {
    /** The arrival, by number, whose article it belongs to; its own otherwise. */
    readonly of?: number;
  };
}

/** A case: stories in order of arrival, and why each is what it is. */
export interface DeskCase {
  readonly name: string;
  readonly reason: string;
  readonly language: string;
  readonly arrivals: readonly Arrival[];
}

/** True of a case that lasts longer than a day: Redis writes its log by a clock of its own, which does not wait for it. */
export const lastsDays = ({ arrivals }: DeskCase): boolean => arrivals.some(({ at = 0 }) => at >= 1_440);

const text = (paragraphs: readonly string[]): string => paragraphs.join('\n\n');
/** What a story of its own is judged. */
export const NEW = { action: 'publish', relation: 'new', change: 'new' } as const;

/** A story of Reuters' own wire. */
export const reuters = (uri: string, headline: string, body: string, more: Partial<Arrival> = {}): Arrival => ({
  uri,
  headline,
  body,
  agency: 'reuters',
  expect: NEW,
  ...more,
});

type Edit = (story: TestStory) => Omit<DeskCase, 'language' | 'name'> & { readonly name: string };

/** What a desk does to a story in any language; a case each. */
export const EDITS: readonly Edit[] = [
  (story) => ({
    name: 'the same words again under another id',
    reason: 'nothing differs but the id: a repeat',
    arrivals: [
      { ...first(story) },
      { ...first(story), uri: 'two', at: 30, expect: { action: 'spike', relation: 'exact', of: 0 } },
    ],
  }),
  (story) => ({
    name: 'the same words in another typography',
    reason: 'quotes, dashes and hidden hyphens are no content',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 30,
        body: text(story.paragraphs).replace(/’/g, "'").replace(/, /g, ',  '),
        expect: { action: 'spike', relation: 'exact', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a number changed without a mark, same id',
    reason: 'a number in the same context was replaced: a silent correction',
    arrivals: [
      first(story),
      {
        ...first(story),
        at: 40,
        body: text(story.paragraphs).replace(...story.number),
        expect: { action: 'revise', relation: 'version', change: 'correction', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a number changed without a mark, another id',
    reason: 'the agency’s own wire makes a version of any difference',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 40,
        body: text(story.paragraphs).replace(...story.number),
        expect: { action: 'revise', relation: 'version', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a name changed without a mark',
    reason: 'a name was replaced: never a duplicate',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 40,
        body: text(story.paragraphs).replace(...story.name),
        expect: { action: 'revise', relation: 'version', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a correction that says so',
    reason: 'the mark decides, whatever the text shows',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 40,
        body: text(story.paragraphs).replace(...story.number),
        over: { change: 'correction', marked: true },
        expect: { action: 'revise', relation: 'version', change: 'correction', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'an update with a new top',
    reason: 'the old text stands below the new top',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 90,
        headline: story.newHeadline,
        body: text([story.newTop, ...story.paragraphs]),
        over: { change: 'update', marked: true },
        expect: { action: 'revise', relation: 'version', change: 'update', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a headline changed over an unchanged body',
    reason: 'the headline is content: a version',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'two',
        at: 20,
        headline: story.newHeadline,
        expect: { action: 'revise', relation: 'version', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'copy in a member’s paper',
    reason: 'the wire’s own stands: copy from elsewhere is spiked and revises nothing',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'paper',
        elsewhere: 'courier',
        at: 120,
        expect: { action: 'spike', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'a trimmed copy in a member’s paper',
    reason: 'nothing in it that the wire has not',
    arrivals: [
      first(story),
      {
        ...first(story),
        uri: 'paper',
        elsewhere: 'courier',
        at: 120,
        body: text(story.paragraphs.slice(0, 2)),
        expect: { action: 'spike', of: 0 },
      },
    ],
  }),
  (story) => ({
    name: 'the wire’s own after a member’s copy',
    reason: 'the wire’s own coming second is sent, with its own uri and rights',
    arrivals: [
      { ...first(story), uri: 'paper', elsewhere: 'courier' },
      { ...first(story), at: 30, expect: { action: 'publish' } },
    ],
  }),
  (story) => ({
    name: 'another story of the day',
    reason: 'nothing in common but the language',
    arrivals: [first(story), { ...first(story), uri: 'two', at: 10, ...other(story), expect: NEW }],
  }),
  (story) => ({
    name: 'a late older version',
    reason: 'its own time is before that of the current version',
    arrivals: [
      { ...first(story), body: text([story.newTop, ...story.paragraphs]) },
      { ...first(story), at: 30, made: -60, expect: { action: 'late', of: 0 } },
    ],
  }),
  (story) => ({
    name: 'a kill, and then the text in a member’s paper',
    reason: 'copies of killed text are held, whoever sends them',
    arrivals: [
      first(story),
      { ...kill(), at: 60, expect: { action: 'revise', change: 'withdrawal', of: 0 } },
      { ...first(story), uri: 'paper', elsewhere: 'courier', at: 90, expect: { action: 'hold' } },
    ],
  }),
  (story) => ({
    name: 'a kill, and then a trimmed copy',
    reason: 'a part of killed text is killed text',
    arrivals: [
      first(story),
      { ...kill(), at: 60, expect: { action: 'revise', change: 'withdrawal', of: 0 } },
      {
        ...first(story),
        uri: 'paper',
        elsewhere: 'courier',
        at: 90,
        body: text(story.paragraphs.slice(0, 2)),
        expect: { action: 'hold' },
      },
    ],
  }),
  (story) => ({
    name: 'a hostile feed with the agency’s id and other text',
    reason: 'a feed that does not speak for the agency neither revises nor kills its story',
    arrivals: [
      first(story),
      {
        ...first(story),
        elsewhere: 'intruder',
        at: 30,
        ...other(story),
        expect: { action: 'publish' },
      },
    ],
  }),
  (story) => ({
    name: 'a story back after a week',
    reason: 'outside the window its text is not compared: in doubt it is sent',
    arrivals: [
      first(story),
      { ...first(story), uri: 'week', at: 7 * 24 * 60, body: text(story.paragraphs.slice(0, 2)), expect: NEW },
    ],
  }),
];

function first(story: TestStory): Arrival {
  return { uri: 'one', headline: story.headline, body: text(story.paragraphs), agency: 'reuters', expect: NEW };
}

function other({ other: { headline, paragraphs } }: TestStory): Pick<Arrival, 'headline' | 'body'> {
  return { headline, body: text(paragraphs) };
}

function kill(): Arrival {
  return {
    uri: 'one',
    headline: 'WITHDRAWN',
    body: '',
    agency: 'reuters',
    over: {
      change: 'withdrawal',
      pubStatus: 'canceled',
      marked: true,
      withdraws: { uris: ['one'], scope: 'article', reason: null },
    },
    expect: {},
  };
}
