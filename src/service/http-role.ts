import { createHttpServer } from '../http/server.ts';
import { Gauges } from './gauges.ts';
import { openHttpParts, serverDependencies } from './http-dependencies.ts';
import type { RunningRole } from './roles.ts';
import type { ServiceContext } from './service-context.ts';

const GAUGES_EVERY_MS = 15_000;
const LAG_EVERY_MS = 60_000;

/** Serves the API, readiness and metrics. */
export async function startHttpRole(context: ServiceContext): Promise<RunningRole> {
  const { start, log, metrics, live, now, store, stopping } = context;
  const parts = await openHttpParts(context);
  const { events, search, lags, rereader } = parts;
  const followed = Promise.all([events.run(stopping.signal), search?.run(stopping.signal)]);
  const server = await createHttpServer(await serverDependencies(context, parts));
  log.info({ address: server.address }, 'listening');
  if (start.tokens.length === 0)
    log.warn('the API is open to whoever is on this machine: there is no token in http.tokens');
  const gauges = new Gauges(store, metrics);
  const sampleLags = (): Promise<void> =>
    lags.sample(
      live.settings.destinations.map(({ id }) => id),
      now(),
    );
  return {
    address: server.address,
    tasks: [
      { everyMs: GAUGES_EVERY_MS, run: () => gauges.read(live.settings, now()) },
      { everyMs: LAG_EVERY_MS, run: sampleLags },
    ],
    async close() {
      await server.close();
      await Promise.all([followed, rereader.close()]);
      await search?.close();
    },
  };
}
