import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import { aNumber, aSha, at, useStores } from "../../support/stores.ts";

describe("the policy store", () => {
  const test = useStores();

  it("keeps a version under its digest as it was first saved", async () => {
    const version = { digest: aSha(), policy: { mode: "observe" }, sources: { mode: "app.yml:3" } };

    await test.stores.policies.save(version, at(0));
    await test.stores.policies.save({ ...version, policy: { mode: "block" } }, at(1));

    expect(await test.stores.policies.find(version.digest)).toEqual(version);
    expect(await test.stores.policies.find(aSha())).toBeNull();
  });

  it("tells what is in force for an organisation, and what is wrong with its file", async () => {
    const org = orgId(aNumber());
    expect(await test.stores.policies.inForce(org)).toBeNull();

    const first = { digest: aSha(), text: "enforcement: {}\n", problem: null, readAt: at(0) };
    await test.stores.policies.putInForce(org, first);
    expect(await test.stores.policies.inForce(org)).toEqual({ ...first, since: first.readAt });

    const spoilt = { digest: first.digest, text: null, problem: "line 3: unknown key", readAt: at(1) };
    await test.stores.policies.putInForce(org, spoilt);
    expect(await test.stores.policies.inForce(org)).toEqual({ ...spoilt, since: first.readAt });
  });
});
