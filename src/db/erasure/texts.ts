import { z } from "zod";
import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import { ERASED, wordsOf } from "../../domain/traces.ts";
import type { Tx } from "../client.ts";
import { toJson } from "../rows.ts";
import { patternOf } from "./words.ts";

/** Texts of which a part must stay what it is. */
export async function eraseInTexts(tx: Tx, traces: Traces): Promise<readonly ErasedPart[]> {
  return [
    { place: "coverage_run.report", how: "replaced", count: await eraseInReports(tx, traces) },
    { place: "programme_review.document", how: "replaced", count: await eraseInReviews(tx, traces) },
    { place: "organisation_policy.text", how: "replaced", count: await eraseInPolicyTexts(tx, traces) },
    { place: "roster_line", how: "deleted", count: await eraseWaitingLines(tx, traces) },
  ];
}

const Report = z.record(z.string(), z.unknown());
/** What a report says in words: who may get past the check, and where it is a hole. */
const WORDS = new Set(["bypass", "detail", "remedy", "notes", "sentence"]);

/** The log's digest of such a report can be opened by nobody any more. */
async function eraseInReports(tx: Tx, traces: Traces): Promise<number> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM coverage_run WHERE report::text ~* ${patternOf(traces)}`;
  let count = 0;
  for (const { id } of found) {
    const row = await tx.coverageRun.findUniqueOrThrow({ where: { id } });
    const before = Report.parse(row.report);
    const after = redacted(before, wordsOf(traces), false);
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    await tx.coverageRun.update({ where: { id }, data: { report: toJson(after) }, select: { id: true } });
    count += 1;
  }
  return count;
}

/** In its texts alone: a number that is also the id of their account stays a number. */
async function eraseInReviews(tx: Tx, traces: Traces): Promise<number> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM programme_review WHERE document::text ~* ${patternOf(traces)}`;
  let count = 0;
  for (const { id } of found) {
    const { document } = await tx.programmeReview.findUniqueOrThrow({ where: { id } });
    const after = redacted(document, wordsOf(traces), true);
    if (JSON.stringify(after) === JSON.stringify(document)) continue;
    await tx.programmeReview.update({ where: { id }, data: { document: toJson(after) }, select: { id: true } });
    count += 1;
  }
  return count;
}

function redacted(value: unknown, pattern: RegExp, isText: boolean): unknown {
  if (typeof value === "string") return isText ? value.replaceAll(pattern, ERASED) : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, pattern, isText));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, redacted(item, pattern, isText || WORDS.has(key))]),
  );
}

/** What a policy says of them was refused before: left are comments, and all else stays as it was written. */
async function eraseInPolicyTexts(tx: Tx, traces: Traces): Promise<number> {
  const pattern = wordsOf(traces);
  const clean = (text: string | null) =>
    text?.replaceAll(/(?:^|\s)#.*$/gm, (comment) => comment.replaceAll(pattern, ERASED)) ?? null;
  let count = 0;
  for (const { accountId, text, heldText } of await tx.organisationPolicy.findMany()) {
    const data = { text: clean(text), heldText: clean(heldText) };
    if (data.text === text && data.heldText === heldText) continue;
    await tx.organisationPolicy.update({ where: { accountId }, data, select: { accountId: true } });
    count += 1;
  }
  return count;
}

/** Lines of a file that waits to be applied. */
function eraseWaitingLines(tx: Tx, traces: Traces): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM roster_line
    WHERE array_to_string(cells, ' ') ~* ${patternOf(traces)} OR record::text ~* ${patternOf(traces)}
      OR concat(key, ' ', reason) ~* ${patternOf(traces)}`;
}
