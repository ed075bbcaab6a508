import { z } from "zod";
import type { ImportBatch } from "../../domain/stores/exceptions.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { AttestationStatement } from "../../training/attestation.ts";
import type { KnownCourse } from "../../training/completions/read-rows.ts";
import type { DraftOf } from "../entries.ts";
import { fileOpenHeadsOf } from "../learning/attest.ts";
import { type ExceptionDeps, originOf } from "./deps.ts";
import { completeRows } from "./import-completions.ts";
import { previewImport } from "./import-preview.ts";
import { namedPeople, namesOf, noText, objectionTo, objectionToRole, peopleOf, stateOf, textOf } from "./people.ts";
import { type Actor, type Done, type ImportPreview, type Imports, type ImportView, refused } from "./port.ts";

export interface ImportDeps extends ExceptionDeps {
  /** Courses as they are in force, with the pass mark of each one's own quiz. */
  readonly courses: () => Promise<readonly KnownCourse[]>;
  /** What is signed of each course, as it is in force. */
  readonly statements: () => Promise<ReadonlyMap<string, AttestationStatement>>;
}

/** All or nothing for each file: a transaction has to hold it. */
const MOST_ROWS = 5_000;

/**
 * Completions from another learning system. One person brings them, another approves them, and then the person who did
 * the training signs ours: only that makes them count.
 */
export function createImports(deps: ImportDeps): Imports {
  return {
    async courses(org) {
      const mark = (await deps.policies.inForce(org))?.policy.pass_mark ?? 0;
      const courses = await deps.courses();
      return courses.map((course) => ({ ...course, passMark: Math.max(course.passMark, mark) }));
    },
    preview: (file, told) => previewImport(file, told, deps.stores),
    request: (by, preview) => requestImport(by, preview, deps),
    approve: (by, id) => approveImport(by, id, deps),
    decline: (by, id, reason) => declineImport(by, id, reason, deps),
    async list(org) {
      return toViews(await deps.stores.imports.listOf(org), deps);
    },
    async read(org, id) {
      const found = await findBatch(id, deps);
      const [batch] = found?.orgId === org ? await toViews([found], deps) : [];
      return batch ? { batch, rows: await readRows(id, deps) } : null;
    },
  };
}

async function requestImport(by: Actor, preview: ImportPreview, deps: ImportDeps): Promise<Done> {
  const { org, source, method, fileSha256, candidates, rejected, known } = preview;
  if (candidates.length === 0) return refused("There is nothing new in this file, so nothing was kept");
  if (candidates.length > MOST_ROWS)
    return refused(`A file brings at most ${MOST_ROWS} new rows, and this one ${candidates.length}. Split it`);
  const at = deps.clock();
  const asked = { requestedBy: by.person, requestedAt: at };
  const counts = { rows: candidates.length, rejected: rejected.length, known };
  const batch = { id: deps.newId(), orgId: org, source, method, fileSha256, ...counts, ...asked };
  await deps.transact(async (stores) => {
    await stores.imports.request(
      batch,
      candidates.map(({ login: _, ...row }) => row),
    );
    await deps.entries.append<DraftOf<"import.requested">>(stores, at, {
      type: "import.requested",
      ...originOf(by),
      ...(await loggedBatch(stores, batch, deps)),
    });
  });
  return { ok: true, id: batch.id };
}

async function approveImport(by: Actor, id: string, deps: ImportDeps): Promise<Done> {
  const batch = await findBatch(id, deps);
  if (!batch) return refused("There is no such import. `completions list` tells the ids");
  const { orgId: org, requestedBy } = batch;
  const rows = await deps.stores.imports.rowsOf(id);
  const objection = await objectionTo(by, { org, role: "admin", requestedBy, concerns: [] }, deps.roles);
  if (objection) return objection;
  const at = deps.clock();
  const statements = await deps.statements();
  const isApproved = await deps.transact(async (stores) => {
    if (!(await stores.imports.approve(id, by.person, at))) return false;
    await deps.entries.append<DraftOf<"import.accepted">>(stores, at, {
      type: "import.accepted",
      ...originOf(by),
      ...(await loggedBatch(stores, batch, deps)),
      approved_by: await deps.entries.subjectOf(stores, by.person),
    });
    await completeRows(stores, { batch, rows, by, at }, { ...deps, statements });
    // A check that said "never finished" says "signature" from now on.
    await fileOpenHeadsOf(stores, [...new Set(rows.map(({ person }) => person))]);
    return true;
  });
  return isApproved ? { ok: true, id } : refused("This import does not wait for approval any more");
}

async function declineImport(by: Actor, id: string, words: string, deps: ImportDeps): Promise<Done> {
  const at = deps.clock();
  const batch = await findBatch(id, deps);
  if (!batch) return refused("There is no such import. `completions list` tells the ids");
  const reason = textOf(words);
  if (reason === null) return noText("reason");
  const isOwn = by.person === batch.requestedBy;
  const objection = isOwn ? null : await objectionToRole(by, batch.orgId, "admin", deps.roles);
  if (objection) return objection;
  const isDeclined = await deps.transact(async (stores) => {
    if (!(await stores.imports.decline(id, { by: by.person, at, reason }))) return false;
    await deps.entries.append<DraftOf<"import.rejected">>(stores, at, {
      type: "import.rejected",
      org: batch.orgId,
      ...originOf(by),
      batch_id: id,
      file_sha256: batch.fileSha256,
    });
    return true;
  });
  return isDeclined ? { ok: true, id } : refused("This import does not wait for approval any more");
}

async function loggedBatch(
  stores: Stores,
  batch: Pick<ImportBatch, "id" | "orgId" | "fileSha256" | "rows" | "rejected" | "known" | "requestedBy">,
  { entries }: ImportDeps,
) {
  return {
    org: batch.orgId,
    batch_id: batch.id,
    file_sha256: batch.fileSha256,
    rows: batch.rows,
    rejected: batch.rejected,
    known: batch.known,
    requested_by: await entries.subjectOf(stores, batch.requestedBy),
  };
}

async function toViews(batches: readonly ImportBatch[], { stores, clock }: ImportDeps): Promise<readonly ImportView[]> {
  const nameOf = await namesOf(batches.flatMap(peopleOf), stores);
  return batches.map((batch) => ({
    id: batch.id,
    org: batch.orgId,
    state: stateOf(batch, null, clock()),
    source: batch.source,
    fileSha256: batch.fileSha256,
    rows: batch.rows,
    rejected: batch.rejected,
    known: batch.known,
    ...namedPeople(batch, nameOf),
  }));
}

async function readRows(id: string, { stores }: ImportDeps) {
  const rows = await stores.imports.rowsOf(id);
  const nameOf = await namesOf(
    rows.map(({ person }) => person),
    stores,
  );
  return rows.map(({ person, rowSha256: _, ...row }) => ({ ...row, login: nameOf(person) }));
}

async function findBatch(id: string, { stores }: ImportDeps) {
  return z.uuid().safeParse(id).success ? stores.imports.find(id) : null;
}
