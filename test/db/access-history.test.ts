import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type AccessObservation, keyOf } from "../../src/domain/access.ts";
import { type AccountId, accountId, type OrgId, orgId, repositoryId } from "../../src/domain/ids.ts";
import { aNumber, at, useStores } from "../support/stores.ts";

describe("the history of access", () => {
  const test = useStores();
  let org: OrgId;
  let account: AccountId;

  beforeEach(() => {
    org = orgId(aNumber());
    account = accountId(aNumber());
  });

  function seen(told: Partial<AccessObservation>): AccessObservation {
    return {
      ...{ orgId: org, kind: "member", accountId: account, teamId: null, repositoryId: null, externalId: null },
      ...{ role: "member", present: true, source: "event", deliveryId: null, notBefore: null },
      observedAt: at(0),
      recordedAt: told.observedAt ?? at(0),
      ...told,
    };
  }
  const seat = (told: Partial<AccessObservation>) => seen({ kind: "team-member", teamId: 7, ...told });

  async function heldAt(validAt: Date, knownAt: Date): Promise<readonly AccessObservation[]> {
    const held: AccessObservation[] = [];
    for await (const page of test.stores.access.at(org, { validAt, knownAt })) held.push(...page);
    return held;
  }

  it("tells of a seat since when it is held without a break, and by what that is known", async () => {
    await test.stores.access.record([
      seat({ source: "baseline", observedAt: at(1) }),
      seat({ present: false, observedAt: at(2) }),
      seat({ source: "sweep", notBefore: at(3), observedAt: at(5) }),
      seat({ role: "maintainer", observedAt: at(6) }),
      seen({ source: "baseline", observedAt: at(1) }),
    ]);

    const seats = await test.stores.access.seatsOf(org, account);

    expect(seats.find(({ kind }) => kind === "team-member")).toEqual({
      ...{ kind: "team-member", accountId: account, teamId: 7, repositoryId: null, externalId: null },
      ...{ role: "maintainer", since: at(5), notBefore: at(3), source: "sweep", preExisting: false },
      roleSince: at(6),
    });
    expect(seats.find(({ kind }) => kind === "member")).toMatchObject({ preExisting: true, since: at(1) });
  });

  it("counts a seat that was lost no more, and none of anybody else", async () => {
    await test.stores.access.record([
      seat({ observedAt: at(1) }),
      seat({ present: false, observedAt: at(2) }),
      seat({ accountId: accountId(aNumber()) }),
    ]);

    expect(await test.stores.access.seatsOf(org, account)).toEqual([]);
  });

  it("is read from its end, page by page", async () => {
    await test.stores.access.record([1, 2, 3].map((second) => seat({ observedAt: at(second) })));

    const first = await test.stores.access.historyOf(org, account, { after: null, limit: 2 });
    const rest = await test.stores.access.historyOf(org, account, { after: first.next, limit: 2 });

    expect(first.observations.map(({ observedAt }) => observedAt)).toEqual([at(3), at(2)]);
    expect(rest.observations.map(({ observedAt }) => observedAt)).toEqual([at(1)]);
    expect(rest.next).toBeNull();
  });

  it("names what is at a team, and the newest of a key, whether it is there or not", async () => {
    const grant = seen({ kind: "team-repository", accountId: null, teamId: 7, repositoryId: repositoryId(3) });
    const gone = seen({ present: false, observedAt: at(1) });
    await test.stores.access.record([seat({}), grant, seen({}), gone]);

    const ofTeam = await test.stores.access.ofTeams(org, [7]);

    expect(ofTeam.map(({ kind }) => kind).sort()).toEqual(["team-member", "team-repository"]);
    expect(await test.stores.access.newestOf(org, [gone])).toEqual([gone]);
    expect((await test.stores.access.ofAccount(org, account)).map(({ kind }) => kind)).toEqual(["team-member"]);
  });

  it("is the same at any time as what a plain fold makes of it, and what was known then stays what was known", async () => {
    const moment = fc.integer({ min: 0, max: 8 });
    const observation = fc.record({
      kind: fc.constantFrom("member", "team-member", "collaborator", "org-role"),
      who: fc.integer({ min: 1, max: 3 }),
      where: fc.integer({ min: 1, max: 2 }),
      role: fc.constantFrom("member", "admin"),
      present: fc.boolean(),
      // Late rows, as an audit log tells them: recorded after what happened since.
      observed: moment,
      delay: moment,
    });

    await fc.assert(
      fc.asyncProperty(fc.array(observation, { maxLength: 20 }), moment, moment, async (drawn, valid, known) => {
        org = orgId(aNumber());
        const rows = drawn.map(({ kind, who, where, role, present, observed, delay }) =>
          seen({
            ...{ kind: kind as "member", accountId: accountId(who), role, present },
            ...(kind === "team-member" ? { teamId: where } : {}),
            ...(kind === "collaborator" ? { repositoryId: repositoryId(where) } : {}),
            ...(kind === "org-role" ? { externalId: String(where) } : {}),
            ...{ observedAt: at(observed), recordedAt: at(observed + delay) },
          }),
        );
        const early = rows.filter(({ recordedAt }) => recordedAt <= at(known));
        const late = rows.filter(({ recordedAt }) => recordedAt > at(known));

        await test.stores.access.record(early);
        const then = await heldAt(at(valid), at(known));
        await test.stores.access.record(late);

        expect(sorted(then)).toEqual(sorted(fold(early, at(valid))));
        expect(await heldAt(at(valid), at(known))).toEqual(then);
        expect(sorted(await heldAt(at(valid), at(100)))).toEqual(sorted(fold([...early, ...late], at(valid))));
      }),
      { numRuns: 60 },
    );
  });
});

/** One after the other, the later observed over the earlier, and of one time the later told. */
function fold(rows: readonly AccessObservation[], validAt: Date): readonly AccessObservation[] {
  const held = new Map<string, AccessObservation>();
  for (const row of rows) {
    const known = held.get(keyOf(row));
    if (row.observedAt <= validAt && (!known || row.observedAt >= known.observedAt)) held.set(keyOf(row), row);
  }
  return [...held.values()].filter(({ present }) => present);
}

function sorted(rows: readonly AccessObservation[]): readonly AccessObservation[] {
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
