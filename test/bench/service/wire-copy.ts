// The stories of the benchmark, in the proportions of a wire: plain bodies, links, tables; repeats, versions, kills,
// embargoes; five languages, declared and not. What a number stands for follows from the number alone.

/** How many items a listing has. */
export const LISTED = 100;

const VOCABULARY = 60_000;
const SENTENCE_WORDS = 14;
const PARAGRAPHS = 8;
const SENTENCES = 5;
const EMBARGO_DAYS = 20;
const DAY_MS = 86_400_000;

interface Language {
  readonly code: string;
  readonly syllables: readonly string[];
  /** The words that every sentence of it has; four in ten are of these. */
  readonly common: readonly string[];
}

const LATIN = 'ka to mi res na del or shu ve lin par do tis e gan bu'.split(' ');
const LANGUAGES: readonly Language[] = [
  {
    code: 'en',
    syllables: LATIN,
    common:
      'the of and to in a that was for is on with as by at from have has been said would which after their it not were will more than year people'.split(
        ' ',
      ),
  },
  {
    code: 'fr',
    syllables: LATIN,
    common:
      'le la les de des et à en un une que qui dans pour sur par avec est sont été selon plus après cette ont pas mais aux son ses leur ministre'.split(
        ' ',
      ),
  },
  {
    code: 'de',
    syllables: LATIN,
    common:
      'der die das und in zu den von mit für auf ist nicht ein eine im dem sich auch als nach bei wird wurde hat haben über sagte werden aus noch'.split(
        ' ',
      ),
  },
  {
    code: 'es',
    syllables: LATIN,
    common:
      'el la los las de y en que un una por con para se del al lo como más su fue ha sobre este entre según desde años también pero sin'.split(
        ' ',
      ),
  },
  {
    code: 'ar',
    syllables: 'با تو مي رس نا دل أو شو في لن بر دو تس عي غن كم'.split(' '),
    common:
      'في من على إلى أن التي الذي عن مع هذا هذه كان قال بعد قبل بين خلال كما وقال لا ما أو كل بعض منذ حيث عند غير'.split(
        ' ',
      ),
  },
];

/** What a story of the wire is to those before it. */
export type Kind = 'new' | 'version' | 'repeat' | 'kill' | 'embargoed';

/** How the numbers of stories lie on the feeds: so far back is the story before on the same feed, and on another one. */
export interface Wire {
  readonly sameFeed: number;
  readonly otherFeed: number;
}

export interface WireStory {
  readonly number: number;
  readonly kind: Kind;
  /** The story that it is a version, repeat or kill of; its own number where it is none. */
  readonly of: number;
  readonly guid: string;
}

/** Mulberry32: what follows a number tells nothing of it, so that phrases repeat as seldom as they should. */
function randomFrom(start: number): () => number {
  let seed = Math.imul(start + 1, 0x9e3779b1) >>> 0;
  return () => {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function drawnKind(number: number): Kind {
  const drawn = randomFrom(number)();
  if (drawn < 0.15) return 'repeat';
  if (drawn < 0.27) return 'version';
  if (drawn < 0.28) return 'kill';
  return drawn < 0.29 ? 'embargoed' : 'new';
}

/** The story of a number. One whose forerunner is no first version, or changes itself, is a new one. */
export function storyOf(number: number, wire: Wire): WireStory {
  const drawn = drawnKind(number);
  const of = number - (drawn === 'repeat' ? wire.otherFeed : wire.sameFeed);
  const follows = drawn === 'version' || drawn === 'kill' || drawn === 'repeat';
  const stands = of >= 0 && drawnKind(of) === 'new';
  const changes = drawn === 'repeat' && ['version', 'kill'].includes(drawnKind(of + wire.sameFeed));
  if (!follows || !stands || changes) {
    const kind = follows ? 'new' : drawn;
    return { number, kind, of: number, guid: guidOf(number) };
  }
  // Half of the repeats come under an id of their own.
  const guid = drawn === 'repeat' && number % 2 === 0 ? guidOf(number) : guidOf(of);
  return { number, kind: drawn, of, guid };
}

const guidOf = (number: number): string => `tag:reuters.com,2026:bench_${number}`;

function spell(rank: number, syllables: readonly string[]): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length];
  return word;
}

