import type { Row } from "../report.ts";

/** One record of Vanta's `user_security_training_status`. */
export interface TrainingStatus {
  readonly displayName: string;
  readonly uniqueId: string;
  readonly externalUrl: string;
  readonly trainingId: string;
  readonly trainingName: string;
  readonly frameworksFulfilled: readonly string[];
  readonly traineeFullName: string;
  readonly traineeAccountName: string;
  readonly traineeEmail: string;
  readonly status: "COMPLETE" | "INCOMPLETE";
  readonly trainingCreatedTimestamp: string;
  readonly trainingDueTimestamp: string | null;
  readonly trainingCompletedTimestamp: string | null;
}

const SHOWN = ["name", "github_login", "person_key"] as const;

/**
 * A row of R-02 as Vanta takes it. What is not signed yet counts for nothing here, and is told as incomplete. Of who was
 * erased nothing but the random id stands in it: they are told all the same, since Vanta deletes who is left out.
 */
export function trainingStatus(row: Row): TrainingStatus {
  const text = (name: string) => (row[name] === null || row[name] === undefined ? "" : String(row[name]));
  const course = `${text("course")} ${text("course_version")}`;
  const who = SHOWN.map(text).find((one) => one !== "") ?? "";
  const isSigned = text("attestation_id") !== "";
  return {
    displayName: `${who}: ${course}`,
    uniqueId: text("completion_id"),
    externalUrl: "",
    trainingId: `${text("course")}@${text("course_version")}`,
    trainingName: course,
    frameworksFulfilled: ["SOC2"],
    traineeFullName: who,
    traineeAccountName: text("github_login"),
    traineeEmail: text("email"),
    status: isSigned ? "COMPLETE" : "INCOMPLETE",
    trainingCreatedTimestamp: text("started_at") || text("completed_at"),
    trainingDueTimestamp: null,
    trainingCompletedTimestamp: isSigned ? text("completed_at") : null,
  };
}

/** What a person puts in: Vanta gives the id when the resource is made there. */
export const RESOURCE_ID = "PUT-THE-RESOURCE-ID-FROM-VANTA-HERE";

/** The body of the request, piece by piece, so that none is held whole. Every row stands in it: it is a full replace. */
export async function* trainingStatusBody(rows: AsyncIterable<Row>): AsyncIterable<string> {
  yield `{"resourceId":${JSON.stringify(RESOURCE_ID)},"resources":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(trainingStatus(row))}`;
    isFirst = false;
  }
  yield "\n]}\n";
}
