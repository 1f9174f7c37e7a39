/** Where a story came from, down to the bytes as they came. */
import type { Article, Source } from '../answers.ts';
import { articlePath, withQuery } from '../api.ts';
import { useAnswer } from '../loaded.ts';
import { mayAct } from '../session.ts';
import { bytes, instant } from '../words.ts';

/** Provenance, and the document as it came where it is still kept. */
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
          <a href={articlePath(article.id)} target="_blank" rel="noreferrer">
            The canonical article as JSON
          </a>
        </li>
      </ul>
      {mayAct() && <Document article={article} />}
    </div>
  );
}

function Document({ article }: { article: Article }) {
  const { answer, problem } = useAnswer<Source>(
    withQuery(articlePath(article.id, '/source'), { revision: article.revisionId }),
  );
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null) return null;
  return (
    <section aria-labelledby="document-title">
      <h2 id="document-title">The document as it came{answer.bytes !== null && `, ${bytes(answer.bytes)}`}</h2>
      <p class="small">{[answer.filename, answer.url, answer.contentType].filter(Boolean).join(' · ')}</p>
      {answer.hidden !== null && <p class="notice note">{answer.hidden}</p>}
      {answer.text !== null && (
        <pre dir="auto" tabIndex={0}>
          {answer.text}
        </pre>
      )}
    </section>
  );
}
