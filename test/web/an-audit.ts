import { createHash, generateKeyPairSync } from "node:crypto";
import { personId } from "../../src/domain/ids.ts";
import { POINT_COLUMNS } from "../../src/evidence/access/point-rows.ts";
import type { Report, Row } from "../../src/evidence/report.ts";
import { drawSample } from "../../src/evidence/sample.ts";
import { formatCheckpoint } from "../../src/gatelog/checkpoint.ts";
import { signNote, vkeyOf } from "../../src/gatelog/note.ts";
import { leafHash } from "../../src/gatelog/place.ts";
import { formatProof } from "../../src/gatelog/proof.ts";
import { createTree, proveInclusion } from "../../src/gatelog/tree.ts";
import type {
  Auditing,
  AuditOverview,
  CheckpointSeen,
  ClauseView,
  EntryView,
  LogRow,
  ReportBrief,
  SeriesView,
} from "../../src/pipeline/auditor/port.ts";
import { stepsOf } from "../../src/pipeline/auditor/steps.ts";
import { NOON } from "./a-web.ts";
import { PERSON } from "./an-admin.ts";

const ORIGIN = "training.example.org/log/1";
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS);

/** A log of three entries, signed. */
const BODIES = [0, 1, 2].map((seq) =>
  JSON.stringify({ decision: { outcome: "withhold" }, enforced: true, epoch: 1, seq, type: "gate.decided", v: 1 }),
);
const LEAVES = BODIES.map((body) => leafHash(Buffer.from(body, "utf8")));
const { privateKey } = generateKeyPairSync("ed25519");
const tree = createTree();
for (const leaf of LEAVES) tree.append(leaf);
const NOTE = signNote(formatCheckpoint({ origin: ORIGIN, size: LEAVES.length, root: tree.root() }), [
  { name: ORIGIN, privateKey },
]);

export const CHECKPOINT: CheckpointSeen = {
  ...{ origin: ORIGIN, epoch: 1, size: LEAVES.length, signedAt: inDays(0), note: NOTE, stamped: true },
  root: Buffer.from(tree.root()).toString("base64"),
  vkey: vkeyOf(ORIGIN, privateKey),
};

function proofOf(seq: number): string {
  const hashes = proveInclusion(seq, LEAVES.length, (level, index) => {
    if (level === 0) return LEAVES[index] as Uint8Array;
    const subtree = createTree();
    for (const leaf of LEAVES.slice(index * 2 ** level, (index + 1) * 2 ** level)) subtree.append(leaf);
    return subtree.root();
  });
  return formatProof({ index: seq, hashes, checkpoint: NOTE });
}

const rowAt = (seq: number): LogRow => ({
  ...{ epoch: 1, seq, type: "gate.decided", recordedAt: inDays(seq - 3) },
  ...{ outcome: "withhold", mode: "block", enforced: seq !== 1 },
  about: "a-contractor-with-a-rather-long-login",
  repository: "acme/payments-api",
});

const entryAt = (seq: number): EntryView => ({
  row: rowAt(seq),
  body: BODIES[seq] ?? "",
  leafHash: Buffer.from(LEAVES[seq] ?? []).toString("hex"),
  people: [
    {
      subject: PERSON,
      commitment: `sha256:${"3f".repeat(32)}`,
      disclosed: { saltHex: "a7".repeat(32), identity: '{"accounts":[101],"login":"mira"}', login: "mira" },
    },
    { subject: PERSON.replace("5b", "6b"), commitment: `sha256:${"4e".repeat(32)}`, disclosed: null },
  ],
  checkpoint: CHECKPOINT,
  older: seq > 0 ? { epoch: 1, seq: seq - 1 } : null,
  newer: seq < 2 ? { epoch: 1, seq: seq + 1 } : null,
});

const CC6_2 = { framework: "soc-2", ref: "CC6.2" };
const decisions: ReportBrief = {
  ...{ id: "R-04", name: "gate-log", title: "Access-gating log", clauses: [CC6_2] },
  question: "What did the gate decide, when, about whom, and why?",
};
const merges: ReportBrief = {
  ...{ id: "R-21", name: "merges", title: "Merges", clauses: [CC6_2, { framework: "soc-2", ref: "CC8.1" }] },
  question: "What came onto gated branches, and what had the gate said?",
};

