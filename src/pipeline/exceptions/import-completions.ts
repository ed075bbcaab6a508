import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { ImportBatch, ImportRow } from "../../domain/stores/exceptions.ts";
import type { Stores } from "../../domain/stores/index.ts";
import { type DraftOf, toSubject } from "../entries.ts";
import { type ExceptionDeps, originOf } from "./deps.ts";
import type { Actor } from "./port.ts";

interface Approved {
  readonly batch: ImportBatch;
  readonly rows: readonly ImportRow[];
  readonly by: Actor;
  readonly at: Date;
}

/**
 * A completion and its entry for each row, in a handful of statements however many there are. The signature is asked of
 * each person by the course's own page.
 */
export async function completeRows(
  stores: Stores,
  { batch, rows, by, at }: Approved,
  deps: Pick<ExceptionDeps, "entries" | "newId">,
): Promise<void> {
  const subjectOf = await subjectsIn(stores, [batch.requestedBy, by.person, ...rows.map(({ person }) => person)]);
  const people = { requested_by: subjectOf(batch.requestedBy), approved_by: subjectOf(by.person) };
  const completions = rows.map((row) => toCompletion(deps.newId(), row, batch));
  await stores.training.recordCompletions(completions.map(({ completion }) => completion));
  await deps.entries.appendAll<DraftOf<"completion.recorded">>(
    stores,
    at,
    completions.map(({ completion, row }) => ({
      type: "completion.recorded",
      ...subjectOf(row.person),
      ...originOf(by),
      completion_id: completion.id,
      course: { id: row.courseId, version: row.courseVersion, content_sha256: completion.contentSha256 },
      result: { method: "import", ...(row.score === null ? {} : { score: row.score }) },
      import: {
        batch_id: batch.id,
        row_sha256: row.rowSha256,
        completed_at: row.completedAt.toISOString(),
        ...people,
      },
    })),
  );
}

/** The wording is not ours and not known: what is named is the course as the other system calls it. */
function toCompletion(id: string, row: ImportRow, { source }: ImportBatch) {
  const { person, courseId, courseVersion, score, completedAt, externalCourse } = row;
  const contentSha256 = sha256OfJson({ source, course: externalCourse });
  const what = { courseId, courseVersion, contentSha256, completedAt, score };
  return {
    row,
    completion: { ...what, id, person, method: "import" as const, kind: "course" as const, attemptId: null },
  };
}

async function subjectsIn(stores: Stores, people: readonly PersonId[]) {
  const identities = await stores.people.identities(people);
  const subjects = new Map(identities.map((identity) => [identity.person, toSubject(identity)]));
  return (person: PersonId) => {
    const subject = subjects.get(person);
    if (!subject) throw new Error("Somebody of the file is not among the people any more");
    return subject;
  };
}
