import assert from "node:assert/strict";
import { join } from "node:path";
import { AUDIT_NEEDS, hasAuditTools } from "../../support/audit-tools.ts";
import { TOLD } from "../../support/programme.ts";
import { exportPack, exportSample, REPORTS, verifyPack } from "../../support/programme-office.ts";
import type { Office } from "../../support/programme-people.ts";
import { type ReadExport, readExport } from "../../support/read-export.ts";
import { expectRan } from "./expect.ts";
import type { Teller } from "./teller.ts";

const packOf = ({ home }: Office) => join(home, "evidence");

/** All reports, what is in them, and whether they add up. */
export async function tellPack(office: Office, { step, tell, table }: Teller): Promise<void> {
  step("The auditor comes. Sam exports the evidence, and a sample of three decisions, each with its proof.");
  await office.product.sweep();
  expectRan(await exportPack(office, packOf(office)));
  expectRan(await exportSample(office, join(office.home, "sample")));
  const [pack, sample] = [await readExport(packOf(office)), await readExport(join(office.home, "sample"))];
  const [whole, drawn] = await Promise.all([rowsOf(pack), rowsOf(sample)]);
  assert.deepEqual(
    whole.map(({ id }) => id),
    REPORTS,
  );
  const reports = [...whole, ...drawn.filter(({ id }) => id === "R-19")].toSorted((a, b) => a.id.localeCompare(b.id));
  for (const { id, rows, checks, residual } of reports) {
    assert.ok(rows > 0, `${id} is empty`);
    assert.ok(checks > 0, `${id} is reconciled with nothing`);
    assert.equal(residual, 0, `${id} does not add up`);
  }
  await expectTold(pack);
  table([
    ["report", "", "rows", "sums checked", "left over"],
    ...reports.map(({ id, title, rows, checks, residual }) => [
      ...[id, title, String(rows).padStart(4)],
      ...[String(checks).padStart(12), String(residual).padStart(9)],
    ]),
  ]);
  tell("No report is empty, and in none is anything left over.");
}

async function rowsOf(read: ReadExport) {
  const { reports } = await read.manifest();
  return reports.map(({ id, title, rows, reconciliations }) => ({
    ...{ id, title, rows, checks: reconciliations.length },
    residual: reconciliations.reduce((sum, one) => sum + Math.abs(one.residual), 0),
  }));
}

/** Each report tells of what this story did. */
async function expectTold(pack: ReadExport): Promise<void> {
  for (const [stem, about, row] of TOLD) {
    const rows = await pack.rows(stem);
    const wanted = Object.entries(row);
    const isTold = rows.some((one) =>
      wanted.every(([name, value]) => JSON.stringify(one[name]) === JSON.stringify(value)),
    );
    assert.ok(isTold, `${stem} does not tell of ${about}`);
  }
}

/** The pack, checked without us. */
export function tellVerified(office: Office, { step, tell, quote }: Teller): void {
  step("The auditor checks the pack with tools that are not ours: test/flows/verify-evidence.sh.");
  if (!hasAuditTools()) {
    tell(`This machine lacks them, so this step is left out: it ${AUDIT_NEEDS}.`);
    return;
  }
  const { code, told } = verifyPack(packOf(office));
  assert.equal(code, 0, told);
  assert.match(told, /R-04 says what the entries say/);
  const isCount = (line: string) => line.includes("|");
  const lines = told.trimEnd().split("\n");
  quote(lines.filter((line) => !isCount(line)).join("\n"));
  const counts = lines.filter(isCount).map((line) => line.replace("|", " "));
  tell(`Counted from the entries alone, what was decided and enforced: ${counts.join(", ")}.`);
}
