/** What was not sent, and why. */
import { useState } from 'preact/hooks';
import { Actions, actionKeys, type Target } from '../actions.tsx';
import type { Arrival } from '../answers.ts';
import { useKeys } from '../keys.ts';
import { useAnswer } from '../loaded.ts';
import { clock, instant } from '../words.ts';

const RELATIONS: Readonly<Record<string, string>> = {
  exact: 'the same text',
  near: 'nearly the same text',
  excerpt: 'an excerpt',
  version: 'an older version',
};

const targetOf = (spiked: Arrival): Target => ({
  kind: 'spiked',
  parameters: { id: spiked.id ?? '' },
  name: spiked.headline ?? spiked.uri ?? spiked.id ?? '',
});

/** Of what repeats its own item word for word nothing is kept, so there is nothing to send. */
const isKept = ({ rule, action }: Arrival): boolean => rule !== 'same-id-same-content' && action !== 'tombstone';

function fits({ headline, feed, reason, uri }: Arrival, words: string): boolean {
  const text = `${headline} ${feed} ${reason} ${uri}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function Spike() {
  const { answer, problem, again } = useAnswer<{ spiked: readonly Arrival[] }>('/v1/spike?limit=500', 5_000);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const shown = (answer?.spiked ?? []).filter((spiked) => fits(spiked, words));
  const at = Math.min(chosen, Math.max(0, shown.length - 1));
  const move = (to: number): void => {
    setChosen(Math.max(0, Math.min(to, shown.length - 1)));
    document.querySelectorAll('.rows > li')[to]?.scrollIntoView({ block: 'nearest' });
  };
  const current = shown[at];
  useKeys(
    [
      { key: 'j', does: 'next', run: () => move(at + 1) },
      { key: 'k', does: 'before', run: () => move(at - 1) },
      ...(current === undefined || !isKept(current) ? [] : actionKeys(targetOf(current), 'it after all', again)),
    ],
    [at, shown.length, current?.id],
  );
  return (
    <section class="plain-view" aria-labelledby="spike-title">
      <div class="view-head">
        <h1 id="spike-title">Spike</h1>
        <p>What came and was not sent, and why. Everything here is one key from being sent.</p>
        <input
          type="search"
          aria-label="Words in the spike"
          placeholder="Words, a feed, a reason"
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setChosen(0);
          }}
        />
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      <ol class="rows" aria-label="Spiked stories">
        {shown.map((spiked, place) => (
          <SpikedRow
            key={spiked.id}
            spiked={spiked}
            isChosen={place === at}
            choose={() => setChosen(place)}
            again={again}
          />
        ))}
      </ol>
      {answer !== null && shown.length === 0 && (
        <p class="empty">{words === '' ? 'The spike is empty.' : 'Nothing on the spike fits.'}</p>
      )}
    </section>
  );
}

function SpikedRow({
  spiked,
  isChosen,
  choose,
  again,
}: {
  spiked: Arrival;
  isChosen: boolean;
  choose: () => void;
  again: () => void;
}) {
  return (
    <li class={isChosen ? 'row chosen' : 'row'} aria-current={isChosen ? 'true' : undefined} onMouseEnter={choose}>
      <time title={instant(spiked.at)}>{clock(spiked.at)}</time>
      <span class="agency">{spiked.feed}</span>
      <div class="what">
        <p dir="auto" class="words">
          {spiked.headline ?? spiked.uri ?? 'Its words are not shown'}
        </p>
        <p class="small">
          {spiked.relation !== null && <b>{RELATIONS[spiked.relation] ?? spiked.relation}: </b>}
          {spiked.reason}
          {spiked.of !== null && (
            <>
              {' '}
              <a href={`/story/${encodeURIComponent(spiked.of)}`}>the story it repeats</a>
            </>
          )}
        </p>
      </div>
      <span class="buttons">{isKept(spiked) && <Actions target={targetOf(spiked)} done={again} />}</span>
    </li>
  );
}
