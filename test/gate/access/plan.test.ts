import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetKey } from "../../../src/domain/stores/holds.ts";
import { decideAccess } from "../../../src/gate/access/decide.ts";
import type { AccessFacts } from "../../../src/gate/access/facts.ts";
import { planAccess } from "../../../src/gate/access/plan.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import {
  accessFacts,
  accessPolicy,
  aHold,
  aSeat,
  aWaiver,
  carriedOut,
  PAYMENTS,
  READERS,
} from "../../support/access-facts.ts";
import { trained } from "../../support/facts.ts";

const plansOf = (facts: AccessFacts, policy: Policy) => planAccess(decideAccess(facts, policy, "digest"), facts);

const someone = accessFacts().account;
const payments = { kind: "team", teamId: PAYMENTS, role: "member" } as const;
const reading = aSeat({ target: { kind: "team", teamId: READERS, role: "member" }, stood: "member" });

const seat = fc
  .record({
    target: fc.constantFrom("member", "maintainer" as const).map((role) => ({ ...payments, role })),
    preExisting: fc.boolean(),
    grantedByUs: fc.boolean(),
    stood: fc.constantFrom(null, "member"),
    missingSince: fc.constantFrom(null, "2026-02-01T00:00:00.000Z"),
    takenLately: fc.nat(3),
    conflict: fc.boolean(),
    allowed: fc.subarray(["new", "lapse", "pre-existing", "leaver"] as const),
  })
  .map((change) => aSeat(change));
const hold = fc
  .record({
    cause: fc.constantFrom("new", "lapse", "pre-existing", "asked" as const),
    instead: fc.constantFrom(null, { kind: "reading-team" as const, teamId: READERS }),
    released: fc.boolean(),
  })
  .map((change) => aHold(change));
const completions = fc.constantFrom(
  [],
  trained().completions,
  trained("2025-01-01T00:00:00.000Z").completions,
  trained("2025-11-20T00:00:00.000Z").completions,
);
const anyFacts: fc.Arbitrary<AccessFacts> = fc
  .record({
    seats: fc.record({ own: fc.option(seat, { nil: null }), reads: fc.constantFrom("no", "people", "us") }),
    waiversOver: fc.constantFrom([], [aWaiver("2026-11-22T00:00:00.000Z")]),
    refusals: fc.constantFrom([], [], [{ key: targetKey(payments), change: "remove" as const }]),
    holds: fc.array(hold, { maxLength: 1 }),
    completions,
    membership: fc.constantFrom("active", "pending", "none" as const),
    isOwner: fc.boolean(),
    members: fc.boolean(),
    left: fc.boolean(),
    toldOfDeadline: fc.constantFrom(null, "2026-10-01T00:00:00.000Z"),
    holdsLeft: fc.nat(2),
    missing: fc.constantFrom([], [], [], ["who has access"]),
  })
  .map(({ seats, membership, isOwner, members, left, ...rest }) =>
    accessFacts({
      ...rest,
      account: { ...someone, membership, isOwner },
      seats: [
        ...(seats.own ? [seats.own] : []),
        ...(seats.reads === "no" ? [] : [{ ...reading, grantedByUs: seats.reads === "us" }]),
      ],
      may: { members, repositories: true },
      ...(left && { leftAt: "2026-11-20T00:00:00.000Z" }),
    }),
  );
const anyPolicy = fc
  .record({
    mode: fc.constantFrom("observe", "flag", "block", "block" as const),
    onLapse: fc.constantFrom("flag", "to_reading_team", "remove" as const),
    leavers: fc.constantFrom("ask", "automatic" as const),
  })
  .map(({ mode, onLapse, leavers }) => {
    const team = { team: "payments", on_lapse: onLapse, reading_team: "payments-readers" } as const;
    return accessPolicy({ teams: [team], leavers }, { mode });
  });

const forAll = (check: (facts: AccessFacts, policy: Policy) => void) =>
  fc.assert(fc.property(anyFacts, anyPolicy, check), { numRuns: 2_000, seed: 20_261_123 });

/** Can they still read what the payments team reaches, by a seat of their own? */
const reads = ({ seats }: AccessFacts) => seats.some(({ target }) => target.kind === "team");

