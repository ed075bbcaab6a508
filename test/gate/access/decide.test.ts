import { describe, expect, it } from "vitest";
import { accountId, repositoryId } from "../../../src/domain/ids.ts";
import { decideAccess } from "../../../src/gate/access/decide.ts";
import type { AccessFacts } from "../../../src/gate/access/facts.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import {
  accessFacts,
  accessPolicy,
  aHold,
  aSeat,
  aTeam,
  aWaiver,
  PAYMENTS,
  READERS,
  readers,
} from "../../support/access-facts.ts";
import { trained } from "../../support/facts.ts";

function seatOf(facts: Partial<AccessFacts>, policy: Policy = accessPolicy()) {
  const [seat] = decideAccess(accessFacts(facts), policy, "digest").seats;
  return seat;
}
const inTeam = (change: Parameters<typeof aSeat>[0] = {}) => ({ seats: [aSeat(change)] });
const expired = trained("2025-01-01T00:00:00.000Z");
const someone = accessFacts().account;

describe("a seat of a gated team", () => {
  it("is held back where it is new and training is missing", () => {
    const seat = seatOf(inTeam());

    expect(seat).toMatchObject({ verdict: "hold", outcome: "withhold", enforced: true });
    expect(seat?.act).toEqual({ kind: "withdraw", cause: "new", leave: null, instead: null });
  });

  it.each([
    ["who has it is trained", { ...inTeam(), ...trained() }],
    ["a waiver spares them the layer", { ...inTeam(), waivers: [aWaiver()] }],
    ["we gave it ourselves", inTeam({ grantedByUs: true })],
    ["it was there before the installation", inTeam({ preExisting: true })],
    ["it was there before the team was gated", inTeam({ gatedSince: "2026-11-23T11:59:30.000Z" })],
    ["an earlier look let it stand", inTeam({ stood: "member" })],
    ["somebody gives it again each time", inTeam({ takenLately: 2 })],
    ["a source did not answer", { ...inTeam(), missing: ["who has access"] }],
    ["the account owns the organisation", { ...inTeam(), account: { ...someone, isOwner: true } }],
    ["an identity provider keeps the team", { ...inTeam(), teams: [aTeam({ synced: true })] }],
    ["the enterprise keeps the team", { ...inTeam(), teams: [aTeam({ isEnterprises: true })] }],
    ["the App may not write it", { ...inTeam(), may: { members: false, repositories: true } }],
    ["more are held in this hour than people join", { ...inTeam(), holdsLeft: 0 }],
    ["the account looks like a machine", { ...inTeam(), account: { ...someone, login: "release-bot" } }],
  ])("is left alone where %s", (_, facts) => {
    expect(seatOf(facts)?.act).toBeNull();
  });

  it.each([
    ["observe", "hold"],
    ["flag", "hold"],
  ] as const)("is decided and left alone in mode %s", (mode, verdict) => {
    expect(seatOf(inTeam(), accessPolicy({}, { mode }))).toMatchObject({ verdict, act: null, enforced: false });
  });

  it("is not in the decision where the policy names no such team, or gates no repository of it", () => {
    expect(seatOf(inTeam(), accessPolicy({ teams: [] }))).toBeUndefined();
    expect(seatOf(inTeam(), accessPolicy({ level: "merge_gate" }))).toBeUndefined();
  });

  it("is reported, and never written, where somebody else manages the team", () => {
    const policy = accessPolicy({ teams: [{ team: "pay*", managed_by: "okta" }] });

    expect(seatOf(inTeam(), policy)).toMatchObject({ verdict: "unmanaged", managedBy: "okta", act: null });
  });

  it("is nobody's to take from a machine that the policy lists", () => {
    const machines = [{ id: accountId(1), owner: "platform", reason: "CI", review_by: "2027-01-31" }];

    expect(seatOf(inTeam(), accessPolicy({ machines }))).toMatchObject({ verdict: "keep", why: "machine", act: null });
  });

  it("is proposed, and not taken, where the account looks like a machine; a roster says that it is a person", () => {
    const account = { ...someone, login: "acme-ci" };

    expect(seatOf({ ...inTeam(), account })?.ask).toEqual({ cause: "new", kind: "machines" });
    expect(seatOf({ ...inTeam(), account: { ...account, onRoster: true } })?.act?.kind).toBe("withdraw");
  });
});

