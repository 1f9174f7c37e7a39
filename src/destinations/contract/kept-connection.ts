/** How a connection is opened and closed. */
export interface Connecting<Connection> {
  /** @throws what keeps it from being used */
  open(): Promise<Connection>;
  isClosed(connection: Connection): boolean;
  close(connection: Connection): Promise<void>;
}

/** The one connection of a destination: opened when it is first needed, and anew after it broke or was dropped. */
export class KeptConnection<Connection> {
  readonly #connecting: Connecting<Connection>;
  #current: Connection | null = null;
  #opening: Promise<Connection> | null = null;

  constructor(connecting: Connecting<Connection>) {
    this.#connecting = connecting;
  }

  /** The connection. Those who ask while it is being opened wait for the same one. @throws what keeps it from being used */
  get(): Promise<Connection> {
    if (this.#current !== null && !this.#connecting.isClosed(this.#current)) return Promise.resolve(this.#current);
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Connection> {
    try {
      this.#current = await this.#connecting.open();
      return this.#current;
    } finally {
      this.#opening = null;
    }
  }

  /** Closes it, if it is open. */
  async drop(): Promise<void> {
    const old = this.#current;
    this.#current = null;
    if (old !== null) await this.#connecting.close(old).catch(() => undefined);
  }

  /** Closes it, also if it is only being opened. */
  async end(): Promise<void> {
    this.#opening?.then(
      () => this.drop(),
      () => undefined,
    );
    await this.drop();
  }
}
