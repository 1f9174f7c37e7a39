import { setTimeout as wait } from 'node:timers/promises';
import type { Article } from '../article/article.ts';
import { defineCommand } from './parts/define-command.ts';
import { ServiceRefused } from './parts/service-client.ts';
import { storyLine } from './parts/story-line.ts';
import type { Terminal } from './parts/terminal.ts';

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
  async run({ service, options: { from, ...filters }, json, terminal }) {
    const query = new URLSearchParams(from === undefined ? {} : { after: from });
    for (const name of ['agency', 'language', 'priority', 'feed', 'subject'] as const)
      if (filters[name] !== undefined) query.set(name, filters[name]);
    let last: string | null = null;
    let began = false;
    while (!terminal.signal.aborted) {
      try {
        const headers: Record<string, string> = last === null ? {} : { 'last-event-id': last };
        const answer = await service.listen(`v1/stream?${query}`, headers, terminal.signal);
        began = true;
        last = await show(answer, last, json, terminal);
      } catch (error) {
        if (terminal.signal.aborted) break;
        if (!began && error instanceof ServiceRefused) throw error;
        terminal.stderr.write('copytaster tail: the wire was cut off; it goes on where it stopped\n');
      }
      await wait(AGAIN_MS, undefined, { signal: terminal.signal }).catch(() => undefined);
    }
    return null;
  },
});

/** Writes what comes, until the stream ends; gives the last position. */
async function show(
  answer: Response,
  before: string | null,
  json: boolean,
  terminal: Terminal,
): Promise<string | null> {
  const { columns } = terminal.stdout;
  let last = before;
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of answer.body ?? []) {
      const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const id = /^id: (.*)$/m.exec(event)?.[1];
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (id === undefined || data === undefined) continue;
        last = id;
        const line = json ? data : storyLine((JSON.parse(data) as { data: Article }).data, columns);
        terminal.stdout.write(`${line}\n`);
      }
    }
  } catch (error) {
    if (terminal.signal.aborted) return last;
    if (last === before) throw error;
  }
  return last;
}