describe("training that lapsed", () => {
  const lapsed = { ...inTeam({ stood: "member" }), ...expired };

  it("takes the seat only with the word of a run, and gives reading elsewhere first", () => {
    expect(seatOf(lapsed)).toMatchObject({ verdict: "lapse", act: null, ask: { cause: "lapse", kind: "removals" } });
    const allowed = { ...inTeam({ stood: "member", allowed: ["lapse"] }), ...expired };
    expect(seatOf(allowed)?.act).toMatchObject({ kind: "withdraw", instead: { kind: "reading-team", teamId: 6 } });
  });

  it("leaves for as long as the grace what an admin gave back", () => {
    const back = (releasedAt: string) => ({ ...expired, ...inTeam({ grantedByUs: true, releasedAt }) });

    expect(seatOf(back("2026-11-22T00:00:00.000Z"))).toMatchObject({ act: null, ask: null });
    expect(seatOf(back("2026-11-02T00:00:00.000Z"))?.ask).toEqual({ cause: "lapse", kind: "removals" });
  });

  it("leaves the seat where the policy only flags, or reading could not be kept", () => {
    const allowed = { ...inTeam({ stood: "member", allowed: ["lapse"] }), ...expired };

    expect(seatOf(allowed, accessPolicy({ teams: [{ team: "payments" }] }))).toMatchObject({ act: null, ask: null });
    expect(seatOf({ ...allowed, teams: [aTeam(), readers({ repositories: [] })] })).toMatchObject({
      act: null,
      why: "reading",
    });
    expect(seatOf({ ...allowed, teams: [aTeam()] })).toMatchObject({ act: null, why: "reading" });
  });

  it("keeps the seat through the grace", () => {
    expect(seatOf({ ...lapsed, ...trained("2025-11-20T00:00:00.000Z") })).toMatchObject({ verdict: "keep", act: null });
  });
});

describe("a waiver that is over", () => {
  const spared = (until: string, change: Parameters<typeof aSeat>[0] = {}) => ({
    ...inTeam({ since: "2026-02-01T00:00:00.000Z", stood: "member", allowed: ["lapse"], ...change }),
    waiversOver: [aWaiver(until)],
  });

  it("ends as training does: the seat stays through the grace, and lapses then", () => {
    expect(seatOf(spared("2026-11-20T00:00:00.000Z"))).toMatchObject({
      verdict: "lapse",
      act: null,
      deadline: "2026-12-04T00:00:00.000Z",
      changesAt: "2026-12-04T00:00:00.000Z",
    });
    expect(seatOf(spared("2026-11-01T00:00:00.000Z"))?.act).toMatchObject({ kind: "withdraw", cause: "lapse" });
  });

  it.each([
    ["it ended before they had the seat", { since: "2026-11-10T00:00:00.000Z" }],
    ["it ended before seats waited there", { gatedSince: "2026-11-10T00:00:00.000Z" }],
  ])("says nothing of a seat where %s", (_, change) => {
    const seat = spared("2026-11-01T00:00:00.000Z", { preExisting: true, ...change });

    expect(seatOf(seat)).toMatchObject({ verdict: "pre_existing", act: null });
  });

  it("spares nothing of a new seat", () => {
    const seat = spared("2026-11-20T00:00:00.000Z", { stood: null });

    expect(seatOf(seat)?.act).toMatchObject({ kind: "withdraw", cause: "new" });
  });

  it("for other repositories than those that the seat opens is none", () => {
    const [waiver] = spared("2026-11-01T00:00:00.000Z").waiversOver;
    const seat = {
      ...spared("2026-11-01T00:00:00.000Z"),
      waiversOver: [{ ...aWaiver(waiver?.until), repositories: ["web"] }],
    };

    expect(seatOf(seat)).toMatchObject({ verdict: "pre_existing" });
  });
});

describe("access that is older than the gate", () => {
  const old = (change: Parameters<typeof aSeat>[0] = {}) => inTeam({ preExisting: true, ...change });

  it("has a deadline from when it was first seen missing", () => {
    expect(seatOf(old({ missingSince: "2026-11-01T00:00:00.000Z" }))).toMatchObject({
      verdict: "pre_existing",
      deadline: "2026-12-31T00:00:00.000Z",
      act: null,
      ask: null,
    });
  });

  it("is taken after it only if they have known for a week", () => {
    const due = old({ missingSince: "2026-09-01T00:00:00.000Z" });

    expect(seatOf(due)?.ask).toBeNull();
    expect(seatOf({ ...due, toldOfDeadline: "2026-11-20T00:00:00.000Z" })?.ask).toBeNull();
    expect(seatOf({ ...due, toldOfDeadline: "2026-11-10T00:00:00.000Z" })?.ask).toEqual({
      cause: "pre-existing",
      kind: "removals",
    });
  });
});

