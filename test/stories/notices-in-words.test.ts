import { describe, expect, test } from 'vitest';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { mapDesk, type Taken } from './desk.ts';
import { HOLDS, KILLS, OF_NOTHING_SEEN, REPORTS, type ToldNotice, TWO_STORIES } from './told-notices.ts';
import { IN_DOUBT, KILLS_EAST, REPORTS_EAST, TWO_STORIES_EAST } from './told-notices-east.ts';
import { KILLS_FURTHER, REPORTS_FURTHER, TWO_STORIES_FURTHER } from './told-notices-further.ts';
import { BY_SOMEBODY, HOLDS_FOR_NOW, REPORTS_OF_OTHERS } from './told-notices-others.ts';

const DAY_MS = 86_400_000;

interface Sent {
  readonly story: Taken;
  readonly other: Taken;
  readonly notice: Taken;
}

/** Two stories of an agency, and what it sends half an hour later. */
async function send([agency, language, headline, copy]: ToldNotice, more: Partial<Told> = {}): Promise<Sent> {
  const stories = [...TWO_STORIES, ...TWO_STORIES_EAST, ...TWO_STORIES_FURTHER];
  const told = stories.find((each) => each.language === language) as (typeof TWO_STORIES)[number];
  const desk = mapDesk(DAY_MS);
  const take = (given: Partial<Told> & Pick<Told, 'id' | 'at' | 'headline' | 'body'>): Promise<Taken> =>
    desk.take(candidateOf({ from: agency, language, ...given }));
  const story = await take({ id: 'u:1', at: -116, headline: told.headline, body: told.body, slug: told.slug });
  const { other } = told;
  const beside = await take({ id: 'u:2', at: -111, headline: other.headline, body: other.body, slug: other.slug });
  const quoting = (text: string): string => text.replace('{headline}', told.headline);
  const notice = await take({ id: 'u:9', at: -76, headline: quoting(headline), body: quoting(copy), ...more });
  return { story, other: beside, notice };
}

describe('what a desk says to newsrooms in its own words', () => {
  test.each([...KILLS, ...KILLS_EAST, ...KILLS_FURTHER])('takes its story back: %s, %s: %s | %s', async (...told) => {
    const { story, notice } = await send(told);
    expect(notice.verdict).toMatchObject({ action: 'revise', articleId: story.article.id, change: 'withdrawal' });
    expect(notice.article).toMatchObject({ pubStatus: 'canceled', bodyText: '' });
  });

  test.each([...HOLDS, ...HOLDS_FOR_NOW])('holds its story for a while: %s, %s: %s | %s', async (...told) => {
    const { story, notice } = await send(told);
    expect(notice.verdict).toMatchObject({ action: 'revise', articleId: story.article.id, change: 'withheld' });
    // What is held is the story as it stood, not the notice.
    expect(notice.article).toMatchObject({ headline: story.article.headline, bodyText: story.article.bodyText });
  });

  test.each([...IN_DOUBT, ...BY_SOMEBODY])('withholds what it may mean, and asks: %s, %s: %s | %s', async (...told) => {
    const { story, notice } = await send(told);
    expect(notice.verdict).toMatchObject({
      rule: 'withheld-in-doubt',
      articleId: story.article.id,
      change: 'withheld',
    });
    expect(notice.verdict.evidence.fits).toEqual([story.article.id]);
    expect(notice.article).toMatchObject({ pubStatus: 'withheld', headline: story.article.headline });
  });

  test.each(OF_NOTHING_SEEN)('asks a person where it fits no story: %s, %s: %s | %s', async (...told) => {
    const { notice } = await send(told);
    expect(notice.verdict).toMatchObject({ action: 'tombstone', rule: 'kill-of-unknown' });
    const withoutUri = await send(told, { item: { uri: null } });
    expect(withoutUri.notice.verdict).toMatchObject({ action: 'hold', rule: 'kill-of-no-one' });
  });

  test.each([...REPORTS, ...REPORTS_EAST, ...REPORTS_FURTHER, ...REPORTS_OF_OTHERS])(
    'stops nothing: %s, %s: %s | %s',
    async (...told) => {
      const { notice } = await send(told);
      expect(notice.article.pubStatus).toBe('usable');
      expect(notice.verdict.action).toBe('publish');
    },
  );
});

test('a notice that names two stories takes both back', async () => {
  const [{ headline, other }] = TWO_STORIES as [(typeof TWO_STORIES)[number]];
  const { story, notice } = await send(['afp', 'en', 'Two stories', `Kill "${headline}" and "${other.headline}".`]);
  expect(notice.verdict).toMatchObject({ change: 'withdrawal', rule: 'withdrawal-in-words' });
  expect(notice.verdict.others ?? []).toHaveLength(1);
  expect([notice.verdict.articleId, ...(notice.verdict.others ?? [])]).toContain(story.article.id);
});

