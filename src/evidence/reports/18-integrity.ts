import { createHash } from "node:crypto";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow, NO_ENTRY } from "../entry-columns.ts";
import { createSilences, type Silence } from "../heartbeats.ts";
import { createTally, reconciled, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { CheckpointSeen, EntryType, Leaf, OneSided, SigningSeen, Sources } from "../sources.ts";

export type IntegritySources = Pick<Sources, "entries" | "checkpoints" | "githubLog" | "asOf">;

const TOLD = [
  "log.heartbeat",
  "epoch.opened",
  "key.rotated",
  "subject.erased",
  "records.purged",
  "github_log.reconciled",
  "export.created",
] as const satisfies readonly EntryType[];
type ToldLeaf = Leaf<(typeof TOLD)[number]>;

export function integrityReport(sources: IntegritySources): Report {
  const { entries, checkpoints, githubLog, asOf } = sources;
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for (const { epoch, origin, openedAt } of await checkpoints.epochs())
      yield row({ kind: "epoch", time: openedAt.toISOString(), epoch, detail: origin });
    for await (const seen of checkpoints.signedIn(period)) {
      tally.add("checkpoint");
      yield checkpointRow(seen);
    }
    yield* toldRows(period);
    yield signingRow(await checkpoints.signing(), asOf);
    for await (const event of githubLog.oneSided(period)) yield oneSidedRow(event);
    for (const [type, count] of await entries.countByType(period))
      yield row({ kind: "entries", size: count, detail: type });
  }
  async function* toldRows(period: Period): AsyncIterable<Row> {
    const [first] = await checkpoints.epochs();
    const silences = createSilences(
      first && first.openedAt > period.from ? { ...period, from: first.openedAt } : period,
      asOf,
    );
    for await (const leaf of entries.of(TOLD, period)) {
      tally.add(leaf.entry.type);
      if (leaf.entry.type === "log.heartbeat") yield* silences.beat(new Date(leaf.entry.occurred_at)).map(silenceRow);
      yield { ...row({ kind: leaf.entry.type, time: leaf.entry.occurred_at, ...toldBy(leaf) }), ...entryRow(leaf) };
    }
    yield* silences.end().map(silenceRow);
  }
  return {
    id: "R-18",
    name: "integrity",
    title: "Integrity of the log",
    question: "Can all this be believed: is the log whole, signed, anchored outside, and was it never silent?",
    clauses: [clause.NIST_AU_9, clause.NIST_AT_4],
    columns: COLUMNS,
    status: "kind",
    query:
      "Every epoch of the log; every checkpoint that was signed in the period, in its order; every entry of the types " +
      `${TOLD.join(", ")} that occurred in the period, in the order of the log, with each stretch of more than 36 hours ` +
      "without a heartbeat; how signing stands now; what stands on one side only where GitHub's own audit log was " +
      "compared; and how many entries of each type occurred in the period.",
    rows,
    reconcile: async (period) => [
      reconciled("checkpoints", [{ name: "rows of kind checkpoint", count: tally.counts.get("checkpoint") ?? 0 }], {
        name: "checkpoints signed in the period",
        count: await checkpoints.countSignedIn(period),
      }),
      ...(await rowsAgainstEntries(tally.counts, TOLD, { entries, period })),
    ],
  };
}

const COLUMNS: Report["columns"] = [
  { name: "kind", means: "epoch, checkpoint, silence, signing, one-sided, entries, or the type of an entry." },
  { name: "time", means: "When; of a silence, its beginning." },
  { name: "until", means: "Of a silence, its end." },
  { name: "epoch", means: "The epoch of the log." },
  { name: "size", means: "Of a checkpoint: how many entries it covers. Of `entries`: how many there were." },
  { name: "root", means: "Of a checkpoint: the tree's root, base64." },
  { name: "note_sha256", means: "Of a checkpoint: digest of the signed note." },
  { name: "stamped_at", means: "Of a checkpoint: when an outside authority stamped the time on it." },
  { name: "result", means: "ok, or what is wrong." },
  { name: "detail", means: "What else there is to tell, in words or as JSON." },
  ...ENTRY_COLUMNS,
];

const EMPTY: Row = {
  kind: null,
  time: null,
  until: null,
  epoch: null,
  size: null,
  root: null,
  note_sha256: null,
  stamped_at: null,
  result: null,
  detail: null,
  ...NO_ENTRY,
};

function row(said: Row): Row {
  return { ...EMPTY, ...said };
}

function checkpointRow({ createdAt, note, stampedAt, epoch, size, root }: CheckpointSeen): Row {
  return row({
    ...{ kind: "checkpoint", time: createdAt.toISOString(), epoch, size, root },
    note_sha256: createHash("sha256").update(note, "utf8").digest("hex"),
    stamped_at: stampedAt?.toISOString() ?? null,
  });
}

function silenceRow({ from, until }: Silence): Row {
  const [time, end] = [from.toISOString(), until.toISOString()];
  return row({ kind: "silence", time, until: end, result: "no heartbeat" });
}

function signingRow(signing: SigningSeen, asOf: Date): Row {
  const { refusedSince, problem, checkedAt, checkedProblem, anchorSilentSince, anchorProblem } = signing;
  const wrong = [
    ...(refusedSince ? [`refused since ${refusedSince.toISOString()}`] : []),
    ...(checkedProblem ? ["the last whole check found a fault"] : []),
    ...(anchorSilentSince ? [`the anchor is silent since ${anchorSilentSince.toISOString()}`] : []),
  ];
  return row({
    kind: "signing",
    time: asOf.toISOString(),
    result: wrong.length === 0 ? "ok" : wrong.join("; "),
    detail: JSON.stringify({ problem, checkedAt, checkedProblem, anchorProblem }),
  });
}

function oneSidedRow({ side, action, happenedAt, key, person, actor }: OneSided): Row {
  const result = side === "github" ? "stands at GitHub alone" : "stands here alone";
  const detail = JSON.stringify({ action, key, person, actor });
  return row({ kind: "one-sided", time: happenedAt.toISOString(), result, detail });
}

function toldBy({ entry }: ToldLeaf): Row {
  switch (entry.type) {
    case "log.heartbeat":
      return {
        epoch: entry.epoch,
        size: entry.check.entries,
        result: entry.check.problem ?? "ok",
        detail: JSON.stringify(entry.counts),
      };
    case "epoch.opened":
      return { epoch: entry.epoch, result: entry.cause, detail: JSON.stringify(entry.previous) };
    case "key.rotated":
      return { epoch: entry.epoch, detail: `${entry.old_vkey} to ${entry.new_vkey}` };
    case "subject.erased":
      return { result: entry.basis, detail: entry.subject };
    case "records.purged":
      return { result: entry.what, detail: JSON.stringify({ before: entry.before, ...entry.counts }) };
    case "export.created":
      return { size: entry.log?.size ?? null, detail: `${entry.export_id}: ${entry.reports.join(", ")}` };
    case "github_log.reconciled":
      return {
        result: resultOf(entry.counts),
        detail: JSON.stringify({ counts: entry.counts, other_events: entry.other_events }),
      };
  }
}

function resultOf(counts: readonly { readonly github: number; readonly here: number }[]): string {
  const oneSided = counts.reduce((sum, { github, here }) => sum + github + here, 0);
  return oneSided === 0 ? "ok" : `${oneSided} on one side only`;
}
