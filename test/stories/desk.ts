import type { Article } from '../../src/article/article.ts';
import type { Candidate, Verdict } from '../../src/judge/verdict.ts';
import { type Judged, judgeStories } from '../../src/stories/judge-stories.ts';
import { MapMemory } from '../../src/stories/map-memory.ts';

/** What became of a story that was not rejected. */
export interface Taken extends Judged {
  readonly verdict: Verdict;
  readonly article: Article;
}

/** Takes stories in order of arrival, each judged against all that came before it. */
export interface Desk {
  take(candidate: Candidate): Promise<Taken>;
}

/** A desk that remembers in maps. `windowMs`: how long copy is recent. */
export function mapDesk(windowMs: number): Desk {
  const memory = new MapMemory(windowMs);
  const last = new Map<string, string>();
  let count = 0;
  return {
    async take(candidate) {
      const item = `${candidate.article.provenance.feed}|${candidate.article.uri}`;
      memory.passTo(candidate.now);
      const judged = await judgeStories(memory, [{ candidate, rejection: null, previous: last.get(item) ?? '' }]);
      count += 1;
      last.set(item, String(count));
      for (const each of judged) memory.commit(each, String(count));
      return whole(judged.at(-1) as Judged);
    },
  };
}

/** The answer about a story that must not have been rejected. */
export function whole(judged: Judged): Taken {
  if (judged.verdict === null || judged.article === null) throw new Error(judged.rejection ?? 'nothing was judged');
  return judged as Taken;
}
