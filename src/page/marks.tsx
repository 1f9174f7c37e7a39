/** The small marks by which a desk knows a story at a glance. */
import type { Article } from './answers.ts';
import { clock, duration, instant } from './words.ts';

const PRIORITY: Readonly<Record<string, { readonly letter: string; readonly says: string }>> = {
  flash: { letter: 'FLASH', says: 'flash' },
  alert: { letter: 'ALERT', says: 'alert' },
  urgent: { letter: 'URGENT', says: 'urgent' },
};

/** What the revision is, in words for the list; null for a story's first. */
const CHANGES: Readonly<Record<string, string>> = {
  update: 'update',
  correction: 'correction',
  refile: 'refile',
  withdrawal: 'killed',
  withheld: 'withheld',
  'embargo-lift': 'embargo lifted',
  reinstated: 'reinstated',
};

/** How an article stands at its gate, for actions and marks. */
export function stateOf(
  { pubStatus, embargoedUntil, embargoText }: Article,
  now = Date.now(),
): 'open' | 'held' | 'withheld' | 'withdrawn' {
  if (pubStatus === 'canceled') return 'withdrawn';
  if (pubStatus === 'withheld') return 'withheld';
  if (embargoedUntil !== null) return Date.parse(embargoedUntil) > now ? 'held' : 'open';
  return embargoText === null ? 'open' : 'held';
}

export function PriorityMark({ article }: { article: Article }) {
  const mark = PRIORITY[article.priority];
  return mark === undefined ? null : <span class={`tag ${article.priority}`}>{mark.letter}</span>;
}

export function ChangeMark({ article }: { article: Article }) {
  const state = stateOf(article);
  const marks = [
    ...(state === 'held'
      ? [{ says: article.embargoedUntil === null ? 'held' : `held to ${clock(article.embargoedUntil)}`, kind: 'held' }]
      : []),
    ...(article.change in CHANGES ? [{ says: CHANGES[article.change] as string, kind: article.change }] : []),
    ...((article.revision ?? 1) > 1 ? [{ says: `v${article.revision}`, kind: 'version' }] : []),
    ...(article.change !== 'new' && !article.marked && article.change === 'update'
      ? [{ says: 'silent', kind: 'silent' }]
      : []),
  ];
  return (
    <>
      {marks.map(({ says, kind }) => (
        <span key={says} class={`tag ${kind}`}>
          {says}
        </span>
      ))}
    </>
  );
}

/** How long after its own time a story came. */
export function Lateness({ article }: { article: Article }) {
  if (article.versionCreated === null) return <span class="late" />;
  const ms = Date.parse(article.receivedAt) - Date.parse(article.versionCreated);
  const words = ms < 0 ? 'early' : `+${duration(ms)}`;
  return (
    <span class={article.late ? 'late very' : 'late'} title={`Its agency dates it ${instant(article.versionCreated)}`}>
      {words}
    </span>
  );
}

export function headlineOf(article: Article): string {
  if (article.headline !== null) return article.headline;
  const state = stateOf(article);
  if (state === 'withdrawn') return `Withdrawn by ${article.agency?.name ?? 'its agency'}`;
  if (state === 'withheld') return `Withheld by ${article.agency?.name ?? 'its agency'}`;
  return state === 'held' ? 'Under embargo' : (article.uri ?? 'Without a headline');
}
