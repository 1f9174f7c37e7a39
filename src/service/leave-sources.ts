import { randomUUID } from 'node:crypto';
import { describeError } from '../article/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { accountsIn } from '../store/accounts.ts';
import type { AnyTransport } from '../transports/contract/transport.ts';
import type { Task } from './housekeeping.ts';
import type { ServiceContext } from './service-context.ts';
import { USER_AGENT } from './version.ts';

/** A source that did not answer is asked again when this is over. */
const AGAIN_MS = 300_000;
/** A source that does not answer for so long is not asked any more; it finds out by itself. */
const GIVEN_UP_AFTER_MS = 86_400_000;

/** What was agreed with the source of a feed that is gone. */
interface Agreement {
  readonly id: string;
  readonly note: string;
  readonly transport: string;
  /** Since when we know that the feed is gone, in epoch milliseconds. */
  readonly since: number;
}

/** Ends what was agreed with the sources of feeds that are switched off or have left the settings. */
export function leaveSources(context: ServiceContext): Task['run'] {
  const accounts = accountsIn(context.store);
  const known = new Map<string, number>();
  return async () => {
    if (context.state.draining) return;
    for (const [id, note] of await accounts.agreements()) {
      const { transport } = JSON.parse(note) as { transport: string };
      const feed = context.live.feeds.get(id);
      if (feed?.enabled && feed.transport === transport) {
        known.delete(id);
        continue;
      }
      const since = known.get(id) ?? context.now();
      known.set(id, since);
      await leave(context, { id, note, transport, since });
    }
  };
}

/** One process at a time leaves a source. */
async function leave(context: ServiceContext, { id, note, transport, since }: Agreement): Promise<void> {
  const { store, log, now } = context;
  const accounts = accountsIn(store);
  const [turn, holder] = [`leave-${id}`, randomUUID()];
  if (!(await accounts.takeTurn(turn, holder, AGAIN_MS))) return;
  try {
    await leaveSource(context, { id, note, transport, since });
    log.info({ feed: id }, 'the source of a feed that left the settings was asked to end its service');
  } catch (error) {
    log.warn(
      { feed: id, reason: describeError(error) },
      'the source of a feed that left the settings cannot be asked to end its service',
    );
    if (now() - since < GIVEN_UP_AFTER_MS) return;
  }
  await accounts.endAgreement(id, note);
  await accounts.endTurn(turn, holder);
}

async function leaveSource(context: ServiceContext, { id, note, transport }: Agreement): Promise<void> {
  const { transports, store, stopping, live, retired, now } = context;
  const plugin: AnyTransport | undefined = transports.get(transport);
  const settings: FeedSettings | undefined = [live.feeds.get(id), retired.get(id)].find(
    (each) => each?.transport === transport,
  );
  await plugin?.leave?.(
    { id, note, settings: settings ?? null },
    {
      accounts: accountsIn(store),
      userAgent: USER_AGENT,
      signal: stopping.signal,
      now: now(),
      publicUrl: live.settings.http.publicUrl,
    },
  );
}
