import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, sha256OfJson } from "../../../src/domain/canonical-json.ts";
import { decisionId } from "../../../src/domain/ids.ts";
import type { HeadDecidedEntry } from "../../../src/domain/stores/decided.ts";
import { decide } from "../../../src/gate/decide.ts";
import type { Facts } from "../../../src/gate/facts.ts";
import { replayDecision } from "../../../src/pipeline/decisions/replay.ts";
import { digestFacts } from "../../../src/pipeline/head/facts-digests.ts";
import { isEnforced, loggedPerson, loggedVerdict, peopleInOrder } from "../../../src/pipeline/head/logged-decision.ts";
import { scopeIn } from "../../../src/pipeline/policy/scope-on.ts";
import { policyDigest } from "../../../src/policy/digest.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { aPerson, aPolicy, someFacts, trained } from "../../support/facts.ts";

const SALT = new Uint8Array(32).fill(3);

/** As the product records a decision. */
function recorded(facts: Facts, policy: Policy): HeadDecidedEntry & { readonly decision: object } {
  const digest = policyDigest(policy);
  const decision = decide(facts, policy, { scope: scopeIn(facts, policy), policyDigest: digest });
  const id = decisionId(randomUUID());
  const digests = { salt: SALT, of: digestFacts(facts, SALT) };
  const factsSha256 = sha256OfJson(digests.of);
  const { outcome, mode } = decision;
  const people = peopleInOrder(decision).map(({ person, verdict }) => ({ subject: person, ...loggedPerson(verdict) }));
  const body = canonicalJson({
    type: "gate.decided",
    decision_id: id,
    decision: { ...loggedVerdict(decision), people },
    mode,
    enforced: isEnforced(decision),
    rule: { policy_sha256: digest },
    facts_sha256: factsSha256,
    app: { version: "1.2.3" },
  });
  const { id: repositoryId } = facts.repository;
  const kept = { id, repositoryId, headSha: facts.headSha, outcome, mode, policyDigest: digest, factsSha256 };
  const stored = {
    ...kept,
    facts,
    tree: JSON.parse(JSON.stringify(decision)),
    digests,
    decidedAt: new Date(facts.asOf),
  };
  return { type: "gate.decided", epoch: 1, seq: 7, body, decision: stored };
}

describe("replayDecision", () => {
  const policy = aPolicy();

  it.each([
    ["somebody without training", someFacts()],
    ["somebody trained", someFacts({ people: [aPerson(trained())] })],
    ["a source that did not answer", someFacts({ missing: ["pull request 1 and its commits"] })],
    ["break-glass", someFacts({ breakGlass: { ids: [randomUUID()], until: "2026-11-24T00:00:00.000Z" } })],
    [
      "several people",
      someFacts({ people: [aPerson(), aPerson({ id: 2, ...trained() }), aPerson({ id: 3, person: null })] }),
    ],
    [
      "unlinked commits",
      someFacts({ unlinked: [{ sha: "b".repeat(40), email: "e", name: "" }], unanswered: ["b".repeat(40)] }),
    ],
  ])("agrees with %s", (_, facts) => {
    expect(replayDecision(recorded(facts, policy), () => policy)).toMatchObject({
      seq: 7,
      result: "agrees",
      lines: [],
    });
  });

  it("decides by the scope as the properties of then made it", () => {
    const scopes = [{ property: { soc2: "in-scope" }, mode: "flag" as const, until: "2027-01-01", reason: "x" }];
    const scoped = aPolicy({ scopes });
    const facts = someFacts();
    const kept = { ...facts, repository: { ...facts.repository, properties: { soc2: "in-scope" } } };
    const entry = recorded(kept, scoped);

    expect(JSON.parse(entry.body)).toMatchObject({ mode: "flag" });
    expect(replayDecision(entry, () => scoped).result).toBe("agrees");
  });

  it("says what the log says and what it is now, and by which version it was decided, where the program decides otherwise", () => {
    const entry = recorded(someFacts(), policy);
    const told = JSON.parse(entry.body);
    const people = told.decision.people.map((one: object) => ({ ...one, outcome: "allow", missing: [] }));
    const body = canonicalJson({ ...told, decision: { ...told.decision, people } });
    const tree = { ...(entry.decision as { tree: { people: object[] } }).tree };
    const trimmed = { ...tree, people: tree.people.map((one) => ({ ...one, outcome: "allow", layers: [] })) };
    const asLogged = canonicalJson({
      ...JSON.parse(body),
      decision: { ...told.decision, people: people.map((one: object) => ({ ...one, required: [] })) },
    });

    const { result, lines } = replayDecision(
      { ...entry, body: asLogged, decision: { ...entry.decision, tree: trimmed } as HeadDecidedEntry["decision"] },
      () => policy,
    );

    expect(result).toBe("differs");
    expect(lines).toContain('people[0].outcome: the log says "allow", decided again it is "withhold"');
    expect(lines).toContain("it was decided by version 1.2.3");
  });

  it.each([
    ["edited", "differs", /^the policy [0-9a-f]{8} was edited/],
    ["missing", "differs", /^the policy [0-9a-f]{8} is not stored/],
    ["erased", "policy-erased", /^its policy [0-9a-f]{8} was erased/],
  ] as const)("does not decide by a policy that is %s", (found, result, line) => {
    const told = replayDecision(recorded(someFacts(), policy), () => found);

    expect(told.result).toBe(result);
    expect(told.lines[0]).toMatch(line);
  });
});
