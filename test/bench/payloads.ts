import { createHash, createHmac, randomUUID } from "node:crypto";
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

/**
 * The same deliveries for other pull requests, with heads of their own: new ones, as far as anybody can tell. Of a head
 * that is told again there is no job to be stored, since one waits already.
 */
export function anew(deliveries: readonly Delivery[], { app }: Pick<GitHub, "app">): readonly Delivery[] {
  turn += 1;
  return deliveries.map((delivery) => {
    const body = Buffer.from(ofAnother(delivery.body.toString(), turn));
    const signature = `sha256=${createHmac("sha256", app.webhookSecret).update(body).digest("hex")}`;
    return {
      body,
      headers: { ...delivery.headers, "x-github-delivery": randomUUID(), "x-hub-signature-256": signature },
    };
  });
}

let turn = 0;

/** Another number, and another SHA for the head, wherever they stand. */
function ofAnother(text: string, turn: number): string {
  const { number, pull_request } = JSON.parse(text) as PullRequestPayload;
  const sha = createHash("sha1").update(`${pull_request.head.sha} ${turn}`).digest("hex");
  return text
    .replaceAll(pull_request.head.sha, sha)
    .replaceAll(`"number":${number},`, `"number":${number + turn * NUMBERS},`);
}

/** More than there are in one turn. */
const NUMBERS = 100_000;

interface PullRequestPayload {
  readonly number: number;
  readonly pull_request: { readonly head: { readonly sha: string } };
}