test('what may be used instead is not taken back', async () => {
  const [{ headline, other }] = TWO_STORIES as [(typeof TWO_STORIES)[number]];
  const copy = `Please kill the story "${headline}". Please use the story "${other.headline}" instead.`;
  const { story, notice } = await send(['afp', 'en', 'Kill', copy]);
  expect(notice.verdict).toMatchObject({ change: 'withdrawal', articleId: story.article.id });
  expect(notice.verdict.others ?? []).toEqual([]);
});

test.each<[string, string, string, string]>([
  [
    'belga',
    'fr',
    'Cette dépêche annule et remplace la dépêche',
    'Les passagers n’ont pas été évacués vendredi, a corrigé la préfecture. Ils sont restés à bord toute la nuit.',
  ],
  [
    'dpa',
    'de',
    'Diese Fassung ersetzt die Meldung',
    'Die Passagiere blieben am Freitag an Bord, wie die Behörde nun mitteilte. Das Schiff liegt weiter auf der Sandbank.',
  ],
  [
    'reuters',
    'en',
    'This story replaces the item',
    'Passengers stayed on board on Friday, the coast guard now says. The ship still lies on the bank near the harbour.',
  ],
  [
    'lusa',
    'pt',
    'Esta notícia substitui a notícia',
    'Os passageiros ficaram a bordo na sexta-feira, disse agora a capitania. O navio continua encalhado no banco de areia.',
  ],
])(
  'a text that says which story it takes the place of is a revision of it: %s, %s',
  async (agency, language, note, text) => {
    const headline = TWO_STORIES.find((each) => each.language === language)?.headline;
    const { story, notice } = await send([agency, language, 'Autre', `${note} "${headline}".\n\n${text}`]);
    expect(notice.verdict).toMatchObject({ action: 'revise', articleId: story.article.id, change: 'correction' });
    expect(notice.article).toMatchObject({ pubStatus: 'usable', revision: 2 });
    expect(notice.article.bodyText).not.toContain(note);
  },
);

test.each([
  '(This version of the Nov 27 story removes reference to a second ship in paragraph 4)',
  '(This story has been updated to delete an extraneous word in the headline)',
])('a note that takes out no more than a part corrects the story: %s', async (note) => {
  const { notice } = await send([
    'reuters',
    'en',
    'Tugs reach ferry',
    `${note}\n\nTugs reached the ferry on Friday and took it in tow.`,
  ]);
  expect(notice.article.pubStatus).toBe('usable');
});

test('a stop that brings the text that it stops says none of it', async () => {
  const [{ headline, body }] = TWO_STORIES as [(typeof TWO_STORIES)[number]];
  const { notice } = await send([
    'ap',
    'en',
    'Kill',
    `Please kill the story "${headline}".\n\n${body} Divers found a long dent in the hull but no leak, and nobody on board was hurt when it struck.`,
  ]);
  expect(notice.article).toMatchObject({ pubStatus: 'canceled', bodyText: '' });
  expect(JSON.stringify(notice.article)).not.toContain('Divers');
});

test('of a story that is withdrawn by its status alone no word stands in the note', async () => {
  const { notice } = await send(
    [
      'dpa',
      'de',
      'Brand auf Fähre gelöscht',
      'Der Brand auf der Fähre ist gelöscht, teilte die Wehr in einer Meldung mit.',
    ],
    { item: { signals: [{ kind: 'status', value: 'canceled' }] } },
  );
  expect(notice.article.pubStatus).toBe('canceled');
  expect(JSON.stringify(notice.article)).not.toContain('Wehr');
});

test('a notice that names a story by its number takes back none that has another number', async () => {
  const desk = mapDesk(DAY_MS);
  const numbered = (number: string) => ({ altIds: [{ role: 'sequence', value: number }] });
  const story = { from: 'ap', language: 'en', headline: 'Mayor opens fish market on Sundays' } as const;
  const body = 'The fish market of Bergen opens on Sundays from next week, the mayor said on Tuesday at the quay.';
  const first = await desk.take(candidateOf({ ...story, id: 'u:1', at: -116, body, item: numbered('a0102') }));
  const notice = { from: 'ap', language: 'en', headline: 'KILL', at: -76 } as const;
  const words = (number: string): string =>
    `Kill the story about the Sunday market of the mayor, ${number}. A kill is mandatory.`;
  const other = await desk.take(candidateOf({ ...notice, id: 'u:8', body: words('a0101'), item: numbered('a0110') }));
  expect(other.verdict).toMatchObject({ action: 'tombstone', rule: 'kill-of-unknown' });
  const own = await desk.take(candidateOf({ ...notice, id: 'u:9', body: words('a0102'), item: numbered('a0111') }));
  expect(own.verdict).toMatchObject({ articleId: first.article.id, change: 'withdrawal' });
});

