import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import type { AnyDestination } from '../destinations/contract/destination.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import { sameSettings } from '../settings/same-settings.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { clearAlarm } from '../store/alarms.ts';
import { registerPublisher, unregisterPublisher } from '../store/living-publishers.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { connectAlarm } from './outlet-connection.ts';
import { Publisher } from './publisher.ts';
import { shareDestinations } from './share-destinations.ts';
import { SharedLog } from './shared-log.ts';
import { SharedRevisions } from './shared-revisions.ts';

/** What every publisher is given. */
interface PublishersDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destinations: ReadonlyMap<string, AnyDestination>;
  readonly renderers: ReadonlyMap<string, Renderer>;
  readonly userAgent: string;
  /** A Media Topic code and every topic above it. */
  readonly topicsAbove: (code: string) => readonly string[];
  readonly now: () => number;
  readonly reset: () => boolean;
}

const SHARE_EVERY_MS = 500;

/** The publishers of one process, one for each destination that is switched on. */
export class Publishers {
  readonly #dependencies: PublishersDependencies;
  readonly #open = new Map<string, { readonly settings: DestinationSettings; readonly publisher: Publisher }>();
  /** The name of this process among those that publish. */
  readonly #name = randomUUID();
  readonly #revisions: SharedRevisions;
  readonly #wireLog: SharedLog;
  readonly #ended = new AbortController();
  #sharing: Promise<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dependencies: PublishersDependencies) {
    this.#dependencies = dependencies;
    this.#revisions = new SharedRevisions(dependencies.store);
    this.#wireLog = new SharedLog(dependencies.store);
  }

  /**
   * Publishes to these destinations from now on. One whose settings are as before goes on untouched; one that changed
   * ends its attempts under way before it begins anew, so that no lane is attempted twice at a time.
   * @throws the reason why the settings of a destination cannot work; all is then as it was before
   */
  publishTo(destinations: readonly DestinationSettings[]): Promise<void> {
    const before = [...this.#open.values()].map(({ settings }) => settings);
    const done = this.#turn.then(() =>
      this.#publishTo(destinations).catch(async (error: unknown) => {
        await this.#publishTo(before);
        throw error;
      }),
    );
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Something was committed or released. */
  wake(): void {
    this.#wireLog.forget();
    for (const { publisher } of this.#open.values()) publisher.wake();
  }

  /** Ends all of them, attempts under way first. */
  async stop(): Promise<void> {
    this.#ended.abort();
    await Promise.all([this.#turn, this.#sharing]);
    await unregisterPublisher(this.#dependencies.store, this.#name).catch(() => undefined);
    await Promise.all([...this.#open.values()].map(({ publisher }) => publisher.stop()));
    this.#open.clear();
  }

  async #publishTo(destinations: readonly DestinationSettings[]): Promise<void> {
    const wanted = new Map(destinations.filter(({ enabled }) => enabled).map((each) => [each.id, each] as const));
    const leaving = [...this.#open].filter(([id, { settings }]) => !sameSettings(settings, wanted.get(id)));
    await Promise.all(leaving.map(([, { publisher }]) => publisher.stop()));
    for (const [id] of leaving) {
      this.#open.delete(id);
      await clearAlarm(this.#dependencies.store, connectAlarm(id));
    }
    for (const [id, settings] of wanted) if (!this.#open.has(id)) this.#begin(settings);
    if (wanted.size > 0) this.#sharing ??= this.#share();
  }

  /** Registers this process as living, again and again, and assigns each destination to it or to another. */
  async #share(): Promise<void> {
    const { store, log, now } = this.#dependencies;
    const { signal } = this.#ended;
    while (!signal.aborted) {
      try {
        if (this.#open.size === 0) await unregisterPublisher(store, this.#name);
        else {
          const owners = shareDestinations([...this.#open.keys()], await registerPublisher(store, this.#name, now()));
          for (const [id, { publisher }] of this.#open) publisher.assign(owners.get(id) === this.#name);
        }
      } catch (error) {
        log.warn({ reason: describeError(error) }, 'destinations could not be shared; trying again');
      }
      await wait(SHARE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  #begin(settings: DestinationSettings): void {
    const { userAgent, destinations, renderers, ...dependencies } = this.#dependencies;
    const kind = destinations.get(settings.type);
    const renderer = renderers.get(settings.document);
    if (kind === undefined || renderer === undefined)
      throw new Error(`destination ${settings.id}: no such type or document`);
    const outlet = kind.open(settings, { userAgent });
    const publisher = new Publisher({
      ...dependencies,
      revisions: this.#revisions,
      wireLog: this.#wireLog,
      destination: settings,
      renderer,
      outlet,
      random: Math.random,
    });
    publisher.start();
    this.#open.set(settings.id, { settings, publisher });
  }
}
