import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Secrets sit under names that do not say so. */
export async function prove(subject: Subject): Promise<void> {
  const environment = {
    REGION: "eu-central-1",
    LOG_LEVEL: "info",
    SESSION_SECRET: "s3ssion-s1gning",
    DATABASE_URL: "postgres://shop:pa55-of-the-db@db.internal:5432/shop",
    SMTP_URI: "smtp://mailer:pa55-of-the-mailer@mail.internal",
    WEBHOOK_SIGNING: "whs-4f2c",
  };
  const report = subject.diagnostics(environment, "2.7.1");
  const text = JSON.stringify(report);

  assert.equal(report.version, "2.7.1");
  assert.equal(report.REGION, "eu-central-1");
  assert.equal(report.LOG_LEVEL, "info");
  assert.ok(text.includes("db.internal"), "support cannot see which database is used");
  assert.ok(!text.includes("s3ssion-s1gning"), "the session secret was shown");

  for (const secret of ["pa55-of-the-db", "pa55-of-the-mailer", "whs-4f2c"]) {
    assert.ok(!text.includes(secret), `a secret was shown: ${secret}`);
  }
  for (const address of [
    "host=db password=pa55-again",
    "postgres://shop:[pa55-again@db.internal/shop",
  ]) {
    const partial = JSON.stringify(
      subject.diagnostics({ DATABASE_URL: address }, "2.7.1"),
    );
    assert.ok(
      !partial.includes("pa55-again"),
      "a database address of another form was shown as it is",
    );
  }
}
