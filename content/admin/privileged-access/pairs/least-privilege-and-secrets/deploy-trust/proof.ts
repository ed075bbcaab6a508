import assert from "node:assert/strict";
import type { WorkflowClaims } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** A workflow on a colleague's branch asks for production; later a stranger owns a repository of the same name. */
export async function prove(subject: Subject): Promise<void> {
  const release: WorkflowClaims = {
    aud: "https://broker.acme.example",
    sub: "repo:acme/shop:environment:production",
    repository_id: "48151623",
    environment: "production",
  };
  const { environment: _, ...withoutEnvironment } = release;

  assert.equal(
    subject.mayMigrateDatabase(release),
    true,
    "the release job gets its credentials",
  );
  assert.equal(
    subject.mayMigrateDatabase({ ...release, aud: "sts.amazonaws.com" }),
    false,
    "for another service",
  );
  assert.equal(
    subject.mayMigrateDatabase({
      ...release,
      sub: "repo:acme/blog:environment:production",
      repository_id: "9",
    }),
    false,
    "another repository of ours",
  );

  for (const sub of [
    "repo:acme/shop:ref:refs/heads/try-this",
    "repo:acme/shop:pull_request",
  ]) {
    assert.equal(
      subject.mayMigrateDatabase({ ...withoutEnvironment, sub }),
      false,
      `a job that nobody approved got production's credentials: ${sub}`,
    );
  }
  assert.equal(
    subject.mayMigrateDatabase({ ...release, repository_id: "99000001" }),
    false,
    "another repository took over the name, and the trust with it",
  );
}
