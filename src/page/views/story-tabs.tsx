/** What is known of a story beside its copy. */
import type { Arrival, Article, EventReport, Reach } from '../answers.ts';
import { articlePath, withQuery } from '../api.ts';
import { useAnswer } from '../loaded.ts';
import { headlineOf } from '../marks.tsx';
import { mayAct } from '../session.ts';
import { clock, duration, instant, valueWords } from '../words.ts';

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
    ([, value]) => value !== null && value !== undefined && valueWords(value) !== '',
  );
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>Evidence</summary>
      <dl class="facts">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{valueWords(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Which destination got which version when. */
export function ReachTab({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<Reach>(articlePath(article.id, '/reach'), 3_000);
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