describe("somebody who left", () => {
  const gone = { ...inTeam({ stood: "member" }), ...trained(), leftAt: "2026-11-22T00:00:00.000Z" };

  it("keeps the seat until an admin says so, unless the policy needs no word", () => {
    expect(seatOf(gone)).toMatchObject({ verdict: "leave", act: null, ask: { kind: "leavers" } });
    expect(seatOf(gone, accessPolicy({ leavers: "automatic" }))?.ask).toEqual({ cause: "leaver", kind: "removals" });
  });

  it("loses the reading that we gave them in place of more, and not what others gave", () => {
    const reads = (change: Parameters<typeof aSeat>[0]) => ({
      seats: [aSeat({ target: { kind: "team", teamId: READERS, role: "member" }, ...change })],
      leftAt: "2026-11-22T00:00:00.000Z",
    });

    expect(seatOf(reads({ grantedByUs: true }))?.ask).toEqual({ cause: "leaver", kind: "leavers" });
    expect(seatOf(reads({ grantedByUs: true, allowed: ["leaver"] }))?.act).toMatchObject({ leave: null });
    expect(seatOf(reads({ grantedByUs: true }), accessPolicy({}, { mode: "flag" }))?.ask).toBeNull();
    expect(seatOf(reads({ grantedByUs: false }))).toBeUndefined();
    const { leftAt: _, ...stays } = reads({ grantedByUs: true });
    expect(seatOf(stays)).toBeUndefined();
  });
});

describe("access that waits", () => {
  const waits = { holds: [aHold()] };

  it("goes on waiting while anything is missing, and is given on completion", () => {
    expect(seatOf(waits)).toMatchObject({ verdict: "hold", act: null, enforced: true });
    expect(seatOf({ ...waits, ...trained() })).toMatchObject({ verdict: "grant", act: { kind: "give" } });
  });

  it.each([
    ["their invitation waits", { account: { ...someone, membership: "pending" as const } }],
    ["a source did not answer", { missing: ["who has access"] }],
    ["the App may not write it", { may: { members: false, repositories: true } }],
  ])("is not given while %s", (_, change) => {
    expect(seatOf({ ...waits, ...trained(), ...change })?.act).toBeNull();
  });

  it("is given whatever is missing once an admin released it", () => {
    expect(seatOf({ holds: [aHold({ released: true })] })?.act).toMatchObject({ kind: "give" });
  });
});

describe("a role of somebody's own on a repository", () => {
  const repository = { id: repositoryId(1), name: "payments-api", visibility: "private", archived: false } as const;
  const direct = (role: "read" | "write" | "admin", change: Parameters<typeof aSeat>[0] = {}) => ({
    repositories: [repository],
    seats: [aSeat({ target: { kind: "repository", repositoryId: repository.id, role }, ...change })],
  });
  const outside = { account: { ...someone, membership: "none" as const } };

  it("goes where a member got it, and is lowered to reading where somebody from outside did", () => {
    expect(seatOf(direct("write"))?.act).toMatchObject({ leave: null });
    expect(seatOf({ ...direct("write"), ...outside })?.act).toMatchObject({ leave: "read" });
    expect(seatOf({ ...direct("read"), ...outside })).toMatchObject({ act: null, why: "outside" });
  });

  it("falls back to the role that was let stand where a stronger one came since", () => {
    const admins = accessPolicy({}, { require: [{ who: { access: "admin" }, layers: ["developer"] }] });

    for (const grantedByUs of [false, true])
      expect(seatOf(direct("admin", { stood: "write", grantedByUs }), admins)?.act).toMatchObject({
        leave: "write",
        cause: "new",
      });
  });
});

describe("an invitation by hand into a team where people are invited on completion", () => {
  const invited = {
    invitation: { id: 9, teamIds: [PAYMENTS] },
    account: { ...someone, membership: "pending" as const },
  };

  it("is withdrawn with its teams remembered, and only at that level", () => {
    const policy = accessPolicy({ level: "invite_on_completion" });

    expect(seatOf(invited, policy)?.act).toEqual({ kind: "cancel-invitation", invitation: 9 });
    expect(seatOf(invited)).toBeUndefined();
    expect(seatOf({ ...invited, ...trained() }, policy)?.act).toBeNull();
  });
});

it("names the instant at which time alone changes the decision", () => {
  const done = { ...inTeam({ stood: "member" }), ...trained("2026-06-01T00:00:00.000Z") };

  expect(decideAccess(accessFacts(done), accessPolicy(), "digest").changesAt).toBe("2027-06-01T00:00:00.000Z");
});
