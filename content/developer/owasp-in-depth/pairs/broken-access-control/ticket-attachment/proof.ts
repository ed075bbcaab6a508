import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Ben's organisation attaches a file of Ana's to a ticket of its own, and downloads it from there. */
export async function prove(subject: Subject): Promise<void> {
  const ana = { orgId: "org-ana" };
  const ben = { orgId: "org-ben" };
  const store = {
    tickets: new Map([
      ["ticket-ana", { orgId: ana.orgId, fileIds: [] as string[] }],
      ["ticket-ben", { orgId: ben.orgId, fileIds: [] as string[] }],
    ]),
    files: new Map([
      ["file-ana", { orgId: ana.orgId, content: "Ana's contract" }],
      ["file-ben", { orgId: ben.orgId, content: "Ben's screenshot" }],
    ]),
  };

  subject.attach(ben, store, "ticket-ben", "file-ben");
  assert.equal(
    subject.download(ben, store, "ticket-ben", "file-ben"),
    "Ben's screenshot",
  );
  assert.throws(
    () => subject.download(ben, store, "ticket-ana", "file-ana"),
    /Not found/,
    "Ben reads Ana's ticket",
  );
  assert.throws(
    () => subject.attach(ben, store, "ticket-ben", "missing"),
    /Not found/,
    "a missing file was attached",
  );

  assert.throws(
    () => subject.attach(ben, store, "ticket-ben", "file-ana"),
    /Not found/,
    "a file of another organisation was attached",
  );
  assert.throws(
    () => subject.download(ben, store, "ticket-ben", "file-ana"),
    /Not found/,
    "a file of another organisation was downloaded",
  );
}
