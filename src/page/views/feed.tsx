/** One feed: what it brings by the hour beside what is usual, its last fetches, its gaps, how late its copy is. */
import type { FeedReport, Percentiles } from '../answers.ts';
import { Chart } from '../chart.tsx';
import { useAnswer } from '../loaded.ts';
import { clock, duration, instant } from '../words.ts';

export function FeedDetails({ id }: { id: string }) {
  const { answer: feed, problem } = useAnswer<FeedReport>(`/v1/feeds/${encodeURIComponent(id)}`, 10_000);
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (feed === null) return <div class="details" aria-busy="true" />;
  return (
    <article class="details" aria-label={`The feed ${id}`}>
      <h2>{id}</h2>
      <Hours feed={feed} />
      <Late feed={feed} />
      <Race feed={feed} />
      {feed.gaps.length > 0 && (
        <>
          <h3>Copy that may be missing</h3>
          <ul>
            {feed.gaps.map(({ at, gap }) => (
              <li key={at}>
                <time title={instant(at)}>{clock(at)}</time> {gap}
              </li>
            ))}
          </ul>
        </>
      )}
      <Fetches feed={feed} />
    </article>
  );
}

function Hours({ feed: { hours } }: { feed: FeedReport }) {
  const known = hours.some(({ usual }) => usual !== null);
  const lines = [
    { name: 'came', color: 'accent', values: hours.map(({ stories }) => stories) },
    ...(known
      ? [
          { name: 'usual at most', color: 'soft', dashed: true, values: hours.map(({ usual }) => usual?.high ?? null) },
          { name: 'usual at least', color: 'soft', dashed: true, values: hours.map(({ usual }) => usual?.low ?? null) },
        ]
      : []),
  ];
  return (
    <>
      <Chart
        label="Stories an hour, of the last 24 hours."
        at={hours.map(({ at }) => at)}
        lines={lines}
        {...(known ? { band: [1, 2] as const } : {})}
        words={(value) => String(Math.round(value))}
      />
      {!known && <p class="small">What is usual is known after a week.</p>}
    </>
  );
}

function Late({ feed: { lateness } }: { feed: FeedReport }) {
  const { stories, behind, ownPolling } = lateness;
  if (behind === null) return <p class="small">Its copy has no times of its own, so nobody can say how late it is.</p>;
  return (
    <table>
      <caption>How late its copy is against its own times, of the latest {stories} stories</caption>
      <thead>
        <tr>
          <th scope="col">Late by</th>
          <th scope="col">half within</th>
          <th scope="col">nine of ten within</th>
          <th scope="col">99 of 100 within</th>
        </tr>
      </thead>
      <tbody>
        <Shares name="In all" of={behind} />
        <Shares name="Of it, waiting for our next poll" of={ownPolling} />
      </tbody>
    </table>
  );
}

function Race({ feed: { race } }: { feed: FeedReport }) {
  if (race.events === 0) return null;
  return (
    <table>
      <caption>
        It had {race.first} of the latest {race.events} events before every other agency; our own polling is taken out
      </caption>
      <thead>
        <tr>
          <th scope="col">By</th>
          <th scope="col">half within</th>
          <th scope="col">nine of ten within</th>
          <th scope="col">99 of 100 within</th>
        </tr>
      </thead>
      <tbody>
        <Shares name="Ahead of the next, where it was first" of={race.ahead} />
        <Shares name="Behind the first, where it was not" of={race.behind} />
      </tbody>
    </table>
  );
}

function Shares({ name, of }: { name: string; of: Percentiles | null }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {[of?.p50, of?.p90, of?.p99].map((value, at) => (
        <td key={at}>{value === undefined ? '' : duration(value)}</td>
      ))}
    </tr>
  );
}

function Fetches({ feed: { fetches } }: { feed: FeedReport }) {
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-label="Last fetches">
      <table>
        <caption>Last fetches</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Came to</th>
            <th scope="col">Took</th>
            <th scope="col">Every, from then on</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {fetches.map(({ at, state, tookMs, intervalMs, error }) => (
            <tr key={at}>
              <td title={instant(at)}>{clock(at)}</td>
              <td>{state}</td>
              <td>{tookMs} ms</td>
              <td>{intervalMs === null ? 'as before' : duration(intervalMs)}</td>
              <td class="trouble">{error}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
