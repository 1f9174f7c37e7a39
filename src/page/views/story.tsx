/** One story as the desk reads it, and everything that is known of it. */
import { useMemo, useState } from 'preact/hooks';
import { Actions, actionKeys, type Target } from '../actions.tsx';
import { go, withParameters } from '../address.ts';
import type { Article } from '../answers.ts';
import { copyAsText } from '../copy-as-text.ts';
import { useKeys } from '../keys.ts';
import { useAnswer } from '../loaded.ts';
import { ChangeMark, headlineOf, PriorityMark, stateOf } from '../marks.tsx';
import { readableHtml } from '../readable-html.ts';
import { mayAct } from '../session.ts';
import { directionOf, instant } from '../words.ts';
import { SourceTab } from './source-tab.tsx';
import { EventTab, ReachTab, WhyTab } from './story-tabs.tsx';
import { VersionsTab } from './versions-tab.tsx';

const TABS = [
  { name: 'Copy', key: '1', view: Copy },
  { name: 'Versions', key: '2', view: VersionsTab },
  { name: 'Why', key: '3', view: WhyTab },
  { name: 'Where it went', key: '4', view: ReachTab },
  { name: 'Event', key: '5', view: EventTab },
  { name: 'Source', key: '6', view: SourceTab },
] as const;
type Tab = (typeof TABS)[number]['name'];

function targetOf(id: string, article: Article | null): Target {
  const parameters = { id };
  if (article === null) return { kind: 'article', parameters, name: id, suggested: {} };
  return {
    kind: 'article',
    parameters,
    name: headlineOf(article),
    state: stateOf(article),
    suggested: article.embargoedUntil ? { until: article.embargoedUntil } : {},
  };
}

/** @param aside beside the list, or a page of its own */
export function Story({ id, aside = false }: { id: string; aside?: boolean }) {
  const path = `/v1/articles/${encodeURIComponent(id)}${mayAct() ? '?held=true' : ''}`;
  const { answer: article, problem, again } = useAnswer<Article>(path, 5_000);
  const [tab, setTab] = useState<Tab>('Copy');
  const target = targetOf(id, article);
  useKeys(
    [
      ...TABS.map(({ name, key }) => ({ key, does: `the story: ${name}`, run: () => setTab(name) })),
      ...actionKeys(target, 'the story', again),
    ],
    [article?.revisionId],
  );
  if (problem !== null && article === null) return <NotThere problem={problem} />;
  if (article === null) return <article class="story-page" aria-busy="true" />;
  const { view: Shown } = TABS.find(({ name }) => name === tab) ?? TABS[0];
  return (
    <article class={aside ? 'story-page aside' : 'story-page'} aria-label={headlineOf(article)}>
      <div class="story-bar">
        <a class="quiet button" href={aside ? withParameters({ open: null }) : '/'}>
          {aside ? 'Close' : 'Back'}
        </a>
        <div class="tabs" role="tablist" aria-label="Of the story">
          {TABS.map(({ name }) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls="story-tab"
              onClick={() => setTab(name)}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div id="story-tab" role="tabpanel" aria-label={tab} tabIndex={0}>
        {tab !== 'Copy' && !aside && <h1 class="unseen">{headlineOf(article)}</h1>}
        <Shown article={article} />
      </div>
      <div class="story-actions">
        <Actions target={target} done={again} />
        <button type="button" onClick={() => copyAsText(article)}>
          Copy as text
        </button>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        {aside && (
          <button type="button" class="wide" onClick={() => go(`/story/${encodeURIComponent(id)}`)}>
            Open alone
          </button>
        )}
      </div>
    </article>
  );
}

function NotThere({ problem }: { problem: string }) {
  return (
    <section class="plain-view">
      <h1>This story is not here</h1>
      <p class="problem">{problem}</p>
      <p>
        <a href="/">The wire</a>
      </p>
    </section>
  );
}

const SHUT: Readonly<Record<string, string>> = {
  withdrawn: 'Its agency withdrew this story. Its text is shown to nobody; every destination that had it is told.',
  withheld: 'Its agency withholds this story. It is not to be used until the agency sends it again.',
  held: 'This story is under embargo and is not to be used before its time.',
};

function Copy({ article }: { article: Article }) {
  const state = stateOf(article);
  const direction = directionOf(article.language);
  const { bodyHtml, bodyText } = article;
  const body = useMemo(() => readableHtml(bodyHtml || paragraphs(bodyText ?? '')), [bodyHtml, bodyText]);
  const until =
    article.embargoedUntil === null ? (article.embargoText ?? '') : `Until ${instant(article.embargoedUntil)}.`;
  return (
    <div class="copy" dir={direction} lang={article.language === 'und' ? undefined : article.language}>
      <p class="kicker" dir="ltr">
        <PriorityMark article={article} />
        <b>{article.agency?.name ?? article.provenance.feed}</b>
        {article.slugline !== null && <span class="slug">{article.slugline}</span>}
        <ChangeMark article={article} />
      </p>
      <h1>{headlineOf(article)}</h1>
      {article.subheadline !== null && <p class="deck">{article.subheadline}</p>}
      {state !== 'open' && (
        <p class={`notice ${state}`} role="note" dir="ltr">
          {SHUT[state]} {state === 'held' && until}
        </p>
      )}
      {article.edNote && (
        <p class="notice note" role="note">
          <b>To the desk:</b> {article.edNote}
        </p>
      )}
      {article.correctionNote !== null && (
        <p class="notice note" role="note">
          {article.correctionNote}
        </p>
      )}
      <p class="byline">
        {[article.byline, article.dateline?.text].filter(Boolean).join(' · ')}
        <time dir="ltr" dateTime={article.versionCreated ?? article.receivedAt}>
          {instant(article.versionCreated ?? article.receivedAt)}
        </time>
      </p>
      {/* Cleaned by the service to a list of harmless elements. */}
      <div class="body" dangerouslySetInnerHTML={{ __html: body }} />
      {article.signOff !== null && <p class="sign-off">{article.signOff}</p>}
      <Facts article={article} />
    </div>
  );
}

function paragraphs(text: string): string {
  const escaped = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
  return escaped === ''
    ? ''
    : escaped
        .split('\n\n')
        .map((each) => `<p>${each}</p>`)
        .join('');
}

function Facts({ article }: { article: Article }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Subjects', article.subjects.map(({ name, code, sourceCode }) => name ?? code ?? sourceCode).join(', ')],
    ['Keywords', article.keywords.join(', ')],
    [
      'Pictures',
      (article.media ?? [])
        .map(({ caption, credit }) => [caption, credit].filter(Boolean).join(' – '))
        .filter(Boolean)
        .join('; '),
    ],
    ['Credit', article.creditLine ?? ''],
    [
      'Use',
      [article.rights?.usageTerms, ...(article.rights?.restrictions ?? []).map(({ text }) => text)]
        .filter(Boolean)
        .join(' '),
    ],
    ['Language', article.language],
    ['Length', `${article.wordCount} words`],
  ];
  return (
    <dl class="facts" dir="ltr">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
