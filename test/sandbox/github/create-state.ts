import { createHash } from "node:crypto";
import type { Clock } from "../../../src/domain/clock.ts";
import type { IdKind, State } from "./state.ts";

/** Where GitHub's own counters roughly stand. */
const FIRST_ID: Readonly<Record<IdKind, number>> = {
  user: 71_000_001,
  organization: 81_000_001,
  team: 9_100_001,
  repository: 612_000_001,
  installation: 51_000_001,
  invitation: 31_000_001,
  pull: 2_310_000_001,
  comment: 2_710_000_001,
  issue: 2_810_000_001,
  review: 2_950_000_001,
  reaction: 261_000_001,
  suite: 38_100_000_001,
  run: 41_200_000_001,
  entry: 9_310_001,
  ruleset: 4_100_001,
  version: 11_500_001,
  protection: 58_100_001,
  activity: 21_400_000_001,
  delivery: 183_100_000_001,
};

export function createState(clock: Clock): State {
  const next = { ...FIRST_ID };
  let commits = 0;
  return {
    clock,
    users: new Map(),
    organizations: new Map(),
    repositories: new Map(),
    commits: new Map(),
    pullsByCommit: new Map(),
    ancestry: new Map(),
    suites: new Map(),
    runs: new Map(),
    suitesByHead: new Map(),
    comments: new Map(),
    issues: new Map(),
    installations: new Map(),
    rulesets: new Map(),
    rulesetWatchers: new Set(),
    logins: new Map(),
    repositoryNames: new Map(),
    emails: new Map(),
    nextId: (kind) => next[kind]++,
    nextSha: () => createHash("sha1").update(`commit ${commits++}`).digest("hex"),
  };
}
