import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../receivers/webhook-receiver.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { layOutDataFolder } from './older-data.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/older-data/2026-11-24');
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const DAYS = 3_650;
const FERRY = 'tag:example.org,2026:ferry';

interface Line {
  readonly id: string;
  readonly data: Article;
}

let folder: string;
let service: RunningService;
let receiver: WebhookReceiver;

/** What the release of that day had: "away" was never reached, "files" had got everything. */
const settings = (): object => ({
  redis: { dataFolder: join(folder, 'data'), memory: '64MB' },
  retention: { days: DAYS },
  feeds: [
    {
      id: 'drop',
      transport: 'folder',
      path: join(folder, 'in'),
      agency: 'reuters',
      speaksFor: ['reuters'],
      language: 'en',
      every: { min: '500ms', max: '500ms' },
      onFirstPoll: 'send',
    },
    {
      id: 'paper',
      transport: 'folder',
      path: join(folder, 'paper'),
      language: 'en',
      standing: 'web',
      every: { min: '500ms', max: '500ms' },
      onFirstPoll: 'send',
    },
  ],
  destinations: [
    { id: 'files', type: 'file-drop', path: join(folder, 'out'), from: 'beginning' },
    {
      id: 'away',
      type: 'webhook',
      url: receiver.url,
      allowPrivateAddresses: true,
      secrets: [SECRET],
      from: 'beginning',
      keep: { days: DAYS },
    },
  ],
});

function written(): readonly Line[] {
  return journalLines(join(folder, 'out')).map((line) => JSON.parse(line) as Line);
}

/** Has the agency, or the paper, file a document. */
function file(place: 'in' | 'paper', name: string, item: object): void {
  const facts = { type: 'text', pubstatus: 'usable', language: 'en' };
  writeFileSync(join(folder, place, `${name}.json`), JSON.stringify({ ...facts, ...item }));
}

const received = (): string[] => receiver.taken.map(({ type, id }) => `${type} ${id}`);

/** What the older release had decided, by the story. */
const KEPT = {
  harbour: {
    id: 'art_fb10d7dae6237c7b371eefd9edc08129',
    revision: 2,
    revisionId: 'rev_d07ad083ddbde33567a3b397fce761ab9f1a8836',
    pubStatus: 'usable',
  },
  tunnel: {
    id: 'art_046ddd690d461b1a70bc13bc899f0baf',
    revision: 2,
    revisionId: 'rev_551cb2a2373ced7677a2e79cd3b863e1e62cd015',
    pubStatus: 'canceled',
  },
  budget: {
    id: 'art_5ba147db8b75c3b4c8e3750e7a173ff5',
    revision: 1,
    revisionId: 'rev_e7213d51e2112f0d4072f738f5345cac4ae8a936',
    embargoedUntil: '2099-01-01T06:00:00.000Z',
  },
  orchard: {
    id: 'art_c1b294d9b09fde8ddeecbc14052dea3f',
    revision: 1,
    revisionId: 'rev_7e2830591c6da0dc1337255f1dcd1f56ef1d5b89',
    pubStatus: 'usable',
  },
} as const;
const ORCHARD = {
  headline: 'Apple growers expect smallest harvest in eleven years',
  body_text: [
    'Growers of late apples expect the smallest harvest in eleven years, their association said on Thursday.',
    'Frost in April took two blossoms in three, and a dry August did the rest.',
    'Prices at the gate have risen by a fifth since the first picking.',
  ].join('\n\n'),
};

