import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const SCANNER = 4711;
const ACTIONS = 15368;

/** Adds a workflow to the pull request whose job bears the scanner's name and does nothing. */
export async function prove(subject: Subject): Promise<void> {
  const required = [{ name: "secret-scan", appId: SCANNER }];
  const run = {
    name: "secret-scan",
    appId: SCANNER,
    headSha: "c0ffee",
    conclusion: "success",
  };
  const failed = { ...run, conclusion: "failure" };

  assert.equal(
    subject.mayMerge("c0ffee", [run], required),
    true,
    "the scanner's own success lets it merge",
  );
  assert.equal(
    subject.mayMerge("c0ffee", [failed], required),
    false,
    "the scanner's failure stops it",
  );
  assert.equal(
    subject.mayMerge("c0ffee", [], required),
    false,
    "a check that never came stops it",
  );
  assert.equal(
    subject.mayMerge("beefed", [run], required),
    false,
    "a success on an older commit stops it",
  );

  const forged = { ...run, appId: ACTIONS };
  assert.equal(
    subject.mayMerge("c0ffee", [failed, forged], required),
    false,
    "a job that somebody named secret-scan passed for the scanner",
  );
}