/** Words as common as language has them: four in ten of the commonest, the nth of the others 1/n as often as the first. */
function sentence(random: () => number, { syllables, common }: Language): string {
  const words = Array.from({ length: SENTENCE_WORDS }, () => {
    if (random() < 0.4) return common[Math.floor(random() * common.length)] as string;
    const rank = Math.floor(VOCABULARY ** random());
    return rank > 100 && rank % 17 === 0 ? String(rank) : spell(rank + 40, syllables);
  }).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function paragraphOf(random: () => number, language: Language, changed: boolean): string {
  const sentences = Array.from({ length: SENTENCES }, () => sentence(random, language));
  return (changed ? [...sentences, `${sentences[0]} ${sentences[1]}`] : sentences).join(' ');
}

function bodyOf(paragraphs: readonly string[], shape: number, number: number): string {
  if (shape < 0.5) return paragraphs.map((text) => `<p>${text}</p>`).join('');
  if (shape < 0.83)
    return `<div class="article-body">${paragraphs
      .map(
        (text, at) =>
          `<p class="paragraph p-${at}">${text.replace(' ', '&nbsp;')} <a class="link" href="https://example.org/topic/${number}-${at}?utm_source=feed" target="_blank"><strong>${text.slice(0, 20)}</strong></a></p>`,
      )
      .join('\n')}</div>`;
  const rows = Array.from({ length: 12 }, (_, row) => `<tr><td>Row ${row}</td><td>${number * row}</td></tr>`).join('');
  if (shape < 0.93) return `${paragraphs.map((text) => `<p>${text}</p>`).join('')}<table>${rows}</table>`;
  return paragraphs.join('<br/><br/>');
}

/** A story as its feed lists it. @param now in epoch milliseconds, for the embargoes */
export function itemOf(story: WireStory, now: number): string {
  const random = randomFrom(story.of + 7_919);
  const language = LANGUAGES[Math.floor(random() * LANGUAGES.length)] as Language;
  const [shape, declared] = [random(), random() < 0.5];
  const headline = `Story ${story.of}: ${sentence(random, language)}`;
  const summary = sentence(random, language);
  const isVersion = story.kind === 'version';
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, at) =>
    paragraphOf(random, language, isVersion && (at === 1 || at === 4)),
  );
  const mark = isVersion ? 'UPDATE 1-' : story.kind === 'kill' ? 'KILL-' : '';
  const until = new Date(now + EMBARGO_DAYS * DAY_MS).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const opening = story.kind === 'embargoed' ? [`EMBARGOED UNTIL 0001 GMT, ${until}`] : [];
  const body = bodyOf([...opening, ...paragraphs], shape, story.of);
  const date = new Date(Date.UTC(2026, 0, 1) + story.number * 1_000).toUTCString();
  return `<item><guid isPermaLink="false">${story.guid}</guid><title>${mark}${headline}</title><link>https://example.org/${story.guid.split('_')[1]}</link><pubDate>${date}</pubDate>${declared ? `<dc:language>${language.code}</dc:language>` : ''}<description>${summary}</description><content:encoded><![CDATA[${body}]]></content:encoded></item>`;
}

/** A feed document of these items. */
export function documentOf(items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Benchmark</title><link>https://example.org</link><description>d</description>${items.join('\n')}</channel></rss>`;
}

/** How the stories of a burst lie: a document of a hundred after the other, each on the next feed. */
export const burstWire = (feeds: number): Wire => ({ sameFeed: feeds * LISTED, otherFeed: (feeds - 1) * LISTED });

/** The documents of a burst, the same for the service and for what stands beside it. */
export function makeDocuments(stories: number, feeds: number): string[] {
  const wire = burstWire(feeds);
  const now = Date.now();
  return Array.from({ length: Math.ceil(stories / LISTED) }, (_, document) =>
    documentOf(
      Array.from({ length: LISTED }, (__, at) => itemOf(storyOf(document * LISTED + at, wire), now)).toReversed(),
    ),
  );
}

/** A headline and a body of so many words, for what is only compared. */
export function textOf(number: number, words: number): { headline: string; body: string } {
  const random = randomFrom(number + 104_729);
  const language = LANGUAGES[number % 4] as Language;
  const sentences = Array.from({ length: Math.ceil(words / SENTENCE_WORDS) }, () => sentence(random, language));
  return { headline: sentence(random, language), body: sentences.join(' ') };
}
