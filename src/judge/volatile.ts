import type { Article } from '../article/article.ts';
import { type ContentField, changedFields } from '../article/content.ts';
import { type Decided, type Sight, spiked } from './sight.ts';
import { keepsLinks } from './takes.ts';

/** The rule under which what changes by itself makes no revision. */
export const VOLATILE_FIELD = 'volatile-field';

/** Fields that some feeds write anew at every poll. What the story says, and whether it may be used, is none of them. */
const MAY_BE_VOLATILE: ReadonlySet<string> = new Set<ContentField>(['media', 'links', 'subjects', 'bodyHtml']);
/** Comments, views or shares, counted at the end of a headline. */
const COUNT = /[([] ?\d[\d.,\s]{0,15}\p{L}{0,20} ?[)\]]$/u;
/** Changes before this one in which the field stood alone. */
const ALONE_BEFORE = 2;
const IN_A_ROW_MS = 6 * 3_600_000;

/**
 * A field that changes at three polls in a row while the rest stands still says nothing new: no revision is made of it,
 * and the newest value goes with the next real one. What is volatile in one story of a feed is so in all of them.
 */
export function volatileField({ article: arrived, own, ownBy, candidate }: Sight): Decided | null {
  if (own === null || ownBy !== 'id' || own.feed !== arrived.provenance.feed || arrived.marked) return null;
  if (own.head.pubStatus !== 'usable' || arrived.version !== own.head.version) return null;
  const article = keepsLinks(arrived, own.head);
  const changed = changedFields(own.head, article);
  if (changed.length === 0 || !changed.every((field) => mayBeVolatile(field, own.head, article))) return null;
  const known = candidate.volatile ?? new Set();
  const latest = own.recent.slice(0, ALONE_BEFORE);
  const [field] = changed;
  const alone = latest.filter(
    (state) => state.changed?.length === 1 && state.changed[0] === field && candidate.now - state.at < IN_A_ROW_MS,
  );
  const inARow = changed.length === 1 && alone.length === ALONE_BEFORE;
  if (!inARow && !changed.every((each) => known.has(each))) return null;
  return {
    ...spiked(own, VOLATILE_FIELD, `${changed.join(' and ')} changes at every poll while the rest stands still`),
    evidence: { matched: own.id, volatile: changed },
  };
}

function mayBeVolatile(field: ContentField, before: Article, after: Article): boolean {
  if (field === 'headline') return withoutCount(before.headline) === withoutCount(after.headline);
  return MAY_BE_VOLATILE.has(field);
}

const withoutCount = (headline: string | null): string => (headline ?? '').trimEnd().replace(COUNT, '').trimEnd();
