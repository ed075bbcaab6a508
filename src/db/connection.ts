import pg from "pg";

/**
 * A connection that never ends the process. One that is lost fails the statement that is under way, or the next, and says
 * so by an `error` besides, which unheard would be an uncaught exception. A pool does listen, but only while nobody has
 * the connection, and where it is asked by promise there is a moment between its listener and its taker's.
 */
export class Connection extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}
