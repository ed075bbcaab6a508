import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flow } from "./flow.ts";
import { runBeside } from "./flow-cli.ts";
import { train } from "./use-flow.ts";

const repository = "acme/payments-api";

/** Pull requests of the untrained and the trained, a course taken, a merge: enough that the log has several kinds. */
export async function aMorning(flow: Flow): Promise<void> {
  const { actions } = flow.github;
  actions.openPullRequest({ as: "mira", repository, commits: [{}, { author: "noor" }] });
  const second = actions.openPullRequest({ as: "jo", repository, commits: [{}] });
  await flow.settled();
  await train(flow, "jo");
  actions.mergePullRequest({ as: "sam", repository, number: second.number });
  await flow.settled();
}

export async function anAfternoon(flow: Flow): Promise<void> {
  await train(flow, "mira");
  for (let pull = 0; pull < 10; pull++) {
    flow.github.actions.openPullRequest({ as: "mira", repository, commits: [{}] });
  }
  await flow.settled();
}

/** A folder that goes when `use` has ended. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "training-gate-log-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** By the command line. Throws what it complained about if it did not end well. */
export async function exportLog(flow: Flow, folder: string): Promise<void> {
  const { code, complaints } = await runBeside(flow, ["log", "export", "--out", folder]);
  if (code !== 0) throw new Error(complaints.join("\n"));
}
