import type { Logger } from 'pino';
import { Publisher } from '../src/queue/publisher.ts';
import { loadPlugins } from '../src/registry.ts';
import { sameSettings } from '../src/settings/same-settings.ts';
import type { DestinationSettings } from '../src/settings/schema.ts';
import type { Store } from '../src/store/store.ts';
import type { Metrics } from '../src/telemetry/metrics.ts';

/** What every publisher is given. */
interface PublishingRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly userAgent: string;
  readonly now: () => number;
  readonly reset: () => boolean;
}

/** The publishers of one process, one for each destination that is switched on. */
export class Publishing {
  readonly #room: PublishingRoom;
  readonly #open = new Map<string, { readonly settings: DestinationSettings; readonly publisher: Publisher }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(room: PublishingRoom) {
    this.#room = room;
  }

  /**
   * Publishes to these destinations from now on. One whose settings are as before goes on untouched; one that changed
   * ends its attempts under way before it begins anew, so that no lane is attempted twice at a time.
   * @throws what a destination says that cannot be opened; all is then as it was before
   */
  become(destinations: readonly DestinationSettings[]): Promise<void> {
    const before = [...this.#open.values()].map(({ settings }) => settings);
    const done = this.#turn.then(() =>
      this.#become(destinations).catch(async (error: unknown) => {
        await this.#become(before);
        throw error;
      }),
    );
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Something was committed or released. */
  ring(): void {
    for (const { publisher } of this.#open.values()) publisher.ring();
  }

  /** Ends all of them, attempts under way first. */
  async stop(): Promise<void> {
    await this.#turn;
    await Promise.all([...this.#open.values()].map(({ publisher }) => publisher.stop()));
    this.#open.clear();
  }

  async #become(destinations: readonly DestinationSettings[]): Promise<void> {
    const wanted = new Map(destinations.filter(({ enabled }) => enabled).map((each) => [each.id, each] as const));
    const leaving = [...this.#open].filter(([id, { settings }]) => !sameSettings(settings, wanted.get(id)));
    await Promise.all(leaving.map(([, { publisher }]) => publisher.stop()));
    for (const [id] of leaving) this.#open.delete(id);
    for (const [id, settings] of wanted) if (!this.#open.has(id)) await this.#begin(settings);
  }

  async #begin(settings: DestinationSettings): Promise<void> {
    const kind = (await loadPlugins('destinations')).get(settings.type);
    const renderer = (await loadPlugins('renderers')).get(settings.document);
    if (kind === undefined || renderer === undefined)
      throw new Error(`destination ${settings.id}: no such type or document`);
    const { userAgent, ...room } = this.#room;
    const outlet = await kind.open(settings, { userAgent });
    const publisher = new Publisher({ ...room, destination: settings, renderer, outlet, random: Math.random });
    publisher.start();
    this.#open.set(settings.id, { settings, publisher });
  }
}
