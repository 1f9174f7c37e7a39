import { writeEnvelope } from '../article/envelope.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { type Gap, keepTold, listGaps, sealGap } from '../store/gaps.ts';
import type { Store } from '../store/store.ts';
import type { SendDependencies } from './send-head.ts';

const LOOK_EVERY_MS = 5_000;

/** What announcing gaps to a destination needs. */
interface GapDependencies extends Pick<SendDependencies, 'outlet' | 'renderer' | 'now'> {
  readonly store: Store;
  readonly destination: Pick<DestinationSettings, 'id' | 'timeout'>;
}

/** Announces to a destination that accepts stories again which ones it missed for good: `gap.expired`, once a gap. */
export class GapSender {
  readonly #dependencies: GapDependencies;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> = Promise.resolve();

  constructor(dependencies: GapDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Begins to look for gaps, where the time for that has come. What fails is tried again the next time.
   * @param provenAt when the destination last accepted something (epoch milliseconds)
   */
  begin(provenAt: number): void {
    const { now, renderer } = this.#dependencies;
    if (!renderer.enveloped || now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = now();
    this.#underWay = this.#underWay.then(() => this.#announce(provenAt).catch(() => undefined));
  }

  /** Waits for what is under way. */
  end(): Promise<void> {
    return this.#underWay;
  }

  async #announce(provenAt: number): Promise<void> {
    const { store, destination, now } = this.#dependencies;
    const gaps = (await listGaps(store, destination.id)).filter(({ toldAt, at }) => toldAt === null && at < provenAt);
    for (const gap of gaps) {
      if (gap.open && !(await sealGap(store, destination.id, provenAt))) continue;
      if (!(await this.#send(gap))) return;
      await keepTold(store, destination.id, gap.id, now());
    }
  }

  async #send(gap: Gap): Promise<boolean> {
    const { outlet, renderer, destination, now } = this.#dependencies;
    const { id, articles, passed } = gap;
    const event = { type: 'gap.expired', timestamp: new Date(now()).toISOString() };
    const [from, to] = [gap.from, gap.to].map((at) => new Date(at).toISOString());
    const { outcome } = await outlet.deliver({
      id,
      articleId: id,
      revision: null,
      stop: false,
      event,
      article: null,
      document: {
        contentType: renderer.contentType,
        extension: renderer.extension,
        body: writeEnvelope(event, JSON.stringify({ id, from, to, articles, passed })),
        enveloped: true,
      },
      attempt: 1,
      traceparent: null,
      now: now(),
      signal: AbortSignal.timeout(destination.timeout),
      isOurs: () => true,
      earlier: () => Promise.resolve([]),
    });
    return outcome === 'delivered';
  }
}
