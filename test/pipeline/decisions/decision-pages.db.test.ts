import { describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, decisionId, orgId } from "../../../src/domain/ids.ts";
import type { Repository, Visibility } from "../../../src/domain/installation.ts";
import type { StoredDecision } from "../../../src/domain/stores/verdicts.ts";
import type { Decision, PersonVerdict, Standing } from "../../../src/gate/decision.ts";
import { explainDecision } from "../../../src/gate/explain.ts";
import { createDecisionPages } from "../../../src/pipeline/decisions/decision-pages.ts";
import type { Viewer } from "../../../src/pipeline/learning/port.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import {
  aNumber,
  anAccount,
  anInstallation,
  aPullRequest,
  aRepository,
  aSha,
  at,
  useStores,
} from "../../support/stores.ts";

const LAST_DAY = "2026-07-01"; // of an auditor: the day of at(0)

type Roles = (viewer: AccountId) => Policy["roles"];
const nobody: Roles = () => ({ admin: {} });
const somebodyElse: Roles = () => ({ admin: { accounts: [1] } });
const viewerIsAdmin: Roles = (viewer) => ({ admin: { accounts: [viewer] } });
const viewerAudits: Roles = (viewer) => ({ admin: {}, auditor: { accounts: [viewer], until: LAST_DAY } });

type Held = Partial<AccessObservation>[];
const stranger: Held = [];
const member: Held = [{ kind: "member", role: "member" }];
const owner: Held = [{ kind: "member", role: "admin" }];
const left: Held = [...member, { kind: "member", role: null, present: false, observedAt: at(5) }];
const collaborator: Held = [{ kind: "collaborator", role: "read" }];
const repositoryAdmin: Held = [{ kind: "collaborator", role: "admin" }];

