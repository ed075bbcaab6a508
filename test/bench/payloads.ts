import { randomUUID } from "node:crypto";
import type { GitHub } from "../sandbox/github/server.ts";
import type { Delivery } from "./post.ts";
import { REPOSITORY } from "./served.ts";

/** What an average `pull_request` delivery weighs. */
const BYTES = 21_000;

/** Pull requests are opened at GitHub, and what it would have told of each is handed to us instead of being sent. */
export async function makeDeliveries(github: GitHub, count: number): Promise<readonly Delivery[]> {
  github.deliveries.pause();
  const open = (body: string) =>
    github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}], body });
  open("");
  const empty = await takeOpened(github);
  const padding = "x".repeat(BYTES - (empty[0]?.body.length ?? 0));
  github.deliveries.pause();
  for (let made = 0; made < count; made++) open(padding);
  return takeOpened(github);
}

/** The same deliveries under other ids: new ones, as far as anybody can tell. */
export function anew(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.map(({ headers, body }) => ({
    body,
    headers: { ...headers, "x-github-delivery": randomUUID() },
  }));
}

async function takeOpened(github: GitHub): Promise<readonly Delivery[]> {
  const opened: Delivery[] = [];
  await github.deliveries.resume((held) => {
    for (const { event, headers, body } of held)
      if (event === "pull_request") opened.push({ headers, body: Buffer.from(body) });
    return [];
  });
  return opened;
}
