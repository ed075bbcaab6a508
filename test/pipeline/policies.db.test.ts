import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { InstallationId } from "../../src/domain/ids.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createPolicies } from "../../src/pipeline/policies.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { useTransact } from "../support/learning-db.ts";
import { at, saveOpenPullRequest, useStores } from "../support/stores.ts";

describe("a policy that comes into force", () => {
  const test = useStores();
  const { transact, filed, switches } = useTransact(test);

  function policiesReading(text: string | null) {
    const deployment = parsePolicy({ source: "app.yml", text: "enforcement: { mode: flag }\n" });
    if (!deployment.ok) throw new Error("The deployment's policy is sound");
    const files = { readPolicyFile: async () => (text === null ? null : { text }) };
    const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
    return createPolicies({ stores: test.stores, transact, files, deployment, entries, clock: () => at(0) });
  }

  async function installationWithOpenPull() {
    const pull = await saveOpenPullRequest(test.stores);
    const repository = await test.stores.repositories.find(pull.repositoryId);
    const installation = await test.stores.installations.find(repository?.installationId as InstallationId);
    if (!installation) throw new Error("It was saved");
    return { pull, installation };
  }

  it("is not in force while the open heads could not be filed with it", async () => {
    const { installation } = await installationWithOpenPull();
    switches.refuse = true;

    await expect(policiesReading(null).refresh(installation.id)).rejects.toThrow("the queue refused");
    switches.refuse = false;

    expect(await test.stores.policies.inForce(installation.orgId)).toBeNull();
    expect(await test.db.logInbox.count()).toBe(0);
  });

  it("files every open head, and none when it is read again", async () => {
    const { pull, installation } = await installationWithOpenPull();
    const before = filed.length;
    const policies = policiesReading("enforcement: { mode: block }\n");

    await policies.refresh(installation.id);
    await policies.refresh(installation.id);

    expect(filed.slice(before)).toEqual([
      { subject: { kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha } },
    ]);
    expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("block");
  });

  it("is none where the first file ever read does not parse: it may have been stricter than the deployment's, and the operator is told", async () => {
    const { installation } = await installationWithOpenPull();
    const policies = policiesReading("enforcement: { mode: blokc }\n");

    await expect(policies.refresh(installation.id)).rejects.toMatchObject({
      remedy: "operator",
      detail: { problems: expect.stringContaining("app.yml:1:22 enforcement.mode") },
    });

    expect(await policies.inForce(installation.orgId)).toBeNull();
  });
});
