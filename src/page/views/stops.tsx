/** Who still owes the confirmation of a stop, and what is held until when. */
import { useState } from 'preact/hooks';
import { Actions } from '../actions.tsx';
import { address } from '../address.ts';
import type { Held, Stop, StopRow } from '../answers.ts';
import { withQuery } from '../api.ts';
import { useAnswer, useNow } from '../loaded.ts';
import { mayAct } from '../session.ts';
import { clock, countdown, duration, instant } from '../words.ts';

/** What the newest stops show of, at the most, and what is owed. */
const NEWEST = 100;
const MOST_OWED = 1_000;
const FIRST_CARDS = 10;

const isOwed = ({ confirmedAt, signedOff, superseded }: StopRow): boolean =>
  confirmedAt === null && signedOff === null && !superseded;

export function Stops() {
  const { query } = address.value;
  const of = query.get('of');
  const at = query.get('at');
  const owing = useStops({ article: of, limit: MOST_OWED, owed: true });
  const newest = useStops({ article: of, limit: NEWEST });
  const isAt = ({ destination }: StopRow): boolean => at === null || destination === at;
  const owed = (owing.answer?.stops ?? []).filter(({ destinations }) =>
    destinations.some((row) => isAt(row) && isOwed(row)),
  );
  const rest = (newest.answer?.stops ?? []).filter(
    ({ destinations }) => !destinations.some(isOwed) && (at === null || destinations.some(isAt)),
  );
  const again = (): void => {
    owing.again();
    newest.again();
  };
  const problem = owing.problem ?? newest.problem;
  return (
    <section class="plain-view" aria-labelledby="stops-title">
      <div class="view-head">
        <h1 id="stops-title">Stops and embargoes</h1>
        {of !== null || at !== null ? (
          <p>
            {of === null ? `Stops at ${at}.` : 'Stops of one story.'} <a href="/stops">All stops</a>
          </p>
        ) : (
          newest.answer !== null && <LastHour stops={newest.answer.stops} />
        )}
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      <h2>Owed {owed.length > 0 && <span class="count bad">{owed.length}</span>}</h2>
      <Owing stops={owed} />
      {owing.answer !== null && owed.length === 0 && <p class="empty">Every stop is confirmed or signed off.</p>}
      <StopCards key={`owed ${at}`} stops={owed} again={again} />
      {mayAct() ? <Embargoes /> : <p class="empty">What is held is shown to those who have the scope act.</p>}
      <h2>Confirmed and signed off</h2>
      {newest.answer !== null && rest.length === 0 && <p class="empty">There has been no other stop.</p>}
      <StopCards key={`rest ${at}`} stops={rest} again={again} />
    </section>
  );
}

const useStops = (asked: Readonly<Record<string, string | number | boolean | null>>) =>
  useAnswer<{ stops: readonly Stop[] }>(withQuery('/v1/stops', asked), 1_500);

/** The first of them, and the others where somebody wants to see them: what stands below must be found as well. */
function StopCards({ stops, again }: { stops: readonly Stop[]; again: () => void }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? stops : stops.slice(0, FIRST_CARDS);
  return (
    <>
      {shown.map((stop) => (
        <StopCard key={stop.id} stop={stop} again={again} />
      ))}
      {shown.length < stops.length && (
        <button type="button" onClick={() => setShowsAll(true)}>
          Show {stops.length - shown.length} more
        </button>
      )}
    </>
  );
}

const HOUR_MS = 3_600_000;

/** How many stories were stopped of late, in words. */
function LastHour({ stops }: { stops: readonly Stop[] }) {
  const now = useNow(10_000);
  const late = stops.filter(({ at }) => at > now - HOUR_MS);
  const killed = late.filter(({ change }) => change === 'withdrawal').length;
  const more = late.length === stops.length && stops.length >= NEWEST ? 'at least ' : '';
  return (
    <p>
      In the last hour {more}
      {killed} killed, {late.length - killed} withheld.
    </p>
  );
}

