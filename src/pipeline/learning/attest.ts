import { createHmac } from "node:crypto";
import type { PersonId } from "../../domain/ids.ts";
import { FRESH } from "../../domain/priority.ts";
import type { Stores, TxStores } from "../../domain/stores/index.ts";
import type { Attestation, Completion } from "../../domain/stores/training.ts";
import { attestationStatement, checkTypedName, signAttestation } from "../../training/attestation.ts";
import { fileAccess } from "../access/file-access.ts";
import type { DraftOf } from "../entries.ts";
import { fileHooks } from "../hooks/file.ts";
import { unsignedCompletion } from "./course-history.ts";
import { courseStateOf } from "./course-state.ts";
import { courseInForce, historyOf, type LearningDeps, loggedCourse } from "./courses.ts";
import type { Attested, Viewer } from "./port.ts";

/** Signs the completion that waits for it, and has every open head of the person looked at again. */
export async function attestCourse(
  viewer: Viewer,
  courseId: string,
  typed: { readonly typedName: string; readonly statementSha256: string },
  deps: LearningDeps,
): Promise<Attested> {
  const course = await courseInForce(courseId, deps);
  if (!course) return { kind: "not-passed" };
  const { person } = viewer.account;
  const signedAt = deps.clock();
  const history = await historyOf(person, course, deps);
  const completion = unsignedCompletion(history, signedAt);
  if (!completion) return { kind: courseStateOf(history, signedAt).state === "done" ? "already" : "not-passed" };
  if (typed.statementSha256 !== attestationStatement(course).sha256) return { kind: "statement-changed" };
  const checked = checkTypedName(typed.typedName);
  if (!checked.ok) return { kind: "bad-name", problem: checked.problem };

  const { sessionId } = viewer;
  const signed = signAttestation({ course, typedName: checked.name, sessionId, signedAt });
  const { statement, statementSha256, statementVersion, typedName } = signed;
  const attestation = {
    id: deps.newId(),
    statement,
    statementSha256,
    statementVersion,
    typedName,
    sessionId,
    signedAt,
  };
  return deps.transact(async (stores): Promise<Attested> => {
    if (!(await stores.training.attest(person, course.id, completion.id, attestation))) return { kind: "already" };
    await logSignature(stores, completion, attestation, deps);
    await fileOpenHeads(stores, person);
    return { kind: "signed" };
  });
}

async function logSignature(stores: Stores, completion: Completion, signed: Attestation, { entries }: LearningDeps) {
  const { person } = completion;
  const { prKey } = await stores.people.identity(person);
  await entries.append<DraftOf<"attestation.signed">>(stores, signed.signedAt, {
    type: "attestation.signed",
    ...(await entries.subjectOf(stores, person)),
    actor: { kind: "user", id: person },
    source: { kind: "ui" },
    completion_id: completion.id,
    course: loggedCourse(completion),
    attestation: {
      statement_sha256: signed.statementSha256,
      version: signed.statementVersion,
      typed_name_commitment: commitToName(prKey, completion.id, signed.typedName),
      ...(signed.sessionId !== null && { session_sha256: signed.sessionId }),
    },
  });
}

/**
 * `sha256:` and the hex of HMAC-SHA256 under the person's erasable key, over `typed-name`, the id of what was signed and the
 * name, a line feed between each. With the key it can be opened; without it, or once the key is erased, a guessed name
 * cannot be tried, and the same name signed twice looks like two.
 */
export function commitToName(key: Uint8Array, id: string, name: string): string {
  const mac = createHmac("sha256", key).update(`typed-name\n${id}\n${name}`, "utf8");
  return `sha256:${mac.digest("hex")}`;
}

/** One job for each head, whichever of the person's accounts is on it, and one for what waits for them. */
export function fileOpenHeads(stores: TxStores, person: PersonId): Promise<void> {
  return fileOpenHeadsOf(stores, [person]);
}

export async function fileOpenHeadsOf(stores: TxStores, people: readonly PersonId[]): Promise<void> {
  await fileHooks(stores, people);
  const accounts = await stores.people.accountsOfAll(people);
  const heads = await stores.verdicts.openHeadsOf(accounts.map(({ id }) => id));
  await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head", ...head }, priority: FRESH })));
  await fileAccess(stores, people);
}
