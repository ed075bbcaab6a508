import { describe, expect, it } from "vitest";
import { type PointAsked, pointInTimeReport } from "../../../src/evidence/reports/05-point-in-time.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { allOf, SOMEBODY, SOMEBODY_ELSE, type SomeEntry, someSources, subject } from "../some-sources.ts";
import { instant, observed, snapshot } from "./some-access.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const POLICY = "a";
const policy: Policy = {
  ...DEFAULTS,
  boundary: { ...DEFAULTS.boundary, repositories: { include: ["*"], exclude: ["repository-9"] } },
  layers: { developer: { courses: ["owasp"], valid_for: 365 } },
  require: [{ who: { access: "write" }, layers: ["developer"] }],
  access: {
    ...DEFAULTS.access,
    machines: [{ id: 583_231, owner: "platform", reason: "CI user", review_by: "2027-01-31" }],
  },
} as Policy;
const inForce: readonly SomeEntry[] = [
  { type: "policy.activated", rule: { policy_sha256: POLICY }, occurred_at: "2026-01-01T00:00:00.000Z" },
  {
    type: "course.published",
    course: { id: "owasp", version: "1.0.0", content_sha256: "c" },
    occurred_at: "2026-01-01T00:00:00.000Z",
  },
];
const noBase = snapshot(instant("01-02"), [
  { kind: "base", role: "none" },
  { kind: "team", team: 7, role: "payments" },
  { kind: "team-repository", team: 7, repository: 1, role: "push" },
]);

function sourcesOf(entries: readonly SomeEntry[]) {
  return someSources({ entries: [...inForce, noBase, ...entries], policies: { [POLICY]: policy } });
}

async function rowsAt(entries: readonly SomeEntry[], asked: Partial<PointAsked> = {}) {
  const report = pointInTimeReport(sourcesOf(entries), { at: null, knownAt: null, ...asked });
  return allOf(report.rows(period));
}

const shortly = (rows: Awaited<ReturnType<typeof rowsAt>>) =>
  rows.map(({ person_key, repository, permission, via, trained_as_of }) => ({
    person_key,
    repository,
    permission,
    via,
    trained_as_of,
  }));

const joined = observed({ kind: "member", person: SOMEBODY, role: "member" }, { at: instant("01-05") });
const onTeam = observed(
  { kind: "team-member", person: SOMEBODY, team: 7, role: "member" },
  { at: instant("01-06"), source: "sweep", notBefore: instant("01-05", "12:00:00") },
);

