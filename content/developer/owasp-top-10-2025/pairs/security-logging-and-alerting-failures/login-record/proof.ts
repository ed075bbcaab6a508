import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const check = async ({ email, password }: { email: string; password: string }) => {
  const known = email === "ann@example.com";
  return {
    ok: known && password === "correct horse",
    accountId: known ? "acc-7" : null,
  };
};

/** Reads the log, once for its secrets and once for what happened. */
export async function prove(subject: Subject): Promise<void> {
  const records: Record<string, unknown>[] = [];
  const log = { info: (fields: Record<string, unknown>) => void records.push(fields) };
  const caller = { network: "203.0.113.9", requestId: "req-1" };
  const login = (email: string, password: string) =>
    subject.login({ email, password, ...caller }, check, log);

  assert.equal(
    await login("ann@example.com", "correct horse"),
    "acc-7",
    "the right password does not sign in",
  );
  assert.equal(
    await login("ann@example.com", "corect horse"),
    null,
    "a wrong password signs in",
  );
  assert.equal(
    await login("correct horse", ""),
    null,
    "a password in the wrong field signs in",
  );

  const written = JSON.stringify(records);
  assert.ok(
    !/corr?ect horse/.test(written),
    "whoever may read the log can read a password",
  );
  const facts = { event: "login", accountId: "acc-7", ...caller };
  assert.deepEqual(
    records[0],
    { ...facts, outcome: "success" },
    "a login leaves no record of its outcome",
  );
  assert.deepEqual(
    records[1],
    { ...facts, outcome: "failure" },
    "a refused login leaves no record of its outcome",
  );
  assert.deepEqual(
    records[2],
    { ...facts, outcome: "failure", accountId: null },
    "a guess at an address leaves no record",
  );
}
