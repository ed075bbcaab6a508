import type { Mapping } from "../../training/mapping/mapping.ts";
import { inBatches } from "../batches.ts";
import { NIST_AT_4, taughtClauses } from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { type CourseAsked, expiryOf } from "../expiry.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow, shownAs } from "../person-columns.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { CompletionKept, EntrySource, Leaf, PeopleSource, PolicySource, TrainingSource } from "../sources.ts";
import { coursesAsked, leniencyOf } from "../terms-asked.ts";

type Recorded = Leaf<"completion.recorded">;

export interface CompletionSources {
  readonly entries: EntrySource;
  readonly people: PeopleSource;
  readonly training: TrainingSource;
  readonly policies: PolicySource;
  readonly mapping: Mapping;
}

const BATCH = 200;

export function completionsReport(sources: CompletionSources): Report {
  const { entries, mapping } = sources;
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    const asked = await termsAsked(sources);
    for await (const leaves of inBatches(entries.of(["completion.recorded"], period), BATCH)) {
      const known = await lookUp(leaves, sources);
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        yield rowOf(leaf, known, asked);
      }
    }
  }
  return {
    id: "R-02",
    name: "completions",
    title: "Completions of training",
    question: "Who finished which course, when, in which version, with which result, and until when does it hold?",
    clauses: [...taughtClauses(mapping), NIST_AT_4],
    columns: COLUMNS,
    status: "method",
    query:
      "Every entry completion.recorded of the gate log that occurred in the period, of this organisation or of the whole " +
      "instance, in the order of the log; joined by completion_id to the records of attempts and signatures, by subject " +
      "to the erasable identity, and by course to the terms of the policy in force when the snapshot was taken.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, ["completion.recorded"], { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  { name: "course", means: "Our course. Of training from elsewhere: the course that it was accepted for." },
  { name: "course_version", means: "The version that was completed." },
  {
    name: "content_sha256",
    means: "Digest of that version's text. Of training from elsewhere: of what that system calls the course.",
  },
  { name: "layers", means: "Layers of the policy in force that ask for the course now." },
  { name: "kind", means: "course: all of it. renewal: its renewal. delta: what a minor version changed." },
  { name: "method", means: "quiz, or how it was done elsewhere: import, classroom, simulation, on-the-job." },
  { name: "assigned_at", means: "Always absent: training is asked of people by rule, and not assigned one by one." },
  {
    name: "due_at",
    means: "Always absent here, for the same reason: when it was due follows from the rule and the person's start.",
  },
  { name: "started_at", means: "When the attempt was begun that passed. Absent where none was made here." },
  { name: "completed_at", means: "When it was passed; of training from elsewhere, as that system tells it." },
  { name: "recorded_at", means: "When it was recorded here: passed, or approved by the second person." },
  { name: "score", means: "Percent." },
  { name: "pass_mark", means: "Percent that the attempt had to reach." },
  { name: "attempts", means: "The number of the attempt that passed, of the person at this course." },
  {
    name: "attestation_id",
    means: "The signature under it. Absent while nothing is signed: it counts for nothing until then.",
  },
  {
    name: "expires_at",
    means: "Until when it holds by the term in force. Absent where nothing is signed, or no layer asks for the course.",
  },
  { name: "completion_id", means: "The completion's own random id." },
  { name: "import_batch_id", means: "The file that brought it, where it is from elsewhere." },
  { name: "import_requested_by", means: "Who brought the file." },
  { name: "import_approved_by", means: "Who approved it: somebody else." },
  ...ENTRY_COLUMNS,
];

interface Asked {
  readonly courses: ReadonlyMap<string, CourseAsked>;
  readonly leniency: ReturnType<typeof leniencyOf>;
}

async function termsAsked({ policies }: CompletionSources): Promise<Asked | null> {
  const inForce = await policies.inForce();
  return inForce && { courses: coursesAsked(inForce.policy), leniency: leniencyOf(inForce.policy) };
}

interface Known {
  readonly people: People;
  readonly kept: ReadonlyMap<string, CompletionKept>;
  readonly history: Awaited<ReturnType<TrainingSource["historyOf"]>>;
}

async function lookUp(leaves: readonly Recorded[], { people, training }: CompletionSources): Promise<Known> {
  const subjects = [...new Set(leaves.map(({ entry }) => entry.subject))];
  const imports = leaves.flatMap(({ entry }) => entry.import ?? []);
  const others = imports.flatMap((one) => [one.requested_by.subject, one.approved_by.subject]);
  return {
    people: await findPeople(people, [...subjects, ...others]),
    kept: await training.completions(leaves.map(({ entry }) => entry.completion_id)),
    history: await training.historyOf(subjects),
  };
}

function rowOf(leaf: Recorded, { people, kept, history }: Known, asked: Asked | null): Row {
  const { entry } = leaf;
  const { course, result, import: imported } = entry;
  const own = kept.get(entry.completion_id);
  return {
    ...personRow(entry.subject, people),
    course: course.id,
    course_version: course.version,
    content_sha256: course.content_sha256,
    layers: asked?.courses.get(course.id)?.layers ?? [],
    kind: entry.kind ?? "course",
    method: result.method,
    assigned_at: null,
    due_at: null,
    started_at: own?.startedAt?.toISOString() ?? null,
    completed_at: imported?.completed_at ?? entry.occurred_at,
    recorded_at: entry.occurred_at,
    score: result.score ?? null,
    pass_mark: own?.passMark ?? null,
    attempts: own?.attempt ?? null,
    attestation_id: own?.attestationId ?? null,
    expires_at: expiresAt(entry, history.get(entry.subject) ?? [], asked),
    completion_id: entry.completion_id,
    import_batch_id: imported?.batch_id ?? null,
    import_requested_by: shownAs(imported?.requested_by.subject, people),
    import_approved_by: shownAs(imported?.approved_by.subject, people),
    ...entryRow(leaf),
  };
}

function expiresAt(
  entry: Recorded["entry"],
  history: NonNullable<ReturnType<Known["history"]["get"]>>,
  asked: Asked | null,
): string | null {
  const course = asked?.courses.get(entry.course.id);
  const completion = history.find(({ id }) => id === entry.completion_id);
  if (!asked || !course || !completion) return null;
  return expiryOf(completion, history, course, asked.leniency)?.toISOString() ?? null;
}