describe("access at a point in time", () => {
  it("has a row for each person and repository, with how they come to it and since when at the latest and the earliest", async () => {
    const rows = await rowsAt([joined, onTeam]);

    expect(rows).toEqual([
      expect.objectContaining({
        ...{ person_key: SOMEBODY, kind: "person", repository: "acme/repository-1", repository_id: 1 },
        ...{ permission: "write", via: ["team"], trained_as_of: "no", missing: ["developer/owasp (never)"] },
        ...{ valid_from_latest: instant("01-06"), valid_from_earliest: instant("01-05", "12:00:00") },
        ...{ first_seen_by: "sweep", log_seq: 4, as_of: "2026-01-31T23:59:59.999Z" },
      }),
    ]);
  });

  it.each([
    ["before they came", instant("01-05"), []],
    ["while they were there", instant("01-07"), [1]],
    ["after they left the organisation, which is all that was told", instant("01-20"), []],
  ])("is as it was %s", async (_, at, repositories) => {
    const left = observed({ kind: "member", person: SOMEBODY }, { at: instant("01-10"), present: false });

    const rows = await rowsAt([joined, onTeam, left], { at: new Date(at) });

    expect(rows.map(({ repository_id }) => repository_id)).toEqual(repositories);
  });

  it("does not come back with somebody who comes back to the organisation and to no team", async () => {
    const left = observed({ kind: "member", person: SOMEBODY }, { at: instant("01-10"), present: false });
    const back = observed({ kind: "member", person: SOMEBODY, role: "member" }, { at: instant("01-12") });

    expect(await rowsAt([joined, onTeam, left, back])).toEqual([]);
  });

  it("is told as it was known then, whatever was found out later", async () => {
    const correction = observed(
      { kind: "team-member", person: SOMEBODY, team: 7, role: "member" },
      { at: instant("01-07"), recorded: instant("01-25"), present: false, source: "audit-log" },
    );
    const at = new Date(instant("01-08"));

    const before = await rowsAt([joined, onTeam], { at, knownAt: new Date(instant("01-20")) });
    const asKnownThen = await rowsAt([joined, onTeam, correction], { at, knownAt: new Date(instant("01-20")) });
    const asKnownNow = await rowsAt([joined, onTeam, correction], { at });

    expect(asKnownThen).toEqual(before);
    expect(before).toHaveLength(1);
    expect(asKnownNow).toEqual([]);
  });

  it("counts an owner as admin of all repositories, and somebody from outside by their own seat alone", async () => {
    const owner = observed({ kind: "member", person: SOMEBODY, role: "admin" }, { at: instant("01-05") });
    const outside = observed(
      { kind: "collaborator", person: SOMEBODY_ELSE, repository: 2, role: "push" },
      { at: instant("01-05") },
    );

    expect(shortly(await rowsAt([owner, outside]))).toEqual([
      { person_key: SOMEBODY, repository: "*", permission: "admin", via: ["owner"], trained_as_of: "no" },
      {
        ...{ person_key: SOMEBODY_ELSE, repository: "acme/repository-2", permission: "write", via: ["outside"] },
        trained_as_of: "no",
      },
    ]);
  });

  it("follows what all members may do from one word of it to the next", async () => {
    const base = (role: string, at: string) =>
      observed({ kind: "base", role }, { at, source: "sweep", notBefore: instant("01-09") });
    const entries = [joined, base("write", instant("01-10")), base("none", instant("01-20"))];

    const at = (day: string) => rowsAt(entries, { at: new Date(instant(day)) });

    expect(shortly(await at("01-08"))).toEqual([]);
    expect(await at("01-12")).toMatchObject([
      {
        ...{ repository: "*", permission: "write", via: ["base"], first_seen_by: "sweep" },
        ...{ valid_from_latest: instant("01-10"), valid_from_earliest: instant("01-09") },
      },
    ]);
    expect(shortly(await at("01-21"))).toEqual([]);
  });

  it("begins anew where it was taken and given again", async () => {
    const seat = { kind: "team-member", person: SOMEBODY, team: 7, role: "member" } as const;
    const gone = observed(seat, { at: instant("01-10"), present: false });
    const again = observed(seat, { at: instant("01-12") });

    expect(await rowsAt([joined, onTeam, gone, again])).toMatchObject([
      { valid_from_latest: instant("01-12"), valid_from_earliest: instant("01-12"), first_seen_by: "event" },
    ]);
  });

  it("stays with one account of somebody while the other loses its seat", async () => {
    const seat = (account: string) => ({ kind: "team-member", person: SOMEBODY, account, team: 7 }) as const;
    const entries = [
      observed({ ...seat("hmac:a"), role: "member" }, { at: instant("01-05") }),
      observed({ ...seat("hmac:b"), role: "member" }, { at: instant("01-06") }),
      observed(seat("hmac:b"), { at: instant("01-10"), present: false }),
    ];

    expect(shortly(await rowsAt(entries))).toMatchObject([{ permission: "write", via: ["team"] }]);
  });

  it("is by a team above for as long as the team is below it", async () => {
    const entries = [
      joined,
      observed({ kind: "team-parent", team: 8, role: "7" }, { at: instant("01-05") }),
      observed({ kind: "team-member", person: SOMEBODY, team: 8, role: "member" }, { at: instant("01-06") }),
      observed({ kind: "team-parent", team: 8, role: "7" }, { at: instant("01-15"), present: false }),
    ];

    expect(shortly(await rowsAt(entries, { at: new Date(instant("01-10")) }))).toMatchObject([{ via: ["team"] }]);
    expect(await rowsAt(entries, { at: new Date(instant("01-20")) })).toEqual([]);
  });

  it("ends for everybody with what a repository was: public, then private again", async () => {
    const shown = (role: string, at: string) => observed({ kind: "visibility", repository: 3, role }, { at });
    const entries = [shown("public", instant("01-05")), shown("private", instant("01-10"))];

    expect(shortly(await rowsAt(entries, { at: new Date(instant("01-07")) }))).toMatchObject([
      { repository: "acme/repository-3", permission: "read", via: ["public"] },
    ]);
    expect(await rowsAt(entries)).toEqual([]);
  });

  it("says unknown of a base permission that GitHub does not show, and names the strongest of several ways", async () => {
    const base = observed({ kind: "base", role: "unknown" }, { at: instant("01-03") });
    const parent = [
      observed({ kind: "team", team: 8, role: "everybody" }, { at: instant("01-03") }),
      observed({ kind: "team-parent", team: 7, role: "8" }, { at: instant("01-03") }),
      observed({ kind: "team-repository", team: 8, repository: 1, role: "admin" }, { at: instant("01-03") }),
    ];
    const direct = observed(
      { kind: "collaborator", person: SOMEBODY, repository: 1, role: "read" },
      { at: instant("01-09") },
    );

    expect(shortly(await rowsAt([base, ...parent, joined, onTeam, direct]))).toEqual([
      { person_key: SOMEBODY, repository: "*", permission: "unknown", via: ["base"], trained_as_of: "not-required" },
      {
        ...{ person_key: SOMEBODY, repository: "acme/repository-1", permission: "admin", via: ["direct", "team"] },
        trained_as_of: "no",
      },
    ]);
  });

  it("has keys, other Apps and open repositories after the people", async () => {
    const rows = await rowsAt([
      observed({ kind: "deploy-key", repository: 1, external: "55", role: "write" }, { at: instant("01-05") }),
      observed({ kind: "app", external: "66", role: "write" }, { at: instant("01-05") }),
      observed({ kind: "app", external: "67", role: "none" }, { at: instant("01-05") }),
      observed({ kind: "app-on-some", external: "68", role: "read" }, { at: instant("01-05") }),
      observed({ kind: "visibility", repository: 3, role: "internal" }, { at: instant("01-05") }),
    ]);

    expect(rows.map(({ kind, external_id, repository, via }) => [kind, external_id, repository, via])).toEqual([
      ["machine", "66", "*", ["app"]],
      ["machine", "68", "some", ["app"]],
      ["machine", "55", "acme/repository-1", ["deploy_key"]],
      ["anybody", null, "acme/repository-3", ["internal"]],
    ]);
  });

  it("says once that Apps may have access where GitHub does not show them", async () => {
    const unknown = (["app", "app-on-some"] as const).map((kind) =>
      observed({ kind, role: "unknown" }, { at: instant("01-05") }),
    );

    expect(shortly(await rowsAt(unknown))).toMatchObject([{ repository: "*", permission: "unknown", via: ["app"] }]);
  });

  it("tells a team that the enterprise keeps from the organisation's own", async () => {
    const kept = observed({ kind: "enterprise-team", team: 7, role: "assigned" }, { at: instant("01-03") });

    expect(shortly(await rowsAt([joined, onTeam, kept]))).toMatchObject([
      { repository: "acme/repository-1", permission: "write", via: ["enterprise_team"], trained_as_of: "no" },
    ]);
  });

  it("offers are no access", async () => {
    const invited = observed({ kind: "invitation", person: SOMEBODY, external: "1" }, { at: instant("01-05") });

    expect(await rowsAt([invited])).toEqual([]);
  });
});