describe("what is written, whatever the facts and the policy", () => {
  it("is nothing a second time", () => {
    forAll((facts, policy) => {
      const after = carriedOut(plansOf(facts, policy), facts);

      expect(plansOf(after, policy)).toEqual([]);
    });
  });

  it("is nothing while a source is missing", () => {
    forAll((facts, policy) => {
      expect(plansOf({ ...facts, missing: ["the policy"] }, policy)).toEqual([]);
    });
  });

  it("takes access in the four cases only, and never in a mode that does not block", () => {
    forAll((facts, policy) => {
      for (const { effects, cause } of plansOf(facts, policy)) {
        const taken = effects.some(({ change, isOwn }) => change === "remove" && isOwn);
        if (!taken) continue;
        const own = facts.seats.find(({ target }) => targetKey(target) === targetKey(payments));
        expect(policy.mode).toBe("block");
        expect(facts.account.isOwner).toBe(false);
        if (cause === "new") expect(own).toMatchObject({ preExisting: false, grantedByUs: false, stood: null });
        else expect(own?.allowed).toContain(cause);
        if (cause === "leaver") expect(facts.leftAt).toBeDefined();
        if (cause === "pre-existing") expect(facts.toldOfDeadline).not.toBeNull();
      }
    });
  });

  it("gives only to members who are trained, or whom an admin released", () => {
    forAll((facts, policy) => {
      for (const { effects, hold: id } of plansOf(facts, policy)) {
        if (!effects.some(({ change, isOwn }) => change === "add" && isOwn)) continue;
        const released = facts.holds.find((one) => one.id === id)?.released === true;
        const [done] = facts.completions;
        expect(facts.account.membership).toBe("active");
        expect(released || done?.completedAt === trained().completions[0]?.completedAt).toBe(true);
      }
    });
  });

  it("leaves nobody without the reading that they had at any step, but for new seats, leavers and where the policy removes", () => {
    forAll((facts, policy) => {
      const removes = policy.access.teams.some(({ on_lapse }) => on_lapse === "remove");
      for (const plan of plansOf(facts, policy)) {
        const isMeant = removes || plan.cause === "new" || plan.cause === "leaver" || facts.leftAt !== undefined;
        if (isMeant || !reads(facts)) continue;
        for (let steps = 1; steps <= plan.effects.length; steps++) {
          const between = carriedOut([{ ...plan, effects: plan.effects.slice(0, steps) }], facts);
          expect(reads(between)).toBe(true);
        }
      }
    });
  });
});

describe("what was taken", () => {
  it("is given back as it was, and reading elsewhere ends after that", () => {
    const maintainer = aHold({
      target: { ...payments, role: "maintainer" },
      cause: "lapse",
      instead: { kind: "reading-team", teamId: READERS },
    });
    const facts = accessFacts({ holds: [maintainer], seats: [reading], ...trained() });

    const [plan] = plansOf(facts, accessPolicy());

    expect(plan?.effects.map(({ change, target, after }) => [change, targetKey(target), after])).toEqual([
      ["add", "team:5", "maintainer"],
      ["remove", "team:6", null],
    ]);
    expect(plan?.ends).toBe("granted");
  });

  it("is not made less where somebody gave more in the meantime", () => {
    const lapsed = aHold({ cause: "lapse", instead: { kind: "reading-team", teamId: READERS } });
    const own = aSeat({ target: { ...payments, role: "maintainer" } });
    const facts = accessFacts({ holds: [lapsed], seats: [own, reading], ...trained() });

    const [plan] = plansOf(facts, accessPolicy());

    expect(plan?.effects.map(({ change, target }) => [change, targetKey(target)])).toEqual([["remove", "team:6"]]);
  });

  it("is an invitation with its teams for who is no member", () => {
    const target = { kind: "organisation", role: "member", teamIds: [PAYMENTS] } as const;
    const account = { ...someone, membership: "none" as const };
    const facts = accessFacts({ holds: [aHold({ target, cause: "asked" })], account, ...trained() });

    const [plan] = plansOf(facts, accessPolicy({ level: "invite_on_completion" }));

    expect(plan?.effects).toMatchObject([{ change: "invite", target }]);
  });
});
