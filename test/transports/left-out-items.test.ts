import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Counts, countOn, missingOf } from '../../src/article/message-numbers.ts';
import ap from '../../src/simulator/agencies/ap.ts';
import { isUnlisted } from '../../src/simulator/agencies/contract/agency.ts';
import type { FiledVersion } from '../../src/simulator/agency-desk.ts';
import { startAgency } from '../../src/simulator/start-agency.ts';
import apMedia from '../../src/transports/ap-media.ts';
import { FetchedFeed, textsOf } from './agency-interface.ts';

const STORIES = 40;
/** The fetches after which the session is over: from one before an item is left out to one after it was asked for. */
const SESSION_ENDS_AFTER = [4, 8, 12, 16, 20, 24, 28, 40, 60, 90];
/** A process is killed at every so many fetches, before what it listed is kept: nothing counts as come. */
const KILLED_AT_EVERY = 7;
const FETCHES = 400;
/** The last follow-up is filed two and a half seconds after the first story. */
const ALL_FILED_BY = 200;
/** So much later by its own clock each fetch is than the one before: what is missing is asked for after half a minute. */
const STEP_MS = 2_000;

interface Followed {
  /** What was left out of the pages, and the last version of every story. */
  readonly awaited: string[];
  readonly leftOut: string[];
  readonly came: string[];
}

/** What came of a wire whose session ends after so many fetches. */
async function followWire(endsAfter: number): Promise<Followed> {
  let fetches = 0;
  const lives = {
    tokenMs: 60_000,
    leaseMs: 60_000,
    get cursorMs() {
      return fetches === endsAfter ? -1 : 60_000;
    },
  };
  const agency = await startAgency(ap, { seed: endsAfter, rate: 40, stories: STORIES, lives });
  const { accounts, feed } = agency.settings;
  const { id: _, transport: __, ...account } = accounts[0] as Record<string, unknown>;
  const { transport: ___, account: ____, ...own } = feed;
  const wire = new FetchedFeed(apMedia, own, { account });
  const came: string[] = [];
  const filed = () => agency.record() as readonly FiledVersion[];
  const lastOf = (uri: string) => filed().findLast((version) => version.uri === uri);
  const awaited = () => filed().filter((version) => isUnlisted(version) || version === lastOf(version.uri));
  const began = Date.now();
  let counts: Counts = {};
  try {
    for (; fetches < FETCHES; fetches += 1) {
      if (fetches > ALL_FILED_BY && awaited().every((version) => came.includes(nameOf(version)))) break;
      const { bookmark } = wire;
      const now = began + fetches * STEP_MS;
      wire.missing = missingOf(counts);
      const result = await wire.fetch(now).catch(() => null);
      if (fetches % KILLED_AT_EVERY === 0) wire.bookmark = bookmark;
      else if (result !== null) {
        counts = countOn(counts, result.numbers ?? [], now);
        came.push(...textsOf(result).map((text) => JSON.parse(text).data.item.altids.etag));
      }
      await wait(20);
    }
    return { awaited: awaited().map(nameOf), leftOut: filed().filter(isUnlisted).map(nameOf), came };
  } finally {
    await agency.close();
  }
}

const nameOf = ({ uri, version }: FiledVersion): string => `${uri}_${version}`;

test('what a session of AP leaves out comes, wherever the session ends', async () => {
  const all = await Promise.all(SESSION_ENDS_AFTER.map(followWire));
  for (const { awaited, leftOut, came } of all) {
    expect(leftOut.length).toBeGreaterThan(0);
    expect(awaited.filter((name) => !came.includes(name))).toEqual([]);
  }
}, 120_000);
