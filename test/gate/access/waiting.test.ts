import { describe, expect, it } from "vitest";
import { repositoryId } from "../../../src/domain/ids.ts";
import { decideAccess } from "../../../src/gate/access/decide.ts";
import type { AccessFacts } from "../../../src/gate/access/facts.ts";
import { planAccess } from "../../../src/gate/access/plan.ts";
import { accessFacts, accessPolicy, aHold, aSeat, aTeam, PAYMENTS, readers } from "../../support/access-facts.ts";
import { trained } from "../../support/facts.ts";

const API = { id: repositoryId(1), name: "payments-api", visibility: "private", archived: false } as const;
const someone = accessFacts().account;
const onApi = (role: "read" | "triage" | "write") => ({ kind: "repository", repositoryId: API.id, role }) as const;
const inPayments = (role: "member" | "maintainer") => ({ kind: "team", teamId: PAYMENTS, role }) as const;

function look(change: Partial<AccessFacts>, policy = accessPolicy()) {
  const facts = accessFacts(change);
  const decision = decideAccess(facts, policy, "digest");
  const [seat] = decision.seats;
  const [plan] = planAccess(decision, facts);
  return { seat, plan };
}

describe("a role that somebody gives while another one waits", () => {
  it.each(["member", "maintainer"] as const)("is what is meant from then on: %s of a team", (role) => {
    const other = role === "member" ? "maintainer" : "member";
    const { plan } = look({
      holds: [aHold({ target: inPayments(other) })],
      seats: [aSeat({ target: inPayments(role) })],
    });

    expect(plan).toMatchObject({ intends: { role }, ends: null, effects: [{ change: "remove", before: role }] });
  });

  it("is what is meant where nothing is written, too", () => {
    const holds = [aHold()];
    const seats = [aSeat({ target: inPayments("maintainer"), takenLately: 2 })];

    expect(look({ holds, seats }).plan).toMatchObject({ intends: inPayments("maintainer"), effects: [], ends: null });
  });

  it("stays, and nothing waits any more, where they are trained", () => {
    const { plan } = look({
      ...trained(),
      holds: [aHold({ target: inPayments("maintainer") })],
      seats: [aSeat({ target: inPayments("member") })],
    });

    expect(plan).toMatchObject({ effects: [], ends: "dropped" });
  });

  it("on a repository is told from the role that was left there", () => {
    const outside = { ...someone, membership: "none" as const };
    const hold = aHold({ target: onApi("write"), instead: { kind: "role", role: "read" } });
    const has = (role: "read" | "triage") =>
      look({
        account: outside,
        repositories: [API],
        holds: [hold],
        seats: [aSeat({ target: onApi(role), stood: "read" })],
      });

    expect(has("read").plan).toBeUndefined();
    expect(has("triage").plan).toMatchObject({
      intends: onApi("triage"),
      effects: [{ change: "set-role", after: "read" }],
    });
  });
});

describe("what waits, and nobody means them to have any more", () => {
  const gone = { ...someone, membership: "none" as const };
  const lowered = aHold({ target: onApi("write"), instead: { kind: "role", role: "read" } });

  it.each<[string, Partial<AccessFacts>]>([
    ["they left the organisation", { holds: [aHold()], account: gone }],
    ["there is no such team", { holds: [aHold()], teams: [readers()] }],
    ["none of the teams is there that they were to be invited to", invited([77])],
    ["somebody took the role that was left to them", { holds: [lowered], repositories: [API] }],
  ])("ends where %s, trained or not, released or not", (_, change) => {
    const released = { ...change, holds: change.holds?.map((hold) => ({ ...hold, released: true })) ?? [] };

    for (const facts of [change, { ...change, ...trained() }, released])
      expect(look(facts).plan).toMatchObject({ effects: [], ends: "dropped" });
  });

  it("goes on waiting where GitHub may only not have told yet", () => {
    expect(look({ holds: [aHold()], account: gone, missing: ["who has access"] }).plan).toBeUndefined();
    expect(look({ holds: [aHold()], account: { ...someone, membership: "pending" } }).plan).toBeUndefined();
  });

  it("is given without the teams that are gone", () => {
    const { plan } = look({ ...invited([PAYMENTS, 77]), ...trained() });

    expect(plan?.effects).toMatchObject([{ change: "invite", target: { teamIds: [PAYMENTS] } }]);
  });

  it.each([
    ["an identity provider keeps", { synced: true }],
    ["the enterprise keeps", { isEnterprises: true }],
    ["another system manages", { slug: "managed" }],
  ] as const)("is given without the teams that %s, to who joined meanwhile too", (_, kept) => {
    const policy = accessPolicy({ teams: [{ team: "payments" }, { team: "managed", managed_by: "okta" }] });
    const teams = [aTeam(), aTeam({ id: 78, slug: "others", ...kept })];
    const asked = { ...invited([PAYMENTS, 78]), ...trained(), teams };

    expect(look(asked, policy).plan?.effects).toMatchObject([{ change: "invite", target: { teamIds: [PAYMENTS] } }]);
    expect(look({ ...asked, account: someone }, policy).plan?.effects).toMatchObject([
      { change: "add", target: { teamId: PAYMENTS } },
    ]);
  });

  function invited(teamIds: readonly number[]): Partial<AccessFacts> {
    return {
      account: gone,
      holds: [aHold({ cause: "asked", target: { kind: "organisation", role: "member", teamIds } })],
    };
  }
});

describe("what GitHub would not do", () => {
  const refused = (change: "add" | "remove") => [{ key: `team:${PAYMENTS}`, change }];

  it("is not asked again while a day has not passed, and the decision says so", () => {
    const { seat, plan } = look({ ...trained(), holds: [aHold()], refusals: refused("add") });

    expect(plan).toBeUndefined();
    expect(seat).toMatchObject({ verdict: "grant", why: "refused", act: null });
    expect(look({ seats: [aSeat()], refusals: refused("remove") }).seat).toMatchObject({
      why: "refused",
      enforced: false,
    });
    expect(look({ seats: [aSeat()], refusals: refused("add") }).seat?.act).not.toBeNull();
  });

  it("of the reading that they were to keep leaves them what they have", () => {
    const lapsed = { ...trained("2025-01-01T00:00:00.000Z"), seats: [aSeat({ stood: "member", allowed: ["lapse"] })] };

    expect(look({ ...lapsed, refusals: [{ key: "team:6", change: "add" }] }).plan).toBeUndefined();
  });

  it("is not asked of a repository that is archived or out of reach", () => {
    const waits = { ...trained(), holds: [aHold({ target: onApi("write") })] };

    expect(look({ ...waits, repositories: [API] }).plan?.effects).toHaveLength(1);
    for (const repositories of [[], [{ ...API, archived: true }]])
      expect(look({ ...waits, repositories }).seat).toMatchObject({ verdict: "hold", why: "out-of-reach", act: null });
  });

  it("of a reading team that is kept elsewhere now does not keep what waits from ending", () => {
    const hold = aHold({ cause: "lapse", instead: { kind: "reading-team", teamId: 6 } });
    const reading = aSeat({ target: { kind: "team", teamId: 6, role: "member" } });
    const teams = [aTeam(), readers({ synced: true })];

    expect(look({ ...trained(), holds: [hold], seats: [reading], teams }).plan).toMatchObject({
      effects: [{ change: "add" }],
      ends: "granted",
    });
  });
});
