/** Where copy goes, and whether it arrives. */
import { Actions } from '../actions.tsx';
import { address, withParameters } from '../address.ts';
import type { Destination } from '../answers.ts';
import { useAnswer, useNow } from '../loaded.ts';
import { ago, count, duration, instant } from '../words.ts';
import { DestinationDetails } from './destination.tsx';

type State = 'off' | 'paused' | 'failing' | 'ok';

function stateOf({ enabled, paused, failingSince }: Destination): State {
  if (!enabled) return 'off';
  if (paused !== null) return 'paused';
  return failingSince === null ? 'ok' : 'failing';
}

/** Where a destination that takes stories owes stops, that is what must be seen of it. */
const lampOf = (destination: Destination): 'on' | 'bad' | 'off' =>
  destination.owed > 0 ? 'bad' : KINDS[stateOf(destination)];

const HOUR_MS = 3_600_000;

export function Destinations() {
  const now = useNow();
  const { answer, problem, again } = useAnswer<{ destinations: readonly Destination[] }>('/v1/destinations', 2_000);
  const destinations = answer?.destinations ?? [];
  const open = address.value.query.get('destination');
  return (
    <section class="plain-view" aria-labelledby="destinations-title">
      <div class="view-head">
        <h1 id="destinations-title">Destinations</h1>
        <p>What a destination misses waits for it, in order.</p>
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      <div class="wide-table cards" tabIndex={0} role="region" aria-label="All destinations">
        <table>
          <thead>
            <tr>
              <th scope="col">Destination</th>
              <th scope="col">State</th>
              <th scope="col">Waiting</th>
              <th scope="col">Oldest</th>
              <th scope="col">Last answer</th>
              <th scope="col">Last success</th>
              <th scope="col">Gets</th>
              <th scope="col">Act</th>
            </tr>
          </thead>
          <tbody>
            {destinations.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  <a
                    href={withParameters({ destination: each.id })}
                    aria-current={each.id === open ? 'true' : undefined}
                  >
                    {each.id}
                  </a>
                  <span class="small">
                    {each.type} · {each.document}
                    {each.embargo === 'pass' && ' · honours embargoes itself'}
                  </span>
                </th>
                <td>
                  <Lamp destination={each} now={now} />
                  {each.owed > 0 && (
                    <a class="small" href={`/stops?at=${encodeURIComponent(each.id)}`}>
                      {each.owed === 1 ? 'owes 1 stop' : `owes ${count(each.owed)} stops`}
                    </a>
                  )}
                </td>
                <td data-name="Waiting">{count(each.waiting)}</td>
                <td data-name="Oldest">{each.oldestAt === null ? '' : duration(now - each.oldestAt)}</td>
                <td data-name="Last answer" title={instant(each.lastAnswer?.at ?? null)}>
                  {each.lastAnswer === null ? '' : each.lastAnswer.reason || each.lastAnswer.outcome}
                </td>
                <td data-name="Last success" title={instant(each.lastSuccessAt)}>
                  {ago(each.lastSuccessAt, now)}
                </td>
                <td class="trouble">{filterOf(each)}</td>
                <td>
                  <div class="buttons">
                    <Actions
                      target={{
                        kind: 'destination',
                        parameters: { id: each.id },
                        name: each.id,
                        state: stateOf(each),
                        suggested: { since: new Date(Date.now() - HOUR_MS).toISOString() },
                      }}
                      done={again}
                    />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open !== null && <DestinationDetails key={open} id={open} />}
      {answer !== null && destinations.length === 0 && <p class="empty">There is no destination in the settings.</p>}
    </section>
  );
}

function filterOf({ filter }: Destination): string {
  return Object.entries(filter)
    .filter(([, values]) => Array.isArray(values) && values.length > 0)
    .map(([name, values]) => `${name}: ${(values as string[]).join(', ')}`)
    .join('; ');
}

const KINDS = { ok: 'on', failing: 'bad', paused: 'bad', off: 'off' } as const;

function Lamp({ destination, now }: { destination: Destination; now: number }) {
  const state = stateOf(destination);
  const { paused, failingSince } = destination;
  const words = {
    ok: 'answers',
    off: 'off',
    failing: `fails for ${duration(now - (failingSince ?? now))}`,
    paused: `paused for ${duration(now - Number(paused ?? now))}`,
  };
  return (
    <span class={`lamp-words ${lampOf(destination)}`}>
      <span class={`lamp ${lampOf(destination)}`} aria-hidden="true" />
      {words[state]}
    </span>
  );
}
