import pg from "pg";

/**
 * A connection of a pool, which never ends the process. A pool listens for a connection's errors only while nobody has
 * it, and where it is asked by promise there is a moment between its listener and its taker's: a database that dies just
 * then would be an error that nobody hears. The statement that is under way, or the next one, fails all the same.
 */
export class PooledConnection extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}
