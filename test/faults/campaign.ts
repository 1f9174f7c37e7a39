import { setTimeout as wait } from 'node:timers/promises';
import { type Account, brokenPromises } from './checker.ts';
import { Deployment } from './deployment.ts';
import { FAULTS } from './faults.ts';
import type { Death } from './service-process.ts';

const ROLES = ['fetch,stories', 'stories,publish', 'stories,publish,http'];
const BEGINS_MS = 3_000;

/** What a campaign did and what came of it. */
export interface Outcome extends Account {
  readonly seed: number;
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Processes of the service that were killed, at any step or at a named one. */
  readonly workerKills: number;
  readonly redisKills: number;
  /** Processes that ended by themselves though nobody had asked for it. */
  readonly gaveUp: readonly Death[];
  /** Stops that were not confirmed in the end. */
  readonly unconfirmed: readonly string[];
  readonly stories: number;
  readonly deliveries: number;
  /** Where everything lies that processes and receivers wrote; null when it was not kept. */
  readonly folder: string | null;
}

/** What a campaign is to do. */
export interface Orders {
  readonly seed: number;
  /** Stories a second. */
  readonly rate: number;
  /** Names of faults, one after the other; it ends with the last. */
  readonly plan: Iterable<string>;
  /** How long nothing is done after a fault, in milliseconds. */
  readonly pauseMs: () => number;
  /** How long it waits, in the end, for what is missing while nothing comes. */
  readonly patienceMs: number;
  readonly say?: (text: string) => void;
}

/** Runs the service on the simulated wire, does faults to it, lets it drain, and accounts for every story. */
export async function runCampaign({
  seed,
  rate,
  plan,
  pauseMs,
  patienceMs,
  say = () => undefined,
}: Orders): Promise<Outcome> {
  const deployment = await Deployment.open({ seed, rate });
  const services = await Promise.all(ROLES.map((roles) => deployment.addProcess(roles)));
  const begun = Date.now();
  const done: Record<string, number> = {};
  const faultEnds: number[] = [];
  let broken = true;
  try {
    for (const service of services) service.start();
    await wait(BEGINS_MS);
    for (const name of plan) {
      say(`${name} (${deployment.simulator.record().length} sent, ${await deployment.deliveries()} deliveries)`);
      await (FAULTS[name] as (typeof FAULTS)[string])(deployment);
      faultEnds.push(Date.now());
      done[name] = (done[name] ?? 0) + 1;
      await wait(pauseMs());
    }
    say('draining');
    await deployment.drain(patienceMs);
    const record = deployment.simulator.record();
    const account = await deployment.account(faultEnds);
    const deaths = services.flatMap((service) => service.deaths);
    const unconfirmed = await deployment.unconfirmed();
    broken = Object.keys(brokenPromises(account)).length > 0 || unconfirmed.length > 0;
    return {
      seed,
      seconds: Math.round((Date.now() - begun) / 1_000),
      ...account,
      faults: done,
      workerKills: services.reduce((sum, { kills }) => sum + kills, 0),
      redisKills: deployment.redis.kills,
      gaveUp: deaths.filter(({ signal }) => signal !== 'SIGKILL'),
      unconfirmed,
      stories: new Set(record.map(({ uri }) => uri)).size,
      deliveries: await deployment.deliveries(),
      folder: broken ? deployment.folder : null,
    };
  } finally {
    await deployment.close(broken);
  }
}
