import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** An investigator has one question: who tried to read this file, and who did? */
export async function prove({
  openFile,
  exportCase,
  Forbidden,
}: Subject): Promise<void> {
  const desk: Parameters<typeof openFile>[0] = {
    files: [
      { id: "f-1", caseId: "c-9", body: "trace.har", readers: ["ann", "bea"] },
      { id: "f-2", caseId: "c-9", body: "screen.png", readers: ["ann", "bea"] },
      { id: "f-3", caseId: "c-9", body: "contract.pdf", readers: ["ann"] },
    ],
    audit: [],
  };
  const who = (file: string) =>
    desk.audit.filter((entry) => entry["file"] === file).map(({ actor }) => actor);

  assert.equal(openFile(desk, "ann", "f-1"), "trace.har");
  assert.equal(openFile(desk, "ann", "f-0"), undefined);
  assert.deepEqual(exportCase(desk, "bea", "c-9"), ["trace.har", "screen.png"]);
  assert.throws(() => openFile(desk, "cem", "f-1"), Forbidden);
  assert.ok(who("f-1").includes("ann"));
  assert.equal(
    JSON.stringify(desk.audit).includes("trace.har"),
    false,
    "the record holds the contents",
  );

  assert.ok(
    who("f-1").includes("bea"),
    "the export took this file, and no record of the file says so",
  );
  assert.ok(who("f-1").includes("cem"), "the refused attempt left no record");
  assert.deepEqual(
    who("f-3"),
    [],
    "the record names a file that was not in the export",
  );
  assert.equal(
    new Set(desk.audit.map(({ event }) => event)).size,
    1,
    "one action has two names",
  );
}