describe("decision pages", () => {
  const test = useStores();

  async function aViewer(): Promise<Viewer> {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    return { account: { ...account!, person: account!.person! }, sessionId: aSha() };
  }

  async function aPlace(visibility: Visibility, ended: { deletedAt?: Date; suspendedAt?: Date } = {}) {
    const installation = anInstallation({ orgId: orgId(aNumber()), ...ended });
    const repository = aRepository({ installationId: installation.id, visibility });
    await test.stores.installations.save(installation, at(0));
    await test.stores.repositories.save([repository], at(0));
    return { installation, repository };
  }

  async function aStored(repository: Repository, tree: Decision | null): Promise<StoredDecision> {
    const id = decisionId(aSha());
    const head = { repositoryId: repository.id, headSha: aSha() };
    const digest = aSha();
    const told = { outcome: "withhold", mode: "block", policyDigest: digest, factsSha256: digest, decidedAt: at(3) };
    const stored = { ...head, ...told, id, facts: null, tree };
    await test.stores.verdicts.saveDecision(stored);
    await test.stores.verdicts.save(head, { decisionId: id });
    await test.stores.pulls.observe(aPullRequest({ ...head, number: 7 }), { read: true });
    return stored;
  }

  async function hold(viewer: Viewer, held: Held, { installation, repository }: Awaited<ReturnType<typeof aPlace>>) {
    await test.stores.access.record(
      held.map((seen): AccessObservation => {
        const kind = seen.kind ?? "member";
        return {
          orgId: installation.orgId,
          kind,
          accountId: viewer.account.id,
          teamId: null,
          repositoryId: kind === "collaborator" ? repository.id : null,
          role: "member",
          present: true,
          source: "event",
          deliveryId: null,
          externalId: null,
          notBefore: null,
          observedAt: at(1),
          recordedAt: at(1),
          ...seen,
        };
      }),
    );
  }

  function pages(viewer: Viewer, roles: Roles | null, now = at(9)) {
    const policy = roles && { ...DEFAULTS, roles: roles(viewer.account.id) };
    const inForce = async () => policy && { policy, digest: "d" };
    return createDecisionPages({ stores: test.stores, policies: { inForce }, clock: () => now });
  }

  it.each<[string, Held, Visibility, Roles | null, "full" | "names" | null]>([
    ["a member", member, "private", nobody, "names"],
    ["a member", member, "internal", nobody, "names"],
    ["a member", member, "public", nobody, "names"],
    ["a collaborator from outside", collaborator, "private", nobody, "names"],
    ["a collaborator from outside", collaborator, "public", nobody, "names"],
    ["somebody who left", left, "private", nobody, null],
    ["a stranger", stranger, "private", nobody, null],
    ["a stranger", stranger, "internal", nobody, null],
    ["a stranger", stranger, "public", nobody, null],
    ["an owner, where no admin is named", owner, "private", nobody, "full"],
    ["an owner, where others are named", owner, "private", somebodyElse, "names"],
    ["an owner, while no policy is known", owner, "private", null, "names"],
    ["an admin of the repository alone", repositoryAdmin, "private", nobody, "names"],
    ["a member who is named as admin", member, "private", viewerIsAdmin, "full"],
    ["a stranger who is named as admin", stranger, "private", viewerIsAdmin, "full"],
    ["an auditor", stranger, "private", viewerAudits, "full"],
  ])("for %s (%j, %s) have the right sight", async (_, held, visibility, roles, sight) => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const place = await aPlace(visibility);
    await hold(viewer, held, place);
    const { id } = await aStored(place.repository, aTree([expired(author)]));

    const page = await pages(viewer, roles).read(viewer, id);

    expect(page?.sight ?? null).toBe(sight);
  });

  it("open for an auditor on the last day of the audit, and not on the next", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const { id } = await aStored(repository, aTree([expired(author)]));

    expect(await pages(viewer, viewerAudits, new Date(`${LAST_DAY}T23:59:59.999Z`)).read(viewer, id)).not.toBeNull();
    expect(await pages(viewer, viewerAudits, new Date("2026-07-02T00:00:00.000Z")).read(viewer, id)).toBeNull();
  });

  it("open for everybody on the decision, whatever their access, on whichever of their accounts", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const own = expired(viewer);
    const otherAccount = anAccount().id;
    const { id } = await aStored(repository, aTree([expired(author), own]));
    const { id: second } = await aStored(repository, aTree([{ ...own, account: otherAccount }]));

    expect(await pages(viewer, nobody).read(viewer, id)).toMatchObject({ sight: "own", self: viewer.account.id });
    expect(await pages(viewer, nobody).read(viewer, second)).toMatchObject({ sight: "own", self: otherAccount });
  });

  it.each([{ deletedAt: at(4) }, { suspendedAt: at(4) }])(
    "of an installation that is gone (%j) open for the people concerned alone",
    async (ended) => {
      const [viewer, author] = [await aViewer(), await aViewer()];
      const place = await aPlace("private", ended);
      await hold(viewer, owner, place);
      const { id } = await aStored(place.repository, aTree([expired(author)]));

      expect(await pages(viewer, nobody).read(viewer, id)).toBeNull();
      expect(await pages(author, nobody).read(author, id)).toMatchObject({ sight: "own" });
    },
  );

  it("answer alike for what does not exist and for what is not theirs", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const { id } = await aStored(repository, aTree([expired(author)]));

    for (const asked of [id, aSha(), "", "../x", "\u0000", "x".repeat(65)]) {
      expect(await pages(viewer, nobody).read(viewer, asked)).toBeNull();
    }
    await test.stores.repositories.remove([repository.id], at(5));
    expect(await pages(author, nobody).read(author, id)).toBeNull();
  });

  it("tell a reader names and next steps, and neither why nor since when nor the addresses in commits", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const place = await aPlace("private");
    await hold(viewer, member, place);
    const { id } = await aStored(place.repository, aTree([expired(author), inGrace(await aViewer())]));

    const page = await pages(viewer, nobody).read(viewer, id);

    const text = JSON.stringify([page?.decision, explained(page?.decision)]);
    expect(text).not.toMatch(/expired|superseded|renew|2026-0[56]|2026-08|role: design|old-laptop/);
    expect(explained(page?.decision).people).toMatchObject([
      {
        login: author.account.login,
        outcome: "withhold",
        next: { text: "start, about 70 min, or test out in about 25 min" },
      },
      { outcome: "flag", next: { text: "start, about 70 min, or test out in about 25 min" } },
    ]);
  });

  it("tell the people concerned all of their own, and of others as much as a reader", async () => {
    const [viewer, other] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const { id } = await aStored(repository, aTree([expired(viewer), expired(other)]));

    const page = await pages(viewer, nobody).read(viewer, id);

    const [own, theirs] = page?.decision?.people ?? [];
    expect(own).toEqual(expired(viewer));
    expect(JSON.stringify(theirs)).not.toMatch(/expired|2026|role: design/);
    expect(JSON.stringify(page?.decision?.findings)).toContain("dev@old-laptop");
  });

  it("tell who cannot read the repository how many files are touched, and not which", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const place = await aPlace("private");
    const note = { course: COURSE, module: "injection", title: "Injection", minutes: 8, because: "", lacking: [] };
    const modules = [{ ...note, required: false, paths: ["db/secret.sql"], more: 2 }];
    const { id } = await aStored(place.repository, { ...aTree([expired(viewer), expired(author)]), modules });
    const touched = async () => explained((await pages(viewer, nobody).read(viewer, id))?.decision).modules[0]?.touches;

    expect(await touched()).toBe("3 files");
    await hold(viewer, member, place);
    expect(await touched()).toBe("db/secret.sql and 2 more");
  });

  it.each([
    ["an administrator", viewerIsAdmin],
    ["an auditor", viewerAudits],
  ])("tell %s everything of the others too where they are on it themselves", async (_, roles) => {
    const [viewer, other] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const tree = aTree([expired(viewer), expired(other)]);
    const { id } = await aStored(repository, tree);

    const page = await pages(viewer, roles).read(viewer, id);

    expect(page).toMatchObject({ sight: "full", self: viewer.account.id, decision: tree });
  });

  it("tell an administrator everything as it was stored", async () => {
    const [viewer, author] = [await aViewer(), await aViewer()];
    const { repository } = await aPlace("private");
    const tree = aTree([expired(author), inGrace(await aViewer())]);
    const { id, headSha } = await aStored(repository, tree);

    expect(await pages(viewer, viewerIsAdmin).read(viewer, id)).toEqual({
      id,
      decidedAt: at(3),
      repository: { owner: "acme", name: repository.name, visibility: "private" },
      pullRequests: [7],
      headSha,
      decision: tree,
      sight: "full",
      self: viewer.account.id,
      current: true,
      waivers: [],
    });
  });

  it("say when a later decision took its place", async () => {
    const viewer = await aViewer();
    const { repository } = await aPlace("private");
    const stored = await aStored(repository, aTree([expired(viewer)]));
    await test.stores.verdicts.save(stored, { decisionId: decisionId(aSha()) });

    expect(await pages(viewer, nobody).read(viewer, stored.id)).toMatchObject({ current: false });
  });

  it("stay without their content when that is erased, for those whom the repository lets in", async () => {
    const [reader, stranger] = [await aViewer(), await aViewer()];
    const place = await aPlace("private");
    await hold(reader, member, place);
    const { id } = await aStored(place.repository, null);

    expect(await pages(reader, nobody).read(reader, id)).toMatchObject({ decision: null, pullRequests: [7] });
    expect(await pages(stranger, nobody).read(stranger, id)).toBeNull();
  });

  it("show nothing of a row that is not a decision", async () => {
    const viewer = await aViewer();
    const { repository } = await aPlace("private");
    const { id } = await aStored(repository, { ...aTree([expired(viewer)]), outcome: "perhaps" } as never);

    await expect(pages(viewer, nobody).read(viewer, id)).rejects.toThrow(/perhaps|outcome/);
  });
});

