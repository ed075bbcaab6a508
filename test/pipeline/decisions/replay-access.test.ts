import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, sha256OfJson } from "../../../src/domain/canonical-json.ts";
import { decisionId } from "../../../src/domain/ids.ts";
import type { AccessDecidedEntry } from "../../../src/domain/stores/decided.ts";
import { decideAccess } from "../../../src/gate/access/decide.ts";
import type { AccessFacts } from "../../../src/gate/access/facts.ts";
import { veiledLogin } from "../../../src/gate/access/machine-like.ts";
import { decidedBody } from "../../../src/pipeline/access/access-drafts.ts";
import { verdictDigest } from "../../../src/pipeline/access/save-decided.ts";
import { replayDecision } from "../../../src/pipeline/decisions/replay.ts";
import { policyDigest } from "../../../src/policy/digest.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { accessFacts, accessPolicy, aHold, aSeat, aTeam } from "../../support/access-facts.ts";
import { COURSE, trained } from "../../support/facts.ts";

const ORG = 11;
const COMPLETED = {
  id: randomUUID(),
  courseId: COURSE,
  completedAt: new Date("2026-06-01T00:00:00.000Z"),
};

/** As the product records a decision, and as the database gives it back. */
function recorded(facts: AccessFacts, policy: Policy = accessPolicy()) {
  const digest = policyDigest(policy);
  const decision = decideAccess(facts, policy, digest);
  const id = decisionId(randomUUID());
  const account = { ...facts.account, login: veiledLogin(facts.account.login) };
  const kept = JSON.parse(JSON.stringify({ ...facts, account, salt: "5a" }));
  const factsSha256 = sha256OfJson(kept);
  const said = {
    type: "access.decided",
    org: ORG,
    subject: facts.account.person,
    decision_id: id,
    ...decidedBody(decision, ORG, [COMPLETED as Parameters<typeof decidedBody>[2][number]]),
    rule: { policy_sha256: digest },
    facts_sha256: factsSha256,
    app: { version: "1.2.3" },
  };
  const tree = JSON.parse(JSON.stringify(decision));
  const stored = { id, verdictSha256: verdictDigest(decision), factsSha256, facts: kept, tree };
  const entry: AccessDecidedEntry = {
    type: "access.decided",
    epoch: 1,
    seq: 7,
    body: canonicalJson(said),
    decision: stored,
  };
  return { entry, said, stored, policy, replay: (change: object = {}) => replayWith({ ...entry, ...change }, policy) };
}

function replayWith(entry: AccessDecidedEntry, policy: Policy) {
  return replayDecision(entry, () => policy);
}

const inTeam = accessFacts({ seats: [aSeat()] });
const someone = inTeam.account;

describe("a decision on access, decided again", () => {
  it.each([
    ["somebody untrained in a gated team", inTeam],
    ["somebody trained, whose completion the log names", { ...inTeam, ...trained() }],
    ["access that waits, and is due", accessFacts({ holds: [aHold()], ...trained() })],
    ["a team that an identity provider keeps", { ...inTeam, teams: [aTeam({ synced: true })] }],
    ["a source that did not answer", { ...inTeam, missing: ["who has access"] }],
    ["nothing gated any more", accessFacts({})],
    ["an account that is called like a machine", { ...inTeam, account: { ...someone, login: "release-bot" } }],
  ])("agrees of %s", (_, facts) => {
    expect(recorded(facts).replay()).toMatchObject({ seq: 7, result: "agrees", lines: [] });
  });

  it("agrees where more seats were decided than an entry holds", () => {
    const teams = Array.from({ length: 230 }, (_, index) => aTeam({ id: 100 + index, slug: `pay-${index}` }));
    const seats = teams.map(({ id }) => aSeat({ target: { kind: "team", teamId: id, role: "member" } }));
    const many = recorded(accessFacts({ teams, seats }), accessPolicy({ teams: [{ team: "pay-*" }] }));

    expect(many.said.seats_omitted).toBe(30);
    expect(many.replay()).toMatchObject({ result: "agrees" });
  });

  it("names what the log says, what it is now and by which version, where the program decides otherwise", () => {
    const { entry, said, stored, replay } = recorded(inTeam);
    const seats = said.seats.map((seat) => ({ ...seat, verdict: "keep" }));
    const tree = { ...stored.tree, seats: stored.tree.seats.map((seat: object) => ({ ...seat, verdict: "keep" })) };

    const { result, lines } = replay({
      body: canonicalJson({ ...said, seats }),
      decision: { ...entry.decision, tree },
    });

    expect(result).toBe("differs");
    expect(lines).toEqual([
      'seats[0].verdict: the log says "keep", decided again it is "hold"',
      "it was decided by version 1.2.3",
    ]);
  });

  it.each([
    ["the facts", { facts: { ...inTeam, holdsLeft: 0 } }, "the facts were edited"],
    ["their digest", { factsSha256: "0" }, "the stored facts digest was edited: it is 0, the log says"],
    ["the reasons whole", { tree: { seats: "none" } }, "the stored reasons were edited: they are none of a decision"],
    ["the reasons away", { tree: null }, "the reasons are not stored, though the facts are"],
  ])("names what of it was edited: %s", (_, change, line) => {
    const { stored, replay } = recorded(inTeam);

    const { result, lines } = replay({ decision: { ...stored, ...change } });

    expect(result).toBe("differs");
    expect(lines[0]).toContain(line);
  });

  it("names the reason that was edited", () => {
    const { stored, replay } = recorded(inTeam);
    const tree = { ...stored.tree, seats: stored.tree.seats.map((seat: object) => ({ ...seat, outcome: "allow" })) };

    expect(replay({ decision: { ...stored, tree } }).lines).toEqual([
      'the stored reasons were edited: seats[0].outcome is "allow", the log says "withhold"',
    ]);
  });

  it("is told as erased once its term is over, and as differing where its row is gone", () => {
    const { stored, replay } = recorded(inTeam);

    expect(replay({ decision: { ...stored, facts: null, tree: null } })).toMatchObject({ result: "erased" });
    expect(replay({ decision: null })).toMatchObject({ result: "differs" });
  });
});