describe("training at a point in time", () => {
  const done = (day: string): readonly SomeEntry[] => [
    {
      type: "completion.recorded",
      ...subject(SOMEBODY),
      ...{ completion_id: `c-${day}`, course: { id: "owasp", version: "1.0.0", content_sha256: "c" } },
      ...{ result: { method: "quiz" }, occurred_at: instant(day), recorded_at: instant(day) },
    },
    {
      type: "attestation.signed",
      ...subject(SOMEBODY),
      ...{ completion_id: `c-${day}`, course: { id: "owasp", version: "1.0.0", content_sha256: "c" } },
      ...{ occurred_at: instant(day, "00:10:00"), recorded_at: instant(day, "00:10:00") },
    },
  ];
  const waiver: SomeEntry = {
    type: "waiver.granted",
    ...subject(SOMEBODY),
    ...{ waiver_id: "w", requirement: "developer", from: instant("01-08"), until: instant("01-20") },
    ...{ occurred_at: instant("01-09"), recorded_at: instant("01-09") },
  };
  const revoked: SomeEntry = {
    type: "waiver.revoked",
    ...{ ...subject(SOMEBODY), waiver_id: "w", occurred_at: instant("01-15"), recorded_at: instant("01-15") },
  };

  it.each([
    ["yes", "once it was signed", [...done("01-08")], instant("01-09")],
    ["no", "while only the quiz was passed", [...done("01-08")], instant("01-08", "00:05:00")],
    ["waived", "by a waiver alone", [waiver], instant("01-10")],
    ["no", "before the second person agreed to the waiver", [waiver], instant("01-08")],
    ["no", "after the waiver was revoked", [waiver, revoked], instant("01-16")],
    ["yes", "where they were trained and had a waiver too", [waiver, ...done("01-08")], instant("01-10")],
  ])("is %s %s", async (state, _, entries, at) => {
    const [row] = await rowsAt([joined, onTeam, ...entries], { at: new Date(at) });

    expect(row).toMatchObject({ trained_as_of: state });
  });

  it("is not asked for outside the boundary, nor of machines", async () => {
    const outside = observed(
      { kind: "collaborator", person: SOMEBODY, repository: 9, role: "write" },
      { at: instant("01-09") },
    );
    const sources = sourcesOf([joined, onTeam, outside]);
    const bot = { ...sources, accounts: { ...sources.accounts, of: async () => new Map([[SOMEBODY, [583_231]]]) } };

    const people = await allOf(pointInTimeReport(sources).rows(period));
    const machines = await allOf(pointInTimeReport(bot).rows(period));

    expect(people.map(({ kind, trained_as_of }) => [kind, trained_as_of])).toEqual([
      ["person", "no"],
      ["person", "not-required"],
    ]);
    expect(machines.map(({ kind, trained_as_of }) => [kind, trained_as_of])).toEqual([
      ["machine", "not-required"],
      ["machine", "not-required"],
    ]);
  });

  it("is asked of a person who has a machine's account beside their own", async () => {
    const sources = sourcesOf([joined, onTeam]);
    const both = { ...sources, accounts: { ...sources.accounts, of: async () => new Map([[SOMEBODY, [583_231, 9]]]) } };

    const rows = await allOf(pointInTimeReport(both).rows(period));

    expect(rows).toMatchObject([{ kind: "person", trained_as_of: "no" }]);
  });

  it("is asked for by team, by the names that teams had then, which the log does not have", async () => {
    const byTeam = { ...policy, require: [{ who: { teams: ["payments"] }, layers: ["developer"] }] } as Policy;
    const team = observed({ kind: "team", team: 7 }, { at: instant("01-03") });
    const renamed = observed({ kind: "team", team: 7 }, { at: instant("01-15") });
    const base = snapshot(instant("01-02"), [
      { kind: "base", role: "none" },
      { kind: "team-repository", team: 7, repository: 1, role: "push" },
    ]);
    const entries = [...inForce, base, team, renamed, joined, onTeam];
    const slugs = async () => (_: number, at: number) => (at < Date.parse(instant("01-15")) ? "payments" : "money");
    const sources = someSources({ entries, policies: { [POLICY]: byTeam }, more: { teams: { slugs } } });
    const stateAt = async (at: string) => {
      const report = pointInTimeReport(sources, { at: new Date(at), knownAt: null });
      return (await allOf(report.rows(period))).map(({ trained_as_of }) => trained_as_of);
    };

    expect(await stateAt(instant("01-10"))).toEqual(["no"]);
    expect(await stateAt(instant("01-20"))).toEqual(["not-required"]);
  });

  it.each([
    ["yes", "while the course was in force", instant("01-09")],
    ["yes", "when it is withdrawn: what was asked then is not asked any more", instant("01-20")],
  ])("is %s %s", async (state, _, at) => {
    const withdrawn: SomeEntry = {
      type: "course.withdrawn",
      ...{ course: { id: "owasp", version: "1.0.0", content_sha256: "c" }, occurred_at: instant("01-25") },
    };

    const [row] = await rowsAt([joined, onTeam, ...done("01-08"), withdrawn], { at: new Date(at) });

    expect(row).toMatchObject({ trained_as_of: state });
  });
});
