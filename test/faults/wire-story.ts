import type { SentItem } from '../../src/simulator/record.ts';
import { randomFrom } from './deployment.ts';

const SYLLABLES =
  'ba bel cor dan der el fas gol har in jor kel lam mor nid os pal quen ras sol tam ur vel wen yor zan'.split(' ');

/** A story of a wire, unlike every other of another number. */
export function wireStory(
  number: number,
  { version = 1, status = 'usable' as SentItem['status'], embargoedUntil = null as string | null } = {},
): SentItem {
  const random = randomFrom(number * 7_919 + 1);
  const pick = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] as string;
  const word = (): string => pick() + pick() + pick();
  const sentence = (words: number): string => `The ${Array.from({ length: words }, word).join(' ')}.`;
  const paragraphs = [sentence(12), sentence(18), sentence(15), `It was docket ${number}-${version}, ${sentence(6)}`];
  return {
    number,
    feed: 'wire',
    scenario: 'plain',
    uri: `tag:wire.example,2026:${number}`,
    version,
    versionCreated: new Date(Date.now() - 60_000 + version * 1_000).toISOString(),
    headline: `${sentence(6).slice(4, -1)} docket ${number}`,
    paragraphs: status === 'usable' ? paragraphs : [],
    marker: `docket ${number}-${version}`,
    status,
    embargoedUntil,
    expect: 'revision',
  };
}
