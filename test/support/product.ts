import type { App } from "../../src/app.ts";
import type { Environment } from "../../src/config.ts";
import type { Db } from "../../src/db/client.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import { createLearner } from "../sandbox/learner.ts";

/** The product at work against the stand-in GitHub, be it in a test or in the sandbox. */
export interface Product {
  readonly github: GitHub;
  readonly app: Pick<App, "url">;
  readonly database: { readonly db: Db };
  /** What the product was started with: for a command on the same database. */
  readonly environment: Environment;
  /** No delivery is under way and no job is left to do now. */
  settled(): Promise<void>;
  /** Looks for what no delivery told, as the server does every hour by itself. */
  sweep(): Promise<void>;
}

/** Waits until `look` answers something else than undefined, and answers it. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function settled(github: GitHub, db: Db): Promise<void> {
  await until(
    "no work left",
    async () => {
      await github.deliveries.idle();
      const rows = await db.$queryRaw<{ done: boolean }[]>`
        SELECT NOT EXISTS (
            SELECT FROM pgboss.job WHERE state < 'completed' AND name <> 'timed' AND name NOT LIKE '\\_\\_%'
          ) AND NOT EXISTS (SELECT FROM log_inbox) AS done`;
      return rows[0]?.done ? true : undefined;
    },
    30_000,
  );
}

/** Takes a course and signs, through the pages; answers when every check and every seat has followed. */
export async function learn(
  { app, github, settled }: Product,
  login: string,
  { name = login, course }: { readonly name?: string; readonly course?: string } = {},
): Promise<void> {
  const learner = await createLearner({ app: app.url, github: github.url }, login, course);
  await learner.complete(name);
  await settled();
}
