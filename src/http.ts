import type { Server } from "node:http";

/**
 * Longer than proxies keep a connection that nobody uses (60 s with most): who closes it first may cut off a request that is
 * just being sent on it. https://nodejs.org/api/http.html#serverkeepalivetimeout has 5 s.
 */
const KEEP_ALIVE_MS = 75_000;

/** Answers the port, which the system chose where 0 was asked for. */
export function listenOn(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Longer than any request here takes; a delivery that is cut off is listed as failed and comes back. */
const GRACE_MS = 3_000;
const LOOK_MS = 50;

/**
 * Takes no new connection, and waits for the requests that are under way. A connection that a client keeps open for
 * its next request is closed as soon as it is idle: Node itself would wait for the client's patience to end.
 */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
