import { setTimeout as wait } from 'node:timers/promises';
import type { Article } from '../article/article.ts';
import { defineCommand } from './parts/define-command.ts';
import { ServiceRefused } from './parts/service-client.ts';
import { storyLine } from './parts/story-line.ts';

const AGAIN_MS = 1_000;

export default defineCommand({
  name: 'tail',
  summary: 'show the wire of a running service as it comes',
  needs: 'service',
  options: {
    agency: { kind: 'text', value: 'A,B', summary: 'only copy of these agencies' },
    language: { kind: 'text', value: 'L', summary: 'only copy in this language' },
    priority: { kind: 'text', value: 'P', summary: 'only copy of these priorities' },
    feed: { kind: 'text', value: 'F', summary: 'only copy by this feed' },
    subject: { kind: 'text', value: 'S', summary: 'only copy on this subject' },
    from: { kind: 'text', value: 'POSITION', summary: 'begin there; 0 is the oldest that is kept' },
  },
  notes: ['With --json one event is written a line.'],
  examples: ['copytaster tail --priority flash,alert,urgent'],
  async run({ service, options, json, terminal }) {
    const { signal, stdout, stderr } = terminal;
    const show = (data: string): void =>
      void stdout.write(`${json ? data : storyLine((JSON.parse(data) as { data: Article }).data, stdout.columns)}\n`);
    const path = `v1/stream?${queryOf(options)}`;
    let last: string | null = null;
    let isConnected = false;
    while (!signal.aborted) {
      try {
        const headers: Record<string, string> = last === null ? {} : { 'last-event-id': last };
        const answer = await service.listen(path, headers, signal);
        isConnected = true;
        last = await showEvents(answer, last, show);
      } catch (error) {
        if (signal.aborted) break;
        if (!isConnected && error instanceof ServiceRefused) throw error;
        stderr.write('copytaster tail: the wire was cut off; it goes on where it stopped\n');
      }
      await wait(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    return null;
  },
});

const FILTERS = ['agency', 'language', 'priority', 'feed', 'subject'] as const;

function queryOf(
  options: Readonly<Partial<Record<(typeof FILTERS)[number] | 'from', string | undefined>>>,
): URLSearchParams {
  const query = new URLSearchParams(options.from === undefined ? {} : { after: options.from });
  for (const name of FILTERS) if (options[name] !== undefined) query.set(name, options[name]);
  return query;
}

/**
 * Shows what comes, until the stream ends or is cut off.
 * @returns the last position
 * @throws what cut the stream off before anything came
 */
async function showEvents(
  answer: Response,
  before: string | null,
  show: (data: string) => void,
): Promise<string | null> {
  let last = before;
  try {
    for await (const { id, data } of eventsIn(answer)) {
      last = id;
      show(data);
    }
  } catch (error) {
    if (last === before) throw error;
  }
  return last;
}

/** The server-sent events of an answer that have an id and data. */
async function* eventsIn({ body }: Response): AsyncGenerator<{ id: string; data: string }> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body ?? []) {
    const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const id = /^id: (.*)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (id !== undefined && data !== undefined) yield { id, data };
    }
  }
}
