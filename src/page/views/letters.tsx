/** What could not be used or delivered: the document beside the reason. */
import { Actions, actionKeys, type Target } from '../actions.tsx';
import { address, go, withParameters } from '../address.ts';
import type { Letter, Remains } from '../answers.ts';
import { useKeys } from '../keys.ts';
import { useAnswer } from '../loaded.ts';
import { mayAct } from '../session.ts';
import { bytes, clock, count, instant } from '../words.ts';

const KINDS = { document: 'A document', item: 'A story', delivery: 'A delivery' } as const;

/** Names of the fields of a letter where they are no words. */
const NAMES: Readonly<Record<string, string>> = { revisionId: 'revision', captureSha256: 'hash of the document' };

const targetOf = (letter: Letter): Target => ({ kind: 'letter', parameters: { id: letter.id }, name: letter.reason });

export function Letters() {
  const { answer, problem, again } = useAnswer<{ count: number; letters: readonly Letter[] }>(
    '/v1/dead-letters?limit=200',
    4_000,
  );
  const letters = answer?.letters ?? [];
  const open = address.value.query.get('letter') ?? letters[0]?.id ?? null;
  const at = letters.findIndex(({ id }) => id === open);
  const current = letters[at];
  const openAt = (place: number): void => {
    const letter = letters[Math.max(0, Math.min(place, letters.length - 1))];
    if (letter !== undefined) go(withParameters({ letter: letter.id }), { replace: true });
  };
  useKeys(
    [
      { key: 'j', does: 'next letter', run: () => openAt(at + 1) },
      { key: 'k', does: 'letter before', run: () => openAt(at - 1) },
      ...(current === undefined ? [] : actionKeys(targetOf(current), null, again)),
    ],
    [at, letters.length, current?.id],
  );
  return (
    <section class="plain-view letters" aria-labelledby="letters-title">
      <div class="view-head">
        <h1 id="letters-title">Dead letters</h1>
        <p>
          {answer === null
            ? ''
            : answer.count === 0
              ? 'Everything could be used and delivered.'
              : `${count(answer.count)} could not be used or delivered. None is lost.`}
        </p>
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      {letters.length > 0 && (
        <div class="beside">
          <ol class="rows" aria-label="Dead letters">
            {letters.map((letter) => (
              <li key={letter.id} class={letter.id === open ? 'row chosen' : 'row'}>
                <a href={withParameters({ letter: letter.id })} aria-current={letter.id === open ? 'true' : undefined}>
                  <time title={instant(letter.at)}>{clock(letter.at)}</time>
                  <span class="agency">{letter.fields.feed ?? letter.fields.destination ?? ''}</span>
                  <span class="words">{letter.reason}</span>
                </a>
              </li>
            ))}
          </ol>
          {open !== null && <Beside id={open} again={again} />}
        </div>
      )}
    </section>
  );
}

function Beside({ id, again }: { id: string; again: () => void }) {
  const { answer: letter, problem } = useAnswer<Remains>(
    mayAct() ? `/v1/dead-letters/${encodeURIComponent(id)}` : null,
  );
  if (!mayAct()) return <p class="empty">What it was about is shown to those who have the scope act.</p>;
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (letter === null) return <div class="letter" aria-busy="true" />;
  return (
    <article class="letter" aria-label="What it was about">
      <p class="kicker">
        {KINDS[letter.kind]} · <time title={instant(letter.at)}>{clock(letter.at)}</time>
      </p>
      <h2>{letter.reason}</h2>
      <p class="buttons">
        <Actions target={targetOf(letter)} done={again} />
      </p>
      <dl class="facts">
        {Object.entries(letter.fields).map(([name, value]) => (
          <div key={name}>
            <dt>{NAMES[name] ?? name}</dt>
            <dd>{name === 'article' ? <a href={`/story/${encodeURIComponent(value)}`}>{value}</a> : value}</dd>
          </div>
        ))}
      </dl>
      {letter.hidden !== null && <p class="notice note">{letter.hidden}</p>}
      {letter.text !== null && (
        <>
          <h3>As it came{letter.bytes !== null && `, ${bytes(letter.bytes)}`}</h3>
          <pre dir="auto" tabIndex={0}>
            {letter.text}
          </pre>
        </>
      )}
    </article>
  );
}