describe('a data folder of the release of 24 November 2026', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ct-older-'));
    for (const name of ['in', 'paper']) mkdirSync(join(folder, name));
    copyFileSync(join(FIXTURE, '09-ferry.json'), join(folder, 'in', '09-ferry.json'));
    await layOutDataFolder(FIXTURE, join(folder, 'data'));
    receiver = await startWebhookReceiver(SECRET);
    service = await startService(settings());
  });
  afterAll(async () => {
    await service?.end();
    await receiver?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is opened as one on which its own service was stopped', async () => {
    expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    expect(service.log.filter(({ msg }) => /restored|emptied|lost|recover/.test(msg))).toEqual([]);
  });

  test.each(Object.entries(KEPT))('has the story of the %s under its ids, as it stood', async (_, kept) => {
    expect((await service.get(`/v1/articles/${kept.id}?held=true`)).body).toMatchObject(kept);
    const { revisions } = (await service.get(`/v1/articles/${kept.id}/revisions?held=true`)).body as {
      revisions: readonly Article[];
    };
    expect(revisions.filter(({ current }) => current)).toHaveLength(kept.revision);
  });

  test('works the receipt that stood open, and puts its file away', async () => {
    expect(await until(() => written().some(({ data }) => data.uri === FERRY))).toBe(true);
    expect(await until(() => existsSync(join(folder, 'in', 'done', '09-ferry.json')))).toBe(true);
  });

  test('sends what waited for a receiver, the stop too, and nothing that is under embargo', async () => {
    expect(await until(() => receiver.taken.length >= 4)).toBe(true);
    const ferry = written().find(({ data }) => data.uri === FERRY);
    expect(received().sort()).toEqual(
      [
        `article.new ${ferry?.id}`,
        `article.new ${KEPT.orchard.revisionId}`,
        `article.update ${KEPT.harbour.revisionId}`,
        `article.withdrawal ${KEPT.tunnel.revisionId}`,
      ].sort(),
    );
  });

  test('lists what was spiked, and what could not be read', async () => {
    const { spiked } = (await service.get('/v1/spike')).body;
    expect(spiked).toMatchObject([{ feed: 'paper', relation: 'exact', of: KEPT.orchard.id }]);
    const { letters } = (await service.get('/v1/dead-letters')).body;
    expect(letters).toMatchObject([
      { id: 'drop.32.0', kind: 'document', reason: expect.stringMatching(/not valid JSON/) },
    ]);
  });

  test('knows its stories when they come again, and joins what is new of them', async () => {
    expect(await until(() => receiver.taken.length >= 4)).toBe(true);
    const orchard = { uri: 'tag:example.org,2026:orchard', version: '1', versioncreated: '2026-11-20T08:00:00Z' };
    file('in', '10-orchard', { ...orchard, ...ORCHARD });
    file('paper', '11-orchard', { uri: 'tag:paper.example,2026:second-copy', ...ORCHARD });
    expect(await until(async () => ((await service.get('/v1/spike')).body.spiked as unknown[]).length === 3)).toBe(
      true,
    );
    file('in', '12-harbour', {
      uri: 'tag:example.org,2026:harbour',
      version: '3',
      versioncreated: '2026-11-20T09:00:00Z',
      headline: 'Harbour basin open again',
      body_text: 'Ships went back to the northern basin on Friday, a week after a crane slid off its rails.',
    });
    expect(await until(() => receiver.taken.length >= 5)).toBe(true);
    file('in', '13-orchard', {
      ...orchard,
      version: '2',
      versioncreated: '2026-11-20T09:30:00Z',
      pubstatus: 'canceled',
    });
    expect(await until(() => receiver.taken.length >= 6)).toBe(true);
    const [harbour, withdrawal] = receiver.taken.slice(4);
    const { id, revisionId } = KEPT.harbour;
    expect(harbour?.article).toMatchObject({ id, revision: 3, previousRevisionId: revisionId });
    expect(withdrawal).toMatchObject({ type: 'article.withdrawal', article: { id: KEPT.orchard.id, revision: 2 } });
    expect(receiver.taken).toHaveLength(6);
    // All but the ferry had been written here before.
    expect(await until(() => written().length >= 3)).toBe(true);
    expect(written().map((line) => line.data.headline)).toEqual([
      'Island ferry goes over to winter timetable',
      'Harbour basin open again',
      null,
    ]);
  });
});
