import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const OLD = { rule: "sql-injection", path: "src/report.ts", fingerprint: "a1" };
const NEW = { ...OLD, fingerprint: "b2" };
const ACCEPTED = {
  ...OLD,
  reason: "the column comes from COLUMNS, see line 12",
  until: "2026-12-31",
};
const TODAY = "2026-11-02";

/** A second, real finding arrives in a file with an accepted one; and one day the scanner crashes. */
export async function prove({ blockers }: Subject): Promise<void> {
  const scan = (...findings: (typeof OLD)[]) => ({ completed: true, findings });
  assert.deepEqual(blockers(scan(), [], TODAY), []);
  assert.deepEqual(blockers(scan(OLD), [ACCEPTED], TODAY), []);
  assert.deepEqual(blockers(scan(OLD), [], TODAY), ["sql-injection in src/report.ts"]);
  assert.equal(
    blockers(scan(OLD), [ACCEPTED], "2027-01-01").length,
    1,
    "an exception outlived its end",
  );

  assert.equal(
    blockers(scan(OLD, NEW), [ACCEPTED], TODAY).length,
    1,
    "an old exception hides a new finding",
  );
  assert.equal(
    blockers({ completed: false, findings: [] }, [], TODAY).length,
    1,
    "a crashed scan counts as a clean one",
  );
  assert.equal(
    blockers(undefined, [], TODAY).length,
    1,
    "a scan that never ran counts as a clean one",
  );
}
