/** The versions of a story, and a word diff between any two. */
import { useState } from 'preact/hooks';
import type { Article, Diff, DiffPart } from '../answers.ts';
import { articlePath, withQuery } from '../api.ts';
import { useAnswer } from '../loaded.ts';
import { ChangeMark } from '../marks.tsx';
import { mayAct } from '../session.ts';
import { clock, instant, valueWords } from '../words.ts';

const AGAIN_MS = 5_000;

/** All versions and copies that were kept. At first it shows what the newest version that was sent changed. */
export function VersionsTab({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<{ revisions: readonly Article[] }>(
    withQuery(articlePath(article.id, '/revisions'), { held: mayAct() }),
    AGAIN_MS,
  );
  const [pair, setPair] = useState<readonly [string, string] | null>(null);
  const revisions = answer?.revisions ?? [];
  const sent = revisions.filter(({ current }) => current);
  const [from, to] = pair ?? [sent.at(-2)?.revisionId ?? '', sent.at(-1)?.revisionId ?? ''];
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
                {!each.current && ' (not sent)'}
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
      {from !== '' && to !== '' && <DiffOf article={article} from={from} to={to} />}
      {sent.length === 1 && <p class="empty">There is one version so far.</p>}
    </div>
  );
}

function DiffOf({ article, from, to }: { article: Article; from: string; to: string }) {
  const { answer, problem } = useAnswer<Diff>(
    withQuery(articlePath(article.id, '/diff'), { from, to, held: mayAct() }),
  );
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
                <td>{valueWords(before)}</td>
                <td>{valueWords(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
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
