import { expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { SharedRevisions } from '../../src/publishing/shared-revisions.ts';
import canonical from '../../src/renderers/canonical.ts';
import type { Renderer } from '../../src/renderers/contract/renderer.ts';
import { packArticle } from '../../src/store/articles.ts';
import type { LaneEntry } from '../../src/store/lanes.ts';

const made = normaliseItem(
  { ...EMPTY_ITEM, uri: 'tag:example.org,2026:1', headline: 'A story' },
  {
    feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
    format: 'rss',
    receivedAt: 0,
    captureSha256: 'a'.repeat(64),
    styles: new Map(),
    detectLanguage: () => null,
  },
);
const entryOf = (revisionId: string, stop = false): LaneEntry => ({ revisionId, stop }) as LaneEntry;
const bodyOf = (headline: string): Buffer => packArticle({ ...made, headline });

test('a revision is written once in each format, however many destinations get it', () => {
  let written = 0;
  const counting: Renderer = {
    ...canonical,
    render(article, options) {
      written += 1;
      return canonical.render(article, options);
    },
  };
  const revisions = new SharedRevisions();
  const write = (bare: boolean): string =>
    revisions.write(entryOf('r1'), revisions.read(entryOf('r1'), bodyOf('A story')), { renderer: counting, bare });
  const [one, two] = [write(false), write(false)];
  expect(two).toBe(one);
  expect(written).toBe(1);
  write(true);
  expect(written).toBe(2);
});

test('what a stop sends is not the revision, and what a gate cut down is not what was read', () => {
  const revisions = new SharedRevisions();
  const whole = revisions.read(entryOf('r1'), bodyOf('The whole story'));
  const stopped = revisions.read(entryOf('r1', true), bodyOf('Withdrawn'));
  expect([whole.headline, stopped.headline]).toEqual(['The whole story', 'Withdrawn']);
  const writing = { renderer: canonical, bare: false };
  expect(revisions.write(entryOf('r1'), whole, writing)).toContain('The whole story');
  expect(revisions.write(entryOf('r1'), { ...whole, headline: 'Cut' }, writing)).not.toContain('The whole story');
});