/** Who owes confirmations, each destination once, the one that owes most first. */
function Owing({ stops }: { stops: readonly Stop[] }) {
  const now = useNow();
  const owing = stops.flatMap(({ destinations }) => destinations.filter(isOwed));
  const rows = [...new Set(owing.map(({ destination }) => destination))]
    .map((destination) => ({ destination, owed: owing.filter((row) => row.destination === destination) }))
    .sort((one, other) => other.owed.length - one.owed.length);
  if (rows.length === 0) return null;
  return (
    <ul class="plain" aria-label="Who has not confirmed">
      {rows.map(({ destination, owed }) => (
        <li key={destination}>
          <a href={`/stops?at=${encodeURIComponent(destination)}`}>{destination}</a>{' '}
          {owed.length === 1 ? 'has not confirmed 1 stop' : `has not confirmed ${owed.length} stops`}, the oldest for{' '}
          {duration(now - Math.min(...owed.map(({ since }) => since)))}
        </li>
      ))}
    </ul>
  );
}

function StopCard({ stop, again }: { stop: Stop; again: () => void }) {
  const now = useNow();
  const owing = stop.destinations.filter(isOwed);
  return (
    <article class={owing.length > 0 ? 'card owed' : 'card'}>
      <header>
        <b>{stop.change === 'withdrawal' ? 'Killed' : 'Withheld'}</b>
        <time title={instant(stop.at)}>{clock(stop.at)}</time>
        <a href={`/story/${encodeURIComponent(stop.article)}`} class="uri">
          {stop.uri}
        </a>
        <span>
          {stop.destinations.length === 0
            ? 'nobody had it'
            : `${stop.destinations.length - owing.length} of ${stop.destinations.length} confirmed`}
        </span>
      </header>
      {stop.destinations.length > 0 && (
        <table>
          <caption class="unseen">Destinations of the stop</caption>
          <thead class="unseen">
            <tr>
              <th scope="col">Destination</th>
              <th scope="col">State</th>
              <th scope="col">Attempts</th>
              <th scope="col">Last answer</th>
              <th scope="col">Act</th>
            </tr>
          </thead>
          <tbody>
            {stop.destinations.map((row) => (
              <tr key={row.destination} class={isOwed(row) ? 'bad' : ''}>
                <td>{row.destination}</td>
                <td>{wordsOf(row, now)}</td>
                <td>{row.attempts === 1 ? '1 attempt' : `${row.attempts} attempts`}</td>
                <td>{row.answer ?? ''}</td>
                <td>
                  <div class="buttons">
                    <Actions
                      target={{
                        kind: 'stop',
                        parameters: { id: stop.id, destination: row.destination },
                        name: `${stop.uri} at ${row.destination}`,
                        state: isOwed(row) ? 'owed' : 'done',
                      }}
                      done={again}
                    />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function wordsOf({ since, confirmedAt, signedOff, superseded }: StopRow, now: number): string {
  if (confirmedAt !== null) return `confirmed after ${duration(confirmedAt - since)}`;
  if (signedOff !== null) return `signed off by ${signedOff.by}: ${signedOff.why}`;
  return superseded ? 'a later stop took its place' : `owed for ${countdown(now - since)}`;
}

function Embargoes() {
  const now = useNow();
  const { answer, problem, again } = useAnswer<{ held: readonly Held[] }>('/v1/embargoes', 3_000);
  return (
    <>
      <h2>Held {(answer?.held.length ?? 0) > 0 && <span class="count">{answer?.held.length}</span>}</h2>
      {problem !== null && <p class="problem">{problem}</p>}
      {answer?.held.length === 0 && <p class="empty">Nothing is held.</p>}
      <ol class="rows" aria-label="Held stories">
        {answer?.held.map((held) => (
          <li key={held.revisionId} class="row">
            <span class="until">
              {held.until === null ? 'no instant' : countdown(Date.parse(held.until) - now)}
              <span class="small">{held.until === null ? held.words : clock(held.until)}</span>
            </span>
            <span class="agency">{held.agency ?? ''}</span>
            <div class="what">
              <p dir="auto" class="words">
                <a href={`/story/${encodeURIComponent(held.article)}`}>{held.headline ?? held.uri ?? held.article}</a>
              </p>
              <p class="small">
                {held.destinations.length === 0
                  ? 'no destination waits'
                  : `${held.destinations.join(', ')} wait for it`}
              </p>
            </div>
            <span class="buttons">
              <Actions
                target={{
                  kind: 'article',
                  parameters: { id: held.article },
                  name: held.headline ?? held.article,
                  state: 'held',
                  suggested: held.until === null ? {} : { until: held.until },
                }}
                done={again}
              />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
