/** One destination: what waited there, and what it answered last. */
import type { DestinationReport } from '../answers.ts';
import { Chart } from '../chart.tsx';
import { useAnswer } from '../loaded.ts';
import { mayAct } from '../session.ts';
import { clock, count, duration, instant } from '../words.ts';

const SHOWN_MINUTES = 180;

export function DestinationDetails({ id }: { id: string }) {
  const { answer, problem } = useAnswer<DestinationReport>(`/v1/destinations/${encodeURIComponent(id)}`, 5_000);
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null) return <div class="details" aria-busy="true" />;
  const lag = answer.lag.slice(-SHOWN_MINUTES);
  return (
    <article class="details" aria-label={`The destination ${id}`}>
      <h2>{id}</h2>
      <LastAnswer attempts={answer.attempts} />
      <Chart
        label="How long the oldest story waited, by the minute."
        at={lag.map(({ at }) => at)}
        lines={[{ name: 'oldest', color: 'accent', values: lag.map(({ oldestMs }) => oldestMs / 1_000) }]}
        words={(seconds) => duration(seconds * 1_000)}
      />
      <Chart
        label="Stories that waited, by the minute."
        at={lag.map(({ at }) => at)}
        lines={[{ name: 'waiting', color: 'accent', values: lag.map(({ waiting }) => waiting) }]}
        words={(stories) => count(Math.round(stories))}
      />
      <Attempts attempts={answer.attempts} />
    </article>
  );
}

function LastAnswer({ attempts: [last] }: Pick<DestinationReport, 'attempts'>) {
  if (last === undefined) return null;
  return (
    <p>
      Its last answer, at <time title={instant(last.at)}>{clock(last.at)}</time>: {last.outcome}
      {last.reason !== '' && `, ${last.reason}`}
      {mayAct() && last.body && <span class="trouble"> {last.body}</span>}
    </p>
  );
}

function Attempts({ attempts }: Pick<DestinationReport, 'attempts'>) {
  if (attempts.length === 0) return <p class="small">Nothing was sent to it yet.</p>;
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-label="Last answers">
      <table>
        <caption>Last answers: every refusal, and a success a second</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Story</th>
            <th scope="col">Came to</th>
            <th scope="col">Took</th>
            <th scope="col">Answer</th>
            {mayAct() && <th scope="col">In its words</th>}
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ at, articleId, revisionId, headline, outcome, tookMs, reason, body }) => (
            <tr key={`${at} ${revisionId}`}>
              <td title={instant(at)}>{clock(at)}</td>
              <td dir="auto">
                <a href={`/story/${encodeURIComponent(articleId)}`}>{headline ?? 'Its words are not shown'}</a>
              </td>
              <td>{outcome}</td>
              <td>{tookMs} ms</td>
              <td>{reason}</td>
              {mayAct() && <td class="trouble">{body}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
