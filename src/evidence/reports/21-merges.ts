import { LandingResult } from "../../gatelog/landing-entries.ts";
import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import { LANDING_KINDS, type LandingKept, type Leaf, type Sources } from "../sources.ts";

export type MergeSources = Pick<Sources, "entries" | "people" | "repositories" | "landings">;

type Landed = Leaf<"merge.observed"> | Leaf<"push.observed">;

const BATCH = 200;
const RESULTS = LandingResult.options;

export function mergesReport({ entries, people, repositories, landings }: MergeSources): Report {
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const batch of inBatches(entries.of(["merge.observed", "push.observed"] as const, period), BATCH)) {
      const leaves = batch.filter(({ entry }) => entry.landing_id !== undefined) as readonly Landed[];
      const kept = await landings.kept(leaves.flatMap(({ entry }) => entry.landing_id ?? []));
      const whom = await findPeople(people, leaves.map(personIn));
      const names = await repositories.names(leaves.map(repositoryIn));
      for (const leaf of leaves) {
        const landing = kept.get(leaf.entry.landing_id ?? "");
        countIn(tally, leaf, landing);
        yield { ...rowOf(leaf, landing, whom), repository: names.get(repositoryIn(leaf)) ?? null };
      }
    }
  }
  return {
    id: "R-21",
    name: "merges",
    title: "Merges and pushes",
    question: "What came onto the gated branches, and did each of them pass the gate? Who got past it?",
    clauses: [clause.SOC_CC6_2, clause.ISO_8_28, clause.NIST_AU_9],
    columns: COLUMNS,
    status: "result",
    query:
      "Every entry merge.observed and push.observed of the gate log that has a landing_id and occurred in the period, in " +
      "the order of the log: what came onto the default branch of a repository in the boundary of the policy, from the " +
      "first look at that branch on. Joined by landing_id to GitHub's own record of it (the activity list of the " +
      "repository) and to the number of the pull request.",
    rows,
    reconcile: (period) => reconcile(period, { tally: tally.counts, landings }),
  };
}

const COLUMNS: Report["columns"] = [
  { name: "landed_at", means: "When it came onto the branch, by GitHub's clock." },
  { name: "repository", means: "Its name as last seen." },
  { name: "branch", means: "The default branch at that time." },
  {
    name: "kind",
    means:
      "GitHub's word: pr_merge, merge_queue_merge, push or force_push. A merge whose record was not read yet: merge.",
  },
  { name: "pull_request", means: "Its number. Absent for a push, and once its author was erased." },
  { name: "outcome", means: "The verdict that it met: allow, flag, withhold, undecided, or none." },
  {
    name: "result",
    means:
      "allowed; flagged; waived (allowed, somebody by a waiver alone); break-glass; bypassed (the check was required and " +
      "did not say yes); not-covered (the gate was paused, or the check not required); observed (nothing is enforced there).",
  },
  ...PERSON_COLUMNS.map(({ name, means }) =>
    name === "person_key"
      ? { name, means: "Who merged or pushed it. Absent for an App, and where GitHub does not tell." }
      : { name, means },
  ),
  { name: "covered", means: "False where the gate was paused." },
  { name: "decision_id", means: "The decision that it met (R-04)." },
  { name: "mode", means: "What was in force there: observe, flag or block." },
  {
    name: "github_record",
    means: "GitHub's id of its record. Absent: not read yet, or it came with another pull request in one record.",
  },
  { name: "told_by", means: "webhook: by a delivery at once; reconcile: found by comparing with GitHub." },
  ...ENTRY_COLUMNS,
];

const personIn = ({ entry }: Landed) =>
  (entry.type === "merge.observed" ? entry.merged_by : entry.pushed_by)?.subject ?? null;

const repositoryIn = ({ entry }: Landed) => entry.resource.repository_id ?? 0;

function rowOf(leaf: Landed, landing: LandingKept | undefined, whom: People): Row {
  const { entry } = leaf;
  return {
    landed_at: entry.occurred_at,
    repository: null,
    branch: landing?.branch ?? null,
    kind: landing?.kind ?? (entry.type === "merge.observed" ? "merge" : entry.kind),
    pull_request: landing?.number ?? null,
    outcome: entry.decision.outcome,
    result: entry.result ?? null,
    ...personRow(personIn(leaf), whom),
    covered: entry.covered !== false,
    decision_id: entry.decision_id ?? null,
    mode: entry.mode ?? null,
    github_record: landing?.activityId ?? null,
    told_by: entry.source.kind,
    ...entryRow(leaf),
  };
}

const MERGES = "merges";
const ALONE = "merges without a record";

function countIn(tally: ReturnType<typeof createTally>, { entry }: Landed, landing: LandingKept | undefined): void {
  const hasRecord = landing?.kind != null;
  if (entry.type === "merge.observed") tally.add(hasRecord ? MERGES : ALONE);
  if (!hasRecord) return;
  tally.add(`result ${entry.result}`);
  tally.add(`kind ${landing.kind}`);
}

interface Counted {
  readonly tally: ReadonlyMap<string, number>;
  readonly landings: Sources["landings"];
}

async function reconcile(period: Period, { tally, landings }: Counted): Promise<readonly Reconciliation[]> {
  const atGitHub = await landings.records(period);
  const ofTally = (key: string, name: string) => ({ name, count: tally.get(key) ?? 0 });
  const all = [...atGitHub.values()].reduce((sum, count) => sum + count, 0);
  return [
    reconciled(
      "what came onto gated branches, by result, and as GitHub itself counts it",
      RESULTS.map((result) => ofTally(`result ${result}`, result)),
      { name: "records of merges and pushes in GitHub's activity lists", count: all },
    ),
    ...LANDING_KINDS.map((kind) =>
      reconciled(`of these ${kind}`, [ofTally(`kind ${kind}`, "rows")], {
        name: `records ${kind} at GitHub`,
        count: atGitHub.get(kind) ?? 0,
      }),
    ),
    reconciled(
      "pull requests that were merged",
      [
        ofTally(MERGES, "with GitHub's record"),
        ofTally(ALONE, "without one of their own: not read yet, or brought by another's"),
      ],
      { name: "merges that are kept", count: await landings.merges(period) },
    ),
  ];
}