const access: ReportBrief = {
  ...{ id: "R-05", name: "point-in-time", title: "Access at a point in time", clauses: [CC6_2] },
  question: "Who had access to what at that time?",
};

const held = (login: string): Row => ({
  ...Object.fromEntries(POINT_COLUMNS.map(({ name }) => [name, null])),
  ...{ person_key: PERSON, github_login: login, kind: "person", repository: "acme/payments-api", permission: "write" },
  ...{ via: ["direct", "team"], trained_as_of: "no", missing: ["developer/owasp-top-10-2025 (never)"] },
  ...{ valid_from_latest: inDays(-9).toISOString(), log_epoch: 1, log_seq: 1 },
});

/** The report that samples are drawn from: two hundred decisions. */
export const REPORT: Report = {
  ...decisions,
  columns: [
    { name: "time", means: "When it was decided." },
    { name: "github_login", means: "As last seen." },
    { name: "decision", means: "What was decided." },
    { name: "log_epoch", means: "The epoch of the log." },
    { name: "log_seq", means: "The place in it." },
    { name: "entry_sha256", means: "The leaf hash." },
  ],
  query: "Every entry gate.decided of the gate log that occurred in the period, in the order of the log.",
  async *rows() {
    for (let at = 0; at < 200; at++) yield decidedAt(at);
  },
  reconcile: async () => [
    {
      what: "rows that rest on an entry gate.decided",
      parts: [{ name: "rows", count: 200 }],
      total: { name: "entries gate.decided in the period", count: 201 },
      residual: 1,
    },
  ],
};

const decidedAt = (at: number): Row => ({
  time: inDays(-at / 4).toISOString(),
  github_login: at % 3 === 0 ? "=1+1" : "mira",
  decision: "withhold",
  ...{ log_epoch: 1, log_seq: at % 3, entry_sha256: createHash("sha256").update(String(at)).digest("hex") },
});

const clause = (ref: string, title: string, rest: Partial<ClauseView> = {}): ClauseView => ({
  framework: { id: "soc-2", name: "SOC 2: Trust Services Criteria 2017, points of focus 2022" },
  ...{ ref, title, asks: "Register and authorise users before they are given credentials and access." },
  supports: "The step before access is given.",
  ...{ reports: [], completions: null, gaps: [], ...rest },
});

const overview: AuditOverview = {
  others: [clause("CC8.1", "Changes", { gaps: [{ kind: "no-report" }] })],
  checkpoint: CHECKPOINT,
  entries: { count: 12_345, newestAt: inDays(-1) },
  decisions: { all: 3_141, enforced: 2_718 },
  coverage: {
    sentence: "The gate is decoration on 1 of 2 repositories: the check is not required on 1.",
    holes: 1,
    observedAt: inDays(-1),
  },
  clauses: [
    clause("CC6.2", "Registration and authorisation before access", {
      reports: [
        { id: "R-04", title: "Access-gating log", evidence: { kind: "entries", count: 3_141, newestAt: inDays(-1) } },
        { id: "R-15", title: "Control mapping", evidence: { kind: "rows", rows: 1_000, isAll: false } },
        { id: "R-20", title: "Coverage", evidence: { kind: "entries", count: 0, newestAt: null } },
      ],
      gaps: [{ kind: "nothing-in-period", reports: ["R-20"] }],
    }),
    clause("CC1.4", "Commitment to competence", {
      completions: { count: 0, newestAt: null },
      gaps: [
        { kind: "no-report" },
        { kind: "course-not-in-force", course: "a-course-of-their-own" },
        { kind: "nobody-finished", courses: ["security-awareness"] },
      ],
    }),
  ],
};

