/** What is known of a story beside its copy. */
import { useState } from 'preact/hooks';
import type { Arrival, Article, Diff, DiffPart, EventReport, Reach } from '../answers.ts';
import { withQuery } from '../api.ts';
import { useAnswer } from '../loaded.ts';
import { ChangeMark, headlineOf } from '../marks.tsx';
import { mayAct } from '../session.ts';
import { clock, duration, instant } from '../words.ts';

const pathOf = (article: Article, rest = ''): string => `/v1/articles/${encodeURIComponent(article.id)}${rest}`;

/** All versions, and a word diff between any two. */
export function VersionsTab({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<{ revisions: readonly Article[] }>(
    withQuery(pathOf(article, '/revisions'), { held: mayAct() }),
  );
  const [pair, setPair] = useState<readonly [string, string] | null>(null);
  const revisions = answer?.revisions ?? [];
  const [from, to] = pair ?? [revisions.at(-2)?.revisionId ?? '', revisions.at(-1)?.revisionId ?? ''];
  if (problem !== null) return <p class="problem">{problem}</p>;
  return (
    <div class="versions">
      <table>
        <caption class="unseen">Versions of the story</caption>
        <thead>
          <tr>
            <th scope="col">Came</th>
            <th scope="col">What</th>
            <th scope="col">Changed</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((each) => (
            <tr key={each.revisionId}>
              <td>
                <time title={instant(each.receivedAt)}>{clock(each.receivedAt)}</time>
              </td>
              <td>
                {each.change} <ChangeMark article={{ ...each, change: 'new' }} />
                {!each.current && ' (came late)'}
              </td>
              <td>{each.changeNote ?? each.changed.join(', ')}</td>
              <td>
                <input
                  type="radio"
                  name="from"
                  aria-label={`From revision ${each.revision}`}
                  checked={each.revisionId === from}
                  onChange={() => setPair([each.revisionId, to])}
                />
              </td>
              <td>
                <input
                  type="radio"
                  name="to"
                  aria-label={`To revision ${each.revision}`}
                  checked={each.revisionId === to}
                  onChange={() => setPair([from, each.revisionId])}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revisions.length > 1 && from !== '' && <DiffOf article={article} from={from} to={to} />}
      {revisions.length === 1 && <p class="empty">There is one version so far.</p>}
    </div>
  );
}

function DiffOf({ article, from, to }: { article: Article; from: string; to: string }) {
  const { answer, problem } = useAnswer<Diff>(withQuery(pathOf(article, '/diff'), { from, to, held: mayAct() }));
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null) return null;
  return (
    <div class="diff" dir="auto">
      {answer.headline.length > 0 && (
        <h2>
          <Parts parts={answer.headline} />
        </h2>
      )}
      <p class="body-diff">
        <Parts parts={answer.body} />
      </p>
      {answer.fields.length > 0 && (
        <table>
          <caption>Other fields</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {answer.fields.map(({ field, before, after }) => (
              <tr key={field}>
                <td>{field}</td>
                <td>{wordsOf(before)}</td>
                <td>{wordsOf(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const MOST_SHOWN = 400;
function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function Parts({ parts }: { parts: readonly DiffPart[] }) {
  return (
    <>
      {parts.map(({ is, text }, at) =>
        is === 'same' ? (
          <span key={at}>{text}</span>
        ) : is === 'added' ? (
          <ins key={at}>{text}</ins>
        ) : (
          <del key={at}>{text}</del>
        ),
      )}
    </>
  );
}

const DECIDED: Readonly<Record<string, string>> = {
  publish: 'A new story',
  revise: 'A new version of this story',
  spike: 'Spiked: it repeats',
  late: 'Kept as an older version',
  tombstone: 'Killed before it came',
  hold: 'Held back',
  reject: 'Rejected',
};

const RELATED: Readonly<Record<string, string>> = {
  'shares-text': 'A story that shares text with it',
  excerpt: 'An excerpt of it',
  roundup: 'A roundup that carries it',
  near: 'Nearly the same copy',
};

/** What came, what was decided and why. */
export function WhyTab({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<{ arrivals: readonly Arrival[] }>(withQuery('/v1/explain', { of: article.id }));
  if (problem !== null) return <p class="problem">{problem}</p>;
  return (
    <div class="why">
      <ol class="decisions">
        {answer?.arrivals.map((arrival) => (
          <li key={arrival.arrival}>
            <p class="when">
              <time title={instant(arrival.at)}>{clock(arrival.at)}</time> from {arrival.feed}
            </p>
            <p>
              <b>{DECIDED[arrival.action] ?? arrival.action}</b>
              {arrival.change !== null && `, ${arrival.change}`}: {arrival.reason}
            </p>
            <Evidence evidence={arrival.evidence} />
            <p class="small">rule {arrival.rule}</p>
          </li>
        ))}
      </ol>
      {article.duplicates.length > 0 && (
        <>
          <h2>Copies of it elsewhere</h2>
          <ul class="plain">
            {article.duplicates.map((copy) => (
              <li key={copy.receivedAt + (copy.uri ?? '')}>
                <time>{clock(copy.receivedAt)}</time> {copy.relation} by {copy.feed}{' '}
                <span class="small">{copy.uri}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {article.related.length > 0 && (
        <>
          <h2>Related copy</h2>
          <ul class="plain">
            {article.related.map(({ id, relation, share }) => (
              <li key={id + relation}>
                <a href={`/story/${encodeURIComponent(id)}`}>{RELATED[relation] ?? relation}</a>
                {share !== null && ` · ${Math.round(share * 100)} % of the text`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Evidence({ evidence }: { evidence: Readonly<Record<string, unknown>> }) {
  const shown = Object.entries(evidence).filter(
    ([, value]) => value !== null && value !== undefined && wordsOf(value) !== '',
  );
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>Evidence</summary>
      <dl class="facts">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{wordsOf(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Which destination got which version when. */
export function ReachTab({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<Reach>(pathOf(article, '/reach'), 3_000);
  if (problem !== null) return <p class="problem">{problem}</p>;
  const rows = (answer?.revisions ?? []).flatMap((revision) =>
    Object.entries(revision.destinations).map(([destination, end]) => ({ ...revision, destination, end })),
  );
  return (
    <div class="reach">
      {rows.length === 0 && <p class="empty">Nobody has got it so far.</p>}
      {rows.length > 0 && (
        <table>
          <caption class="unseen">Who got which version</caption>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Destination</th>
              <th scope="col">Became</th>
              <th scope="col">When</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ revisionId, revision, change, receivedAt, destination, end }) => (
              <tr key={revisionId + destination}>
                <td>
                  {revision ?? '–'} {change}
                </td>
                <td>{destination}</td>
                <td class={end.state}>
                  {end.state}
                  {end.reason !== undefined && <span class="small"> {end.reason}</span>}
                </td>
                <td>
                  <time title={instant(end.at)}>{clock(end.at)}</time>
                </td>
                <td>{duration(end.at - Date.parse(receivedAt))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(answer?.stops ?? []).length > 0 && (
        <p>
          <a href={`/stops?of=${encodeURIComponent(article.id)}`}>It was stopped: who has confirmed that?</a>
        </p>
      )}
    </div>
  );
}

/** Other agencies' reports of the event, and who was first. */
export function EventTab({ article }: { article: Article }) {
  const path =
    article.eventId === null
      ? null
      : withQuery(`/v1/events/${encodeURIComponent(article.eventId)}`, { held: mayAct() });
  const { answer, problem } = useAnswer<EventReport>(path);
  if (article.eventId === null) return <p class="empty">It is not grouped with other reports.</p>;
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null) return null;
  return (
    <div class="event">
      <table>
        <caption>Who had it first</caption>
        <thead>
          <tr>
            <th scope="col">Agency</th>
            <th scope="col">First report</th>
            <th scope="col">Behind</th>
            <th scope="col">Then waited for our poll</th>
            <th scope="col">Headline</th>
          </tr>
        </thead>
        <tbody>
          {answer.race.map(({ agency, article: id, headline, firstAt, behindMs, ownDelayMs }) => (
            <tr key={agency}>
              <td>{agency}</td>
              <td>
                <time title={instant(firstAt)}>{clock(firstAt)}</time>
              </td>
              <td>{behindMs === 0 ? 'first' : `+${duration(behindMs)}`}</td>
              <td>{duration(ownDelayMs)}</td>
              <td dir="auto">
                <a href={`/story/${encodeURIComponent(id)}`}>{headline ?? id}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>All reports</h2>
      <ul class="plain">
        {answer.articles.map((each) => (
          <li key={each.id} dir="auto">
            <time>{clock(each.receivedAt)}</time> <b>{each.agency?.name}</b>{' '}
            <a href={`/story/${encodeURIComponent(each.id)}`}>{headlineOf(each)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Provenance, down to the hash of the bytes. */
export function SourceTab({ article }: { article: Article }) {
  const { provenance } = article;
  const facts: readonly (readonly [string, string])[] = [
    ['Article', article.id],
    ['Revision', `${article.revision ?? '–'} · ${article.revisionId}`],
    ['Uri', article.uri ?? '–'],
    ['Version', article.version ?? '–'],
    ['Feed', provenance.feed],
    ['Format', provenance.format],
    ['Bytes, SHA-256', provenance.captureSha256],
    ['Normaliser', provenance.normaliser],
    ['Headline as filed', article.sourceHeadline ?? '–'],
    ['Dated by its agency', instant(article.versionCreated)],
    ['Came here', instant(article.receivedAt)],
  ];
  return (
    <div class="source">
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul class="plain">
        {article.links.map(({ rel, uri }) => (
          <li key={rel + uri}>
            {rel}:{' '}
            {/^https?:/.test(uri) ? (
              <a href={uri} target="_blank" rel="noreferrer noopener">
                {uri}
              </a>
            ) : (
              uri
            )}
          </li>
        ))}
        <li>
          <a href={pathOf(article)} target="_blank" rel="noreferrer">
            The canonical article as JSON
          </a>
        </li>
      </ul>
    </div>
  );
}
