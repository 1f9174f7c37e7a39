import { Newsroom, type Story } from './newsroom.ts';
import type { SentItem } from './record.ts';

/** What a simulated agency files, by name, in the order in which it takes turns. */
const PLAYS = ['plain', 'update', 'kill', 'crowd', 'correction', 'plain'] as const;
type Play = (typeof PLAYS)[number];

const FOLLOW_UP_MS = 1_500;
/** So many stories share one instant of publication: more than a small page holds. */
const CROWD = 7;

/** A version as it was filed. */
export interface FiledVersion extends SentItem {
  /** Its place among all that was filed. */
  readonly place: number;
  /** Epoch milliseconds at which it is published. */
  readonly at: number;
  readonly firstCreated: string;
}

/** The desk of one simulated agency: files stories and their later versions, and keeps what it filed. */
export class AgencyDesk {
  readonly filed: FiledVersion[] = [];
  readonly #newsroom: Newsroom;
  readonly #feed: string;
  readonly #uriOf: (number: number) => string;
  readonly #layOut: (story: Story) => readonly string[];
  #followUps: { readonly at: number; readonly file: (now: number) => void }[] = [];
  #turn = 0;

  constructor({
    seed,
    feed,
    uriOf,
    layOut,
  }: {
    seed: number;
    feed: string;
    uriOf: (number: number) => string;
    layOut: (story: Story) => readonly string[];
  }) {
    this.#newsroom = new Newsroom(seed);
    this.#feed = feed;
    this.#uriOf = uriOf;
    this.#layOut = layOut;
  }

  get waiting(): number {
    return this.#followUps.length;
  }

  /** Files what follows on earlier stories and is due. */
  fileDue(now: number): void {
    const due = this.#followUps.filter(({ at }) => at <= now);
    this.#followUps = this.#followUps.filter(({ at }) => at > now);
    for (const { file } of due) file(now);
  }

  /** Files the next story. */
  fileNext(now: number): void {
    const play = PLAYS[this.#turn % PLAYS.length] as Play;
    this.#turn += 1;
    const second = Math.floor(now / 1_000) * 1_000;
    if (play === 'crowd') {
      for (let each = 0; each < CROWD; each += 1) this.#file(this.#newsroom.write(), play, second);
      return;
    }
    const story = this.#newsroom.write();
    this.#file(story, play, second);
    if (play === 'plain') return;
    this.#later(now, (then) => {
      const longer = { ...story, paragraphs: [...story.paragraphs, this.#newsroom.sentence()] };
      if (play === 'kill')
        this.#file({ ...story, paragraphs: [] }, play, then, { version: 2, status: 'canceled', first: second });
      else this.#file(longer, play, then, { version: 2, first: second });
    });
  }

  #later(now: number, file: (now: number) => void): void {
    this.#followUps.push({ at: now + FOLLOW_UP_MS, file });
  }

  #file(
    story: Story,
    scenario: Play,
    at: number,
    {
      version = 1,
      status = 'usable',
      first = at,
    }: { version?: number; status?: SentItem['status']; first?: number } = {},
  ): void {
    const second = Math.floor(at / 1_000) * 1_000;
    this.filed.push({
      place: this.filed.length,
      number: story.number,
      feed: this.#feed,
      scenario,
      uri: this.#uriOf(story.number),
      version,
      at: second,
      firstCreated: new Date(first).toISOString(),
      versionCreated: new Date(second).toISOString(),
      headline: story.headline,
      paragraphs: status === 'canceled' ? [] : this.#layOut(story),
      marker: story.marker,
      status,
      embargoedUntil: null,
      expect: 'revision',
    });
  }
}
