import { randomUUID } from "node:crypto";
import type { GitHub } from "../sandbox/github/server.ts";
import type { Delivery } from "./post.ts";
import { REPOSITORY } from "./served.ts";

/** Pull requests are opened at GitHub, and what it would have told of each is handed to us instead of being sent. */
export async function makeDeliveries(github: GitHub, count: number): Promise<readonly Delivery[]> {
  const opened: Delivery[] = [];
  github.deliveries.pause();
  for (let made = 0; made < count; made++)
    github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] });
  await github.deliveries.resume((held) => {
    for (const { event, headers, body } of held)
      if (event === "pull_request") opened.push({ headers, body: Buffer.from(body) });
    return [];
  });
  return opened;
}

/** The same deliveries under other ids: new ones, as far as anybody can tell. */
export function anew(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.map(({ headers, body }) => ({
    body,
    headers: { ...headers, "x-github-delivery": randomUUID() },
  }));
}
