import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { InstallationId } from "../../../src/domain/ids.ts";
import type { Installation } from "../../../src/domain/installation.ts";
import type { Preview } from "../../../src/gate/preview.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import { release } from "../../../src/pipeline/policy/change.ts";
import { createPolicies, type PolicyNews } from "../../../src/pipeline/policy/policies.ts";
import { parsePolicy } from "../../../src/policy/parse.ts";
import { useTransact } from "../../support/learning-db.ts";
import { anAccount, at, saveOpenPullRequest, useStores } from "../../support/stores.ts";

const NOTHING: Preview = { open: 20, newlyBlocked: [], newlyOpen: [], undecided: [], people: [], repositories: [] };

/** As many pull requests of one repository. */
function pulls(count: number) {
  return Array.from({ length: count }, (_, index) => ({ repository: "acme/web", number: index + 1 }));
}

describe("a policy", () => {
  const test = useStores();
  const { transact, filed, switches } = useTransact(test);
  const entries = createEntries({ id: randomUUID(), version: "0.0.0" });

  function policiesReading(read: () => string | null, preview: () => Preview = () => NOTHING) {
    const deployment = parsePolicy({ source: "app.yml", text: "enforcement: { mode: flag }\n" });
    if (!deployment.ok) throw new Error("The deployment's policy is sound");
    const told: PolicyNews[] = [];
    const text = () => read();
    const policies = createPolicies({
      stores: test.stores,
      transact,
      files: {
        readPolicyFile: async () => {
          const read = text();
          return read === null ? null : { text: read };
        },
      },
      deployment,
      entries,
      clock: () => at(0),
      courses: async () => [{ id: "owasp-top-10-2025", version: "1.0.0", staged: "2.0.0", modules: [] }],
      preview: async () => preview(),
      tell: (news) => void told.push(news),
    });
    return { policies, told };
  }

  async function installationWithOpenPull() {
    const pull = await saveOpenPullRequest(test.stores);
    const repository = await test.stores.repositories.find(pull.repositoryId);
    const id = repository?.installationId as InstallationId;
    await test.stores.installations.markBaseline(id, at(0));
    const installation = await test.stores.installations.find(id);
    if (!installation) throw new Error("It was saved");
    return { pull, installation };
  }

  async function entriesOf({ orgId }: Installation) {
    const rows = await test.db.logInbox.findMany({ orderBy: { id: "asc" } });
    return rows.map(({ body }) => body as Record<string, unknown>).filter(({ org }) => org === orgId);
  }
  const typesOf = async (installation: Installation) => (await entriesOf(installation)).map(({ type }) => type);

  it("is not in force while the open heads could not be filed with it", async () => {
    const { installation } = await installationWithOpenPull();
    switches.refuse = true;

    await expect(policiesReading(() => null).policies.refresh(installation.id)).rejects.toThrow("the queue refused");
    switches.refuse = false;

    expect(await test.stores.policies.inForce(installation.orgId)).toBeNull();
    expect(await entriesOf(installation)).toEqual([]);
  });

  it("files every open head and a look at all gated seats, and none when it is read again", async () => {
    const { pull, installation } = await installationWithOpenPull();
    const before = filed.length;
    const { policies } = policiesReading(() => "enforcement: { mode: block }\n");

    await policies.refresh(installation.id);
    await policies.refresh(installation.id);

    expect(filed.slice(before)).toMatchObject([
      { subject: { kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha } },
      { subject: { kind: "access-run", installationId: installation.id } },
    ]);
    expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("block");
  });

  it("is none where the first file ever read does not parse, and the log and the operator are told once", async () => {
    const { installation } = await installationWithOpenPull();
    const { policies, told } = policiesReading(() => "enforcement: { mode: blokc }\n");

    await policies.refresh(installation.id);
    await policies.refresh(installation.id);

    expect(await policies.inForce(installation.orgId)).toBeNull();
    expect(await typesOf(installation)).toEqual(["policy.rejected"]);
    expect(told).toMatchObject([
      { kind: "rejected", nothingInForce: true, problems: [{ line: 1, path: "enforcement.mode" }] },
    ]);
  });

  it("comes into force once the first file is mended", async () => {
    const { installation } = await installationWithOpenPull();
    let text = "enforcement: { mode: blokc }\n";
    const { policies } = policiesReading(() => text);
    await policies.refresh(installation.id);

    text = "enforcement: { mode: block }\n";
    await policies.refresh(installation.id);

    expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("block");
    expect((await test.stores.policies.stateOf(installation.orgId))?.problem).toBeNull();
  });

  it.each([
    ["a course that there is not", "owasp-top-ten", "names the course owasp-top-ten, which there is not"],
    ["a version that is only staged", "owasp-top-10-2025@2", "asks for owasp-top-10-2025@2, and 1.0.0 is in force"],
    ["a version that nobody has", "owasp-top-10-2025@7", "asks for owasp-top-10-2025@7, and 1.0.0 is in force"],
  ])("that asks for %s is refused", async (_, course, message) => {
    const { installation } = await installationWithOpenPull();
    const layers = `{ developer: { courses: ["${course}"], valid_for: 365d } }`;
    const { policies, told } = policiesReading(() => `enforcement: { layers: ${layers} }\n`);

    await policies.refresh(installation.id);

    expect(told).toMatchObject([{ kind: "rejected", problems: [{ message, line: 1 }] }]);
  });

  describe("that would newly block more than the cap", () => {
    const FLAG = "enforcement: { mode: flag }\n";
    const BLOCK = "enforcement: { mode: block }\n";
    const TOO_MANY = { ...NOTHING, newlyBlocked: pulls(8) };

    async function held(preview: () => Preview = () => TOO_MANY) {
      const { installation } = await installationWithOpenPull();
      let text: string = FLAG;
      const { policies, told } = policiesReading(() => text, preview);
      await policies.refresh(installation.id);
      text = BLOCK;
      const write = (next: string) => {
        text = next;
      };
      const filedBefore = filed.length;
      return { installation, policies, told, write, filedBefore };
    }

    it("is held, once, with what was in force in force and no head filed", async () => {
      const { installation, policies, told, filedBefore } = await held();

      await policies.refresh(installation.id);
      await policies.refresh(installation.id);

      expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("flag");
      expect(filed.slice(filedBefore)).toEqual([]);
      expect(await typesOf(installation)).toEqual(["policy.activated", "policy.held"]);
      expect((await entriesOf(installation))[1]?.counts).toEqual({ newly_blocked: 8, open: 20, cap_percent: 10 });
      expect(told.map(({ kind }) => kind)).toEqual(["activated", "held"]);
      expect((await test.stores.policies.stateOf(installation.orgId))?.held).toMatchObject({
        text: BLOCK,
        newlyBlocked: 8,
        open: 20,
      });
    });

    it("cannot lift the cap that it is measured by", async () => {
      const { installation, policies, write } = await held();
      write("enforcement: { mode: block, cap: { newly_blocked: 100% } }\n");

      await policies.refresh(installation.id);

      expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("flag");
    });

    it("is forgotten when the file goes back to what is in force", async () => {
      const { installation, policies, write } = await held();
      await policies.refresh(installation.id);
      write(FLAG);

      await policies.refresh(installation.id);

      expect((await test.stores.policies.stateOf(installation.orgId))?.held).toBeNull();
    });

    it("comes into force when an admin releases it, in whose name, and stays so", async () => {
      const { installation, policies, filedBefore } = await held();
      const [admin] = await test.stores.people.ensure([anAccount()], at(0));
      if (!admin?.person) throw new Error("An account of a user has a person");
      await policies.refresh(installation.id);
      const digest = (await test.stores.policies.stateOf(installation.orgId))?.held?.digest ?? "";
      const given = { by: admin.person, reason: "SEC-1: announced last week", digest };

      expect(await release(installation, given, at(1), { transact, entries })).toBe("released");
      expect(await release(installation, given, at(1), { transact, entries })).toBe("not-held");
      await policies.refresh(installation.id);

      expect((await policies.inForce(installation.orgId))?.policy.mode).toBe("block");
      expect(filed.slice(filedBefore).map(({ subject }) => subject.kind)).toEqual(["head", "access-run"]);
      const [, , released, activated, ...more] = await entriesOf(installation);
      expect(more).toEqual([]);
      expect(released).toMatchObject({
        type: "policy.released",
        actor: { kind: "admin", id: admin.person },
        released_by: { subject: admin.person },
      });
      expect(activated).toMatchObject({ type: "policy.activated", actor: { kind: "admin", id: admin.person } });
      expect(JSON.stringify(released)).not.toContain("SEC-1");
    });

    it("is not released by who saw another one", async () => {
      const { installation, policies } = await held();
      const [admin] = await test.stores.people.ensure([anAccount()], at(0));
      await policies.refresh(installation.id);
      const given = { by: admin!.person!, reason: "why", digest: "0".repeat(64) };

      expect(await release(installation, given, at(1), { transact, entries })).toBe("not-held");
    });

    it("is looked at again while it cannot be told how many it would block, and then counts the worst", async () => {
      const { installation, policies } = await held(() => ({ ...NOTHING, undecided: pulls(8) }));

      await expect(policies.refresh(installation.id, { final: false })).rejects.toMatchObject({ remedy: "retry" });
      await policies.refresh(installation.id, { final: true });

      expect((await test.stores.policies.stateOf(installation.orgId))?.held).toMatchObject({ newlyBlocked: 8 });
    });
  });
});
