/** Where copy comes from, and whether it comes. */
import { Actions } from '../actions.tsx';
import { address, withParameters } from '../address.ts';
import type { Feed } from '../answers.ts';
import { useAnswer, useNow } from '../loaded.ts';
import { ago, duration, instant } from '../words.ts';
import { FeedDetails } from './feed.tsx';

const STATES: Readonly<Record<string, string>> = {
  new: 'not fetched yet',
  ok: 'brings copy',
  unchanged: 'nothing new',
  blocked: 'blocked',
  gone: 'gone',
  'rate-limited': 'told to wait',
  server: 'its server fails',
  network: 'cannot be reached',
  login: 'refuses our login',
  'bad-document': 'brings no feed',
  silent: 'quiet unlike itself',
};
const GOOD = new Set(['ok', 'unchanged', 'new']);
const GAP_SHOWN_MS = 86_400_000;

const needsALook = ({ enabled, state, silence }: Feed): boolean => enabled && (!GOOD.has(state) || silence !== null);

export function Feeds() {
  const now = useNow();
  const { answer, problem, again } = useAnswer<{ feeds: readonly Feed[] }>('/v1/feeds', 3_000);
  const feeds = answer?.feeds ?? [];
  const open = address.value.query.get('feed');
  const wrong = feeds.filter(needsALook);
  return (
    <section class="plain-view" aria-labelledby="feeds-title">
      <div class="view-head">
        <h1 id="feeds-title">Feeds</h1>
        <p>
          {answer === null
            ? ''
            : wrong.length === 0
              ? `All ${feeds.length} feeds answer.`
              : `${wrong.length} of ${feeds.length} feeds need a look.`}
        </p>
      </div>
      {problem !== null && <p class="problem">{problem}</p>}
      <div class="wide-table cards" tabIndex={0} role="region" aria-label="All feeds">
        <table>
          <thead>
            <tr>
              <th scope="col">Feed</th>
              <th scope="col">State</th>
              <th scope="col">Last fetch</th>
              <th scope="col">Last answer</th>
              <th scope="col">Last copy</th>
              <th scope="col">Every</th>
              <th scope="col">Trouble</th>
              <th scope="col">Act</th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((feed) => (
              <tr key={feed.id}>
                <th scope="row">
                  <a href={withParameters({ feed: feed.id })} aria-current={feed.id === open ? 'true' : undefined}>
                    {feed.id}
                  </a>
                  <span class="small">
                    {feed.transport}
                    {feed.agency !== null && ` · ${feed.agency}`} · {feed.standing}
                  </span>
                </th>
                <td>
                  <Lamp feed={feed} />
                </td>
                <td data-name="Last fetch" title={instant(feed.lastFetchAt)}>
                  {ago(feed.lastFetchAt, now)}
                </td>
                <td data-name="Last answer" title={instant(feed.lastOkAt)}>
                  {ago(feed.lastOkAt, now)}
                </td>
                <td data-name="Last copy" title={instant(feed.lastCommitAt)}>
                  {ago(feed.lastCommitAt, now)}
                </td>
                <td data-name="Every">{feed.intervalMs === null ? '' : duration(feed.intervalMs)}</td>
                <td class="trouble">
                  {troublesOf(feed, now).map((words) => (
                    <div key={words}>{words}</div>
                  ))}
                </td>
                <td>
                  <div class="buttons">
                    <a class="button" href={`/?q=${encodeURIComponent(`feed:${feed.id}`)}`}>
                      Its copy
                    </a>
                    <Actions
                      target={{
                        kind: 'feed',
                        parameters: { id: feed.id },
                        name: feed.id,
                        state: feed.enabled ? 'on' : 'paused',
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
      {open !== null && <FeedDetails key={open} id={open} />}
      {answer !== null && feeds.length === 0 && <p class="empty">There is no feed in the settings.</p>}
    </section>
  );
}

/** All that somebody should know of a feed, a sentence each. */
function troublesOf(feed: Feed, now: number): readonly string[] {
  const { lastError, failures, notice, silence, lastGap, lastGapAt, notBefore } = feed;
  const failed = lastError === null ? notice : `${failures} in a row: ${ownWords(feed, lastError)}`;
  const gap = lastGap !== null && now - (lastGapAt ?? 0) < GAP_SHOWN_MS ? `${ago(lastGapAt, now)}: ${lastGap}` : null;
  const wait = notBefore > now ? `It asked to wait ${duration(notBefore - now)}.` : null;
  return [failed, silence, gap, wait].filter((words) => words !== null);
}

/** What is wrong with a feed, without its name, which stands beside it. */
const ownWords = ({ id }: Feed, problem: string): string => problem.replace(`feed ${id}: `, '');

function Lamp({ feed }: { feed: Feed }) {
  const kind = !feed.enabled ? 'off' : needsALook(feed) ? 'bad' : 'on';
  const state = GOOD.has(feed.state) && feed.silence !== null ? 'silent' : feed.state;
  return (
    <span class={`lamp-words ${kind}`}>
      <span class={`lamp ${kind}`} aria-hidden="true" />
      {feed.enabled ? (STATES[state] ?? state) : 'off'}
    </span>
  );
}
