/** The newest of one query in a small window, to stand beside other work. */
import { useEffect } from 'preact/hooks';
import { address } from '../address.ts';
import { useAnnouncements } from '../announce.ts';
import type { Article } from '../answers.ts';
import { Status } from '../frame.tsx';
import { ChangeMark, headlineOf, PriorityMark, stateOf } from '../marks.tsx';
import { useWire } from '../wire-list.ts';
import { clock, directionOf, instant } from '../words.ts';

const SHOWN = 60;

export function Ticker() {
  const query = address.value.query.get('q') ?? '';
  const name = query === '' ? 'Everything' : query;
  const wire = useWire(query, 'newest');
  useAnnouncements();
  useEffect(() => {
    document.title = `${name} · Copytaster`;
  }, [name]);
  return (
    <main class="ticker" aria-label={`Ticker: ${name}`}>
      <header>
        <h1 dir="auto">{name}</h1>
        <Status system={null} />
      </header>
      {wire.problem !== null && <p class="problem">{wire.problem}</p>}
      <ol aria-label="Stories" tabIndex={0}>
        {wire.articles.slice(0, SHOWN).map((article) => (
          <Line key={article.id} article={article} />
        ))}
      </ol>
      {wire.articles.length === 0 && wire.problem === null && (
        <p class="empty">{wire.loading ? 'Reading the wire…' : 'Nothing has come yet.'}</p>
      )}
    </main>
  );
}

function Line({ article }: { article: Article }) {
  return (
    <li class={`${stateOf(article)} ${article.priority}`}>
      <a href={`/story/${encodeURIComponent(article.id)}`} target="copytaster-story" rel="opener">
        <time dateTime={article.receivedAt} title={instant(article.receivedAt)}>
          {clock(article.receivedAt)}
        </time>
        <b>{article.agency?.name ?? article.provenance.feed}</b>
        <PriorityMark article={article} />
        <ChangeMark article={article} />
        <span
          class="words"
          dir={directionOf(article.language)}
          lang={article.language === 'und' ? undefined : article.language}
        >
          {headlineOf(article)}
        </span>
      </a>
    </li>
  );
}
