import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { ImportBatch, ImportRow } from "../../domain/stores/exceptions.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { AttestationStatement } from "../../training/attestation.ts";
import { type DraftOf, toSubject } from "../entries.ts";
import { commitToName } from "../learning/attest.ts";
import { loggedCourse } from "../learning/courses.ts";
import { type ExceptionDeps, originOf } from "./deps.ts";
import type { Actor } from "./port.ts";

interface SigningDeps extends Pick<ExceptionDeps, "entries" | "newId"> {
  /** By course: what is signed, as it is in force. */
  readonly statements: ReadonlyMap<string, AttestationStatement>;
}

interface Approved {
  readonly batch: ImportBatch;
  readonly rows: readonly ImportRow[];
  readonly by: Actor;
  readonly at: Date;
}

/**
 * A completion and its entry for each row, in a handful of statements however many there are. The signature is asked of
 * each person by the course's own page, but of those who signed the list.
 */
export async function completeRows(
  stores: Stores,
  { batch, rows, by, at }: Approved,
  deps: SigningDeps,
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
      result: { method: batch.method, ...(row.score === null ? {} : { score: row.score }) },
      import: {
        batch_id: batch.id,
        row_sha256: row.rowSha256,
        completed_at: row.completedAt.toISOString(),
        ...people,
      },
    })),
  );
  await signRows(stores, completions, { batch, by }, deps);
}

/** What stood on the list in a room is the statement of the course: its wording as it is in force now. */
async function signRows(
  stores: Stores,
  completions: readonly ReturnType<typeof toCompletion>[],
  { batch, by }: Pick<Approved, "batch" | "by">,
  deps: SigningDeps,
): Promise<void> {
  const signed = completions.flatMap((one) => signatureOf(one, batch, deps) ?? []);
  if (signed.length === 0) return;
  await stores.training.attestAll(signed.map(({ completion: _, ...signature }) => signature));
  const identities = await stores.people.identities(signed.map(({ person }) => person));
  for (const { person, completion, completionId, attestation } of signed) {
    const identity = identities.find((one) => one.person === person);
    if (!identity) throw new Error("Somebody of the list is not among the people any more");
    await deps.entries.append<DraftOf<"attestation.signed">>(stores, attestation.signedAt, {
      type: "attestation.signed",
      ...toSubject(identity),
      ...originOf(by),
      completion_id: completionId,
      course: loggedCourse(completion),
      attestation: {
        statement_sha256: attestation.statementSha256,
        version: attestation.statementVersion,
        typed_name_commitment: commitToName(identity.prKey, completionId, attestation.typedName),
        sheet_sha256: batch.fileSha256,
      },
    });
  }
}

function signatureOf(
  { row: { signedAt, person, courseId, listedAs }, completion }: ReturnType<typeof toCompletion>,
  { fileSha256 }: ImportBatch,
  { statements, newId }: SigningDeps,
) {
  const statement = statements.get(courseId);
  if (signedAt === null || !statement) return null;
  const { text, sha256: statementSha256, version: statementVersion } = statement;
  const words = { statement: text, statementSha256, statementVersion, typedName: listedAs ?? "" };
  const attestation = { id: newId(), ...words, sessionId: null, sheetSha256: fileSha256, signedAt };
  return { person, courseId, completionId: completion.id, completion, attestation };
}

/** The wording is not ours and not known: what is named is the course as the other system calls it. */
function toCompletion(id: string, row: ImportRow, { source, method }: ImportBatch) {
  const { person, courseId, courseVersion, score, completedAt, externalCourse } = row;
  const contentSha256 = sha256OfJson({ source, course: externalCourse });
  const what = { courseId, courseVersion, contentSha256, completedAt, score };
  return {
    row,
    completion: { ...what, id, person, method, kind: "course" as const, attemptId: null },
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
