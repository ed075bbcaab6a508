import { z } from "zod";
import { type PersonId, personId } from "../../domain/ids.ts";
import type { Attempt, Attestation, Completion, PassedModule, TrainingStore } from "../../domain/stores/training.ts";
import type { Db, Tx } from "../client.ts";
import type { AttemptModel, AttestationModel, CompletionModel } from "../generated/models.ts";
import { toJson, toNullableJson } from "../rows.ts";

const Method = z.enum(["quiz", "import", "classroom", "simulation", "on-the-job"]);
const CompletionKind = z.enum(["course", "renewal", "delta"]);
const AttemptKind = z.enum([...CompletionKind.options, "module", "again"]);

export function createTrainingStore(db: Db | Tx): TrainingStore {
  return {
    async hold(person) {
      // Rows that refer to the person may still be written by others.
      await db.$queryRaw`SELECT 1 FROM person WHERE id = ${person}::uuid FOR NO KEY UPDATE`;
    },
    async everyAttemptOf(person) {
      const rows = await db.attempt.findMany({
        where: { personId: person },
        orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      });
      return rows.map(toAttempt);
    },
    async attemptsOf(person, courseId) {
      const rows = await db.attempt.findMany({ where: { personId: person, courseId }, orderBy: { number: "desc" } });
      return rows.map(toAttempt);
    },
    modulesPassedBy: (people, modules) => listPassedModules(db, people, modules),
    async findAttempt(id) {
      const row = await db.attempt.findUnique({ where: { id } });
      return row && toAttempt(row);
    },
    async startAttempt(attempt) {
      const { count } = await db.attempt.createMany({ data: [toColumns(attempt)], skipDuplicates: true });
      return count === 1;
    },
    async saveAnswers(id, answers) {
      await db.attempt.updateMany({ where: { id, gradedAt: null }, data: { answers: toNullableJson(answers) } });
    },
    async grade(id, { answers, result, ...graded }) {
      const { count } = await db.attempt.updateMany({
        where: { id, gradedAt: null },
        data: { ...graded, answers: toNullableJson(answers), result: toNullableJson(result) },
      });
      return count === 1;
    },
    async recordCompletion({ person, ...completion }) {
      await db.completion.create({ data: { ...completion, personId: person }, select: { id: true } });
    },
    async recordCompletions(completions) {
      await db.completion.createMany({
        data: completions.map(({ person, ...completion }) => ({ ...completion, personId: person })),
      });
    },
    async attest(person, courseId, completionId, attestation) {
      const data = { ...attestation, personId: person, courseId, completionId };
      const { count } = await db.attestation.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    },
    async attestAll(signed) {
      await db.attestation.createMany({
        data: signed.map(({ person, attestation, ...of }) => ({ ...attestation, ...of, personId: person })),
      });
    },
    completionsOf: (people) => listCompletionsOf(db, people),
  };
}

async function listCompletionsOf(db: Db | Tx, people: readonly PersonId[]): Promise<readonly Completion[]> {
  const rows = await db.completion.findMany({
    where: { personId: { in: [...people] } },
    include: { attestation: true },
    orderBy: [{ completedAt: "desc" }, { id: "asc" }],
  });
  return rows.map(toCompletion);
}

async function listPassedModules(
  db: Db | Tx,
  people: readonly PersonId[],
  modules: Parameters<TrainingStore["modulesPassedBy"]>[1],
): Promise<readonly PassedModule[]> {
  const rows = await db.attempt.findMany({
    where: {
      personId: { in: [...people] },
      passed: true,
      kind: "module",
      OR: modules.map(({ course, module }) => ({ courseId: course, module })),
    },
    select: { personId: true, courseId: true, courseVersion: true, module: true },
    orderBy: [{ personId: "asc" }, { courseId: "asc" }, { number: "asc" }],
  });
  return rows.flatMap(({ personId: person, module, ...row }) =>
    module === null ? [] : [{ ...row, person: personId(person), module }],
  );
}

function toColumns({ person, paper, answers, result, ...attempt }: Attempt) {
  return {
    ...attempt,
    personId: person,
    paper: toJson(paper),
    answers: toNullableJson(answers),
    result: toNullableJson(result),
  };
}

function toAttempt({ personId: person, kind, ...row }: AttemptModel): Attempt {
  return { ...row, person: personId(person), kind: AttemptKind.parse(kind) };
}

function toCompletion(row: CompletionModel & { readonly attestation: AttestationModel | null }): Completion {
  const { personId: person, method, kind, attestation, ...completion } = row;
  return {
    ...completion,
    person: personId(person),
    method: Method.parse(method),
    kind: CompletionKind.parse(kind),
    attestation: attestation && toAttestation(attestation),
  };
}

function toAttestation(row: AttestationModel): Attestation {
  return {
    id: row.id,
    statementSha256: row.statementSha256,
    statementVersion: row.statementVersion,
    statement: row.statement,
    typedName: row.typedName,
    sessionId: row.sessionId,
    ...(row.sheetSha256 !== null && { sheetSha256: row.sheetSha256 }),
    signedAt: row.signedAt,
  };
}