const COURSE = "owasp-top-10-2025";

function aTree(people: readonly PersonVerdict[]): Decision {
  return {
    outcome: "withhold",
    mode: "block",
    inBoundary: true,
    policyDigest: "9c41d2f0",
    courses: [{ id: COURSE, title: "OWASP Top 10:2025", minutes: 70, testOutMinutes: 26 }],
    showPeople: "names",
    undecided: [],
    people,
    findings: [
      {
        kind: "unlinked_commits",
        treatment: "ignore",
        commits: [{ sha: "3f2a91c0", email: "dev@old-laptop", name: "Dev" }],
        answeredBy: [],
        accounts: [],
      },
    ],
    pullRequests: [7],
    pushersKnown: true,
    changesAt: "2026-08-01T00:00:00.000Z",
  };
}

function aPerson({ account }: Viewer, standing: Standing, outcome: PersonVerdict["outcome"]): PersonVerdict {
  const because = [{ rule: 1, text: "whoever has the role: design" }];
  return {
    person: account.person,
    account: account.id,
    login: account.login,
    parts: [
      { kind: "author", number: 7 },
      { kind: "commit-author", shas: ["3f2a91c0"] },
    ],
    required: true,
    notRequired: null,
    layers: [{ layer: "developer", because, standing }],
    outcome,
  };
}

function expired(viewer: Viewer): PersonVerdict {
  const item = { course: COURSE, why: "expired", since: "2026-05-01T00:00:00.000Z", graceUntil: null } as const;
  return aPerson(viewer, { state: "missing", missing: [item], changesAt: null }, "withhold");
}

function inGrace(viewer: Viewer): PersonVerdict {
  const until = "2026-08-01T00:00:00.000Z";
  const item = { course: COURSE, why: "superseded", since: "2026-06-01T00:00:00.000Z", graceUntil: until } as const;
  return aPerson(viewer, { state: "grace", until, missing: [item], changesAt: until }, "flag");
}

function explained(decision: Decision | null | undefined) {
  if (!decision) throw new Error("There is no decision on this page");
  return explainDecision(decision, { course: (id) => `/courses/${id}`, decision: null, linkEmail: "/emails" });
}
