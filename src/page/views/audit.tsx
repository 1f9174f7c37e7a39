/** Who did what by hand, and why. */
import { useState } from 'preact/hooks';
import type { Act } from '../answers.ts';
import { useAnswer, useNow } from '../loaded.ts';
import { ago, clock } from '../words.ts';

export function Audit() {
  const now = useNow(10_000);
  const [words, setWords] = useState('');
  const [showsReads, setShowsReads] = useState(false);
  const { answer } = useAnswer<{ acts: readonly Act[] }>(`/v1/audit?limit=1000&reads=${showsReads}`, 10_000);
  const shown = (answer?.acts ?? []).filter((each) => fits(each, words));
  return (
    <>
      <div class="view-head">
        <h2>Who did what</h2>
        <input
          type="search"
          aria-label="Words in the audit"
          placeholder="A name, an act, a reason"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={showsReads}
            onChange={(event) => setShowsReads(event.currentTarget.checked)}
          />
          Who read held copy, too
        </label>
      </div>
      {answer !== null && shown.length === 0 && (
        <p class="empty">{words === '' ? 'Nobody has done anything yet.' : 'Nothing that was done fits.'}</p>
      )}
      {shown.length > 0 && <ActTable acts={shown} now={now} />}
    </>
  );
}

function fits({ by, act, of, reason }: Act, words: string): boolean {
  const text = `${by} ${act.replaceAll('-', ' ')} ${of} ${reason}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function ActTable({ acts, now }: { acts: readonly Act[]; now: number }) {
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-label="The audit">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Did</th>
            <th scope="col">To</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {acts.map(({ at, by, act, of, reason }) => (
            <tr key={`${at} ${by} ${of}`}>
              <td title={ago(at, now)}>{clock(at)}</td>
              <td>{by}</td>
              <td>{act.replaceAll('-', ' ')}</td>
              <td class="uri">{of}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