test('a notice that names a story by the key of its versions takes that one back', async () => {
  const desk = mapDesk(DAY_MS);
  const keyed = (value: string) => ({ altIds: [{ role: 'du-key', value }] });
  const told = { from: 'ap', language: 'en', at: -116 } as const;
  const first = await desk.take(
    candidateOf({
      ...told,
      id: 'u:1',
      headline: 'Inspectors find rusted cables in Pittsburgh',
      body: 'Inspectors found rusted cables over the river, the county said on Tuesday.',
      item: keyed('BC-US--River Crossing'),
    }),
  );
  await desk.take(
    candidateOf({
      ...told,
      id: 'u:2',
      headline: 'Court rejects appeal over school levy',
      body: 'A court rejected an appeal over a levy for schools on Tuesday, its clerk said.',
      item: keyed('BC-US--School Levy'),
    }),
  );
  const body = 'A kill is mandatory for BC-US--River Crossing. Make certain the story does not run.';
  const notice = await desk.take(
    candidateOf({
      ...told,
      id: 'u:9',
      at: -76,
      headline: 'MANDATORY KILL',
      body,
      item: keyed('BC-US--River Crossing'),
    }),
  );
  expect(notice.verdict).toMatchObject({ articleId: first.article.id, change: 'withdrawal' });
});

test.each([
  [
    'a status, whatever its headline shares with another',
    'Harbour office approves ferry plan in Oslo, docket 51',
    null,
  ],
  [
    'a quotation with a figure of its own',
    'Advisory',
    'Kill "Harbour office approves ferry plan in Bergen, docket 51". A kill is mandatory.',
  ],
])('a stop of a story nobody has seen takes back no other: by %s', async (_, headline, body) => {
  const desk = mapDesk(DAY_MS);
  const shared = { from: 'reuters', language: 'en' } as const;
  const seen = 'The harbour office approved the plan of the ferry company on Tuesday, after three years of hearings.';
  await desk.take(
    candidateOf({
      ...shared,
      id: 'u:1',
      at: -116,
      headline: 'Harbour office approves ferry plan in Bergen, docket 47',
      body: seen,
    }),
  );
  const status = body === null ? { item: { signals: [{ kind: 'status', value: 'canceled' }] } } : {};
  const stop = await desk.take(candidateOf({ ...shared, id: 'u:9', at: -76, headline, body: body ?? '', ...status }));
  expect(stop.verdict).toMatchObject({ action: 'tombstone', rule: 'kill-of-unknown' });
});

test.each([
  ['another name and figure', 'ANNULATION: Veknok ferme 74 écoles à Thornaby'],
  ['another figure', 'ANNULATION: Tamkel ferme 74 écoles à Thornaby'],
])('nor by the headline of that story, which has %s', async (_, headline) => {
  const desk = mapDesk(DAY_MS);
  const shared = { from: 'afp', language: 'fr' } as const;
  const seen = (name: string, count: number, town: string): string =>
    `Le maire de ${town}, ${name}, a annoncé vendredi la fermeture de ${count} écoles rurales. Un rapport est attendu.`;
  const told = [
    ['Tamkel', 55, 'Thornaby'],
    ['Oshrus', 35, 'Norrland'],
  ] as const;
  for (const [at, [name, count, town]] of told.entries())
    await desk.take(
      candidateOf({
        ...shared,
        id: `u:${at}`,
        at: at - 116,
        headline: `${name} ferme ${count} écoles à ${town}`,
        body: seen(name, count, town),
      }),
    );
  const body = 'Veuillez annuler cette dépêche, les faits ne sont pas confirmés.';
  const stop = await desk.take(candidateOf({ ...shared, id: 'u:9', at: -76, headline, body }));
  expect(stop.verdict).toMatchObject({ action: 'tombstone', rule: 'kill-of-unknown' });
});

test.each([
  ['xinhua', 'zh', '更正', '27日播发的《{headline}》一稿中，第一段"27日"应为"26日"。'],
  ['pap', 'pl', 'SPROSTOWANIE', 'W depeszy "{headline}" podano błędną liczbę pasażerów. Powinno być: 69.'],
  ['ansa', 'it', 'Rettifica', 'Nella notizia "{headline}" il numero dei passeggeri era sbagliato: erano 69.'],
] as const)('a correction under no other headline is a notice, no story: %s, %s: %s', async (...told) => {
  const { notice } = await send([...told]);
  expect(notice.article).toMatchObject({ pubStatus: 'usable', newsClass: 'correction-notice' });
});