function series(report: ReportBrief, keys: readonly string[]): SeriesView {
  const { step, steps } = stepsOf({ from: inDays(-80), to: inDays(1) });
  const counts = steps.flatMap((one, at) =>
    keys.map((key, place) => ({ ...one, key, count: (at * 7 + place * 3) % 9 })),
  );
  const totals = new Map(
    keys.map((key) => [key, counts.reduce((sum, one) => sum + (one.key === key ? one.count : 0), 0)]),
  );
  const all = [...totals.values()].reduce((sum, one) => sum + one, 0);
  const rows = [0, 1, 2].map(decidedAt);
  return { report, step, counts, totals, columns: REPORT.columns, rows, counted: { rows: all, isAll: true } };
}

const RESULTS = ["allowed", "flagged", "waived", "break-glass", "bypassed", "not-covered", "observed"];

/** An organisation with something to see on every page. `asked` keeps what the pages asked for. */
export function anAudit() {
  const asked: unknown[] = [];
  const note = <T>(what: unknown, answer: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  const briefs = [decisions, merges];
  const auditing: Auditing = {
    overview: (scope) => note(scope, overview),
    checkpoint: async () => CHECKPOINT,
    log: (search) =>
      note(search, {
        rows: [2, 1, 0].map(rowAt),
        ...{ hasNewer: true, hasOlder: true, unknown: null, types: ["gate.decided", "merge.observed"] },
      }),
    entry: async (_, { epoch, seq }) => (epoch === 1 && seq < LEAVES.length ? entryAt(seq) : null),
    proof: async (_, { epoch, seq }) => (epoch === 1 && seq < LEAVES.length ? proofOf(seq) : null),
    exceptions: (scope) => note(scope, series(decisions, ["untrained_access", "bypass", "waiver"])),
    merges: (scope) => note(scope, series(merges, RESULTS)),
    coverage: (scope) =>
      note(scope, {
        report: merges,
        looks: Array.from({ length: 80 }, (_, day) => ({
          ...{ at: inDays(day - 80), blocking: day < 10 ? 0 : 40, sound: Math.min(40, Math.max(0, day - 10)) },
        })),
        ...{ columns: REPORT.columns, rows: [decidedAt(1)], counted: { rows: 1, isAll: true } },
      }),
    access: (search) =>
      note(search, {
        ...{ report: access, columns: POINT_COLUMNS, rows: [held("mira"), held("=1+1")], next: "more", unknown: null },
        ...{ at: inDays(-1), knownAt: inDays(0), person: search.login === null ? null : personId(PERSON) },
      }),
    downloadAccess: async (search, format) =>
      search.login === "nobody"
        ? null
        : { name: `R-05-access.${format}`, type: "text/csv; charset=utf-8", bytes: bytes("a,b\r\n") },
    accessHistory: async (_, person, after) =>
      person === PERSON && after === null
        ? { login: "mira", columns: REPORT.columns, rows: [0, 1, 2].map(decidedAt), next: null }
        : null,
    reports: (scope) =>
      note(
        scope,
        briefs.map((one, at) => ({ ...one, counted: { rows: 1_000, isAll: at === 0 } })),
      ),
    listReports: async () => briefs,
    report: async (scope, id) =>
      id === REPORT.id
        ? {
            ...{ ...decisions, columns: REPORT.columns, query: REPORT.query, counted: { rows: 200, isAll: true } },
            rows: [0, 1, 2].map(decidedAt),
            reconciliations: await REPORT.reconcile(scope.period),
          }
        : null,
    download: async (_, id, format) =>
      id === REPORT.id
        ? { name: `R-04-gate-log.${format}`, type: "text/csv; charset=utf-8", bytes: bytes("a,b\r\n") }
        : null,
    pack: async () => ({ name: "evidence.zip", files: somePack() }),
    samplePack: async () => ({ name: "sample.zip", files: somePack() }),
    sample: async ({ period }, id, ask) =>
      id === REPORT.id
        ? {
            ...{ report: decisions, file: "R-04-gate-log.jsonl", columns: REPORT.columns },
            sample: await drawSample(REPORT, period, ask),
          }
        : null,
  };
  return { auditing, asked };
}

async function* bytes(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, "utf8");
}

async function* somePack() {
  yield { path: "R-04-gate-log.csv", bytes: bytes("a,b\r\n", "1,2\r\n") };
  yield { path: "log/checkpoint", bytes: bytes(NOTE) };
}
