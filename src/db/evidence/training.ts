import type { PastCompletion, TrainingSource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";

export function createTrainingSource(db: Db | Tx): TrainingSource {
  return {
    async completions(ids) {
      const rows = await db.completion.findMany({
        where: { id: { in: [...ids] } },
        select: {
          id: true,
          attempt: { select: { startedAt: true, passMark: true, number: true } },
          attestation: { select: { id: true } },
        },
      });
      return new Map(
        rows.map(({ id, attempt, attestation }) => [
          id,
          {
            startedAt: attempt?.startedAt ?? null,
            passMark: attempt?.passMark ?? null,
            attempt: attempt?.number ?? null,
            attestationId: attestation?.id ?? null,
          },
        ]),
      );
    },
    async attestations(completionIds) {
      const rows = await db.attestation.findMany({
        where: { completionId: { in: [...completionIds] } },
        select: { id: true, completionId: true, typedName: true, statement: true },
      });
      return new Map(rows.map(({ id, completionId, ...kept }) => [completionId, { attestationId: id, ...kept }]));
    },
    historyOf: (personKeys) => historyOf(db, personKeys),
  };
}

async function historyOf(
  db: Db | Tx,
  personKeys: readonly string[],
): Promise<ReadonlyMap<string, readonly PastCompletion[]>> {
  const rows = await db.completion.findMany({
    where: { personId: { in: [...personKeys] } },
    include: { attestation: { select: { signedAt: true } } },
    orderBy: [{ completedAt: "asc" }, { id: "asc" }],
  });
  const found = new Map<string, PastCompletion[]>();
  for (const { personId, kind, attestation, ...row } of rows) {
    const own = found.get(personId) ?? [];
    found.set(personId, own);
    own.push({
      id: row.id,
      course: row.courseId,
      version: row.courseVersion,
      completedAt: row.completedAt.toISOString(),
      attestedAt: attestation?.signedAt.toISOString() ?? null,
      ...(kind === "delta" && { kind }),
    });
  }
  return found;
}
