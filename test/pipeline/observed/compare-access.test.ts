import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCESS_KINDS, type AccessKind, type AccessObservation, keyOf } from "../../../src/domain/access.ts";
import { accountId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import { compareAccess } from "../../../src/pipeline/observed/compare-access.ts";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const LAST = at(10);
const NOW = at(20);
const web = repositoryId(5);

function seen(told: Partial<AccessObservation> = {}): AccessObservation {
  return {
    ...{ orgId: orgId(2), kind: "member", accountId: accountId(1), teamId: null, repositoryId: null },
    ...{ externalId: null, role: "member", present: true, source: "event", deliveryId: "d-1", notBefore: null },
    ...{ observedAt: at(5), recordedAt: at(5) },
    ...told,
  };
}
const visible = (id = web) => seen({ kind: "visibility", accountId: null, repositoryId: id, role: "private" });
const unknown = (kind: AccessKind) => seen({ kind, accountId: null, role: "unknown" });
const collaborator = (told: Partial<AccessObservation> = {}) =>
  seen({ kind: "collaborator", repositoryId: web, role: "write", ...told });

function compare(
  shown: readonly AccessObservation[],
  known: readonly AccessObservation[],
  { unread = [], lastAt = LAST }: { unread?: readonly AccessKind[]; lastAt?: Date | null } = {},
) {
  const look = { at: NOW, recordedAt: at(25), reached: new Set([web]), lastAt };
  return compareAccess({ observations: shown, unread: new Set(unread) }, known, look);
}

describe("a full look, compared with what is known,", () => {
  it("tells nothing where all is known", () => {
    expect(compare([seen(), visible()], [seen(), visible()])).toEqual([]);
  });

  it("takes a role by REST's name for the same as GraphQL's", () => {
    const known = [collaborator({ role: "push" }), visible()];

    expect(compare([collaborator({ role: "write" }), visible()], known)).toEqual([]);
  });

  it("dates what is new between the last look and this one, and calls it drift", () => {
    expect(compare([seen()], [])).toEqual([
      {
        now: seen({ source: "sweep", notBefore: LAST, observedAt: NOW, recordedAt: at(25) }),
        expected: { present: false, role: null },
      },
    ]);
  });

  it("finds what is gone, and by what it was told no more", () => {
    const [gone] = compare([], [seen()]);

    expect(gone).toMatchObject({
      now: { present: false, source: "sweep", deliveryId: null, observedAt: NOW },
      expected: { present: true, role: "member" },
    });
  });

  it("knows of nothing before it where it is the first", () => {
    expect(compare([seen()], [], { lastAt: null })).toMatchObject([
      { now: { source: "baseline", notBefore: null }, expected: null },
    ]);
  });

  it("takes who was in a repository that came since for who was there before", () => {
    const [found] = compare([collaborator()], []);

    expect(found).toMatchObject({ now: { source: "baseline", notBefore: null }, expected: null });
    expect(compare([collaborator(), visible()], [visible()])).toMatchObject([
      { now: { source: "sweep" }, expected: { present: false } },
    ]);
  });

  it("says nothing of a kind that GitHub does not show any more, but that it does not", () => {
    const role = seen({ kind: "org-role", externalId: "31" });

    const differences = compare([unknown("org-role")], [role], { unread: ["org-role"] });

    expect(differences).toMatchObject([{ now: { kind: "org-role", role: "unknown", present: true }, expected: null }]);
  });

  it("calls nothing drift of a kind that GitHub shows from now on", () => {
    const role = seen({ kind: "org-role", externalId: "31" });

    const differences = compare([role], [unknown("org-role")]);

    expect(differences).toMatchObject([
      { now: { externalId: "31", present: true, source: "baseline" }, expected: null },
      { now: { role: "unknown", present: false }, expected: null },
    ]);
  });

  it("leaves to deliveries what they told after it began, and to others what it does not reach", () => {
    const removed = seen({ observedAt: at(21) });
    const elsewhere = collaborator({ repositoryId: repositoryId(6) });

    expect(compare([], [removed, elsewhere])).toEqual([]);
    expect(compare([seen({ role: "admin" })], [removed])).toEqual([]);
  });

  it("learns by itself who maintains a team, which no delivery tells", () => {
    const seat = (role: string) => seen({ kind: "team-member", teamId: 8, role });

    expect(compare([seat("maintainer")], [seat("member")])).toMatchObject([
      { now: { role: "maintainer", source: "sweep" }, expected: null },
    ]);
  });

  it("knows again what it shows of a repository that it does not reach, and takes it for nothing gone", () => {
    const elsewhere = seen({ kind: "team-repository", accountId: null, teamId: 8, repositoryId: repositoryId(6) });

    expect(compare([elsewhere], [elsewhere])).toEqual([]);
    expect(compare([], [elsewhere])).toEqual([]);
  });

  it("finds another parent of a team as one change, and calls nothing drift of an invitation that we sent", () => {
    const parent = (role: string) => seen({ kind: "team-parent", accountId: null, teamId: 8, role });
    const ours = seen({ kind: "invitation", role: "member", source: "verify", deliveryId: null });

    expect(compare([parent("10")], [parent("9"), ours])).toMatchObject([
      { now: { kind: "team-parent", role: "10", present: true }, expected: { present: true, role: "9" } },
      { now: { kind: "invitation", present: false }, expected: null },
    ]);
  });

  it("tells nothing a second time, whatever was known and is shown", () => {
    const anything = fc.array(
      fc.record({
        kind: fc.constantFrom(...ACCESS_KINDS),
        accountId: fc.constantFrom(null, accountId(1), accountId(2)),
        teamId: fc.constantFrom(null, 8),
        repositoryId: fc.constantFrom(null, web, repositoryId(6)),
        role: fc.constantFrom("read", "pull", "write", "unknown"),
        observedAt: fc.constantFrom(at(5), at(21)),
      }),
    );
    fc.assert(
      fc.property(anything, anything, fc.subarray([...ACCESS_KINDS]), (before, now, unread) => {
        const newest = (all: readonly AccessObservation[]) => new Map(all.map((one) => [keyOf(one), one]));
        const known = newest(before.map((one) => seen(one)));
        const shown = [...newest(now.map((one) => seen({ ...one, observedAt: NOW }))).values()].filter(
          ({ kind, role }) => !unread.includes(kind) || role === "unknown",
        );

        for (const { now: told } of compare(shown, [...known.values()], { unread })) known.set(keyOf(told), told);
        const current = [...known.values()].filter(({ present }) => present);

        expect(compare(shown, current, { unread })).toEqual([]);
      }),
    );
  });
});
