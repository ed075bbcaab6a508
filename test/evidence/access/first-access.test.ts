import { describe, expect, it } from "vitest";
import { firstAccessReport } from "../../../src/evidence/reports/03-first-access.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { allOf, SOMEBODY, type SomeEntry, someSources, subject } from "../some-sources.ts";
import { instant, observed, snapshot } from "./some-access.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const policy: Policy = {
  ...DEFAULTS,
  layers: { developer: { courses: ["owasp"], valid_for: 365 } },
  require: [{ who: { access: "write" }, layers: ["developer"] }],
} as Policy;
const before = "2026-01-01T00:00:00.000Z";
const course = { id: "owasp", version: "1.0.0", content_sha256: "c" };
const world: readonly SomeEntry[] = [
  { type: "policy.activated", rule: { policy_sha256: "a" }, occurred_at: before },
  { type: "course.published", course, occurred_at: before },
  snapshot(instant("01-02"), [
    { kind: "base", role: "none" },
    { kind: "team-repository", team: 7, repository: 1, role: "push" },
    { kind: "team-repository", team: 7, repository: 2, role: "push" },
  ]),
];

const seat = { kind: "team-member", person: SOMEBODY, team: 7, role: "member" } as const;
const onTeam = (at: string) => observed(seat, { at });
const offTeam = (at: string) => observed(seat, { at, present: false });
const trained = (at: string, id = "c"): readonly SomeEntry[] => [
  {
    type: "completion.recorded",
    ...{ ...subject(SOMEBODY), completion_id: id, course, result: { method: "quiz" }, occurred_at: at },
  },
  { type: "attestation.signed", ...subject(SOMEBODY), completion_id: id, course, occurred_at: at },
];
const hold: SomeEntry = {
  type: "hold.opened",
  ...{ ...subject(SOMEBODY), hold_id: "h", decision_id: "d", cause: "new", role: "member" },
  ...{ resource: { kind: "team", id: "7" }, occurred_at: instant("01-05", "00:00:03") },
};

const aside = { kind: "collaborator", person: SOMEBODY, repository: 3 } as const;
const taken: SomeEntry = {
  type: "access.revoked",
  ...{ ...subject(SOMEBODY), hold_id: "h", effect_id: "e", decision_id: "d", cause: "new", before: "member" },
  ...{ resource: { kind: "team", id: "7" }, occurred_at: instant("01-05", "00:00:09") },
};

async function report(entries: readonly SomeEntry[], at = period) {
  const made = firstAccessReport(someSources({ entries: [...world, ...entries], policies: { a: policy } }));
  const rows = await allOf(made.rows(at));
  return { rows, residuals: (await made.reconcile(at)).map(({ residual }) => residual) };
}

describe("training before first access", () => {
  it.each([
    ["PASS", "was trained before they were in the team", [...trained(instant("01-04")), onTeam(instant("01-05"))]],
    [
      "FAIL",
      "was trained later, and had the access all the time",
      [onTeam(instant("01-05")), ...trained(instant("01-06"))],
    ],
    ["FAIL", "was never trained", [onTeam(instant("01-05"))]],
    [
      "WITHDRAWN",
      "lost it before they were trained, and got it again after",
      [
        onTeam(instant("01-05")),
        hold,
        offTeam(instant("01-05", "00:00:08")),
        taken,
        ...trained(instant("01-06")),
        onTeam(instant("01-06", "00:00:02")),
      ],
    ],
    [
      "FAIL",
      "lost other access than what was made to wait, before they were trained",
      [
        observed({ ...aside, role: "push" }, { at: instant("01-04") }),
        ...[onTeam(instant("01-05")), hold, offTeam(instant("01-05", "00:00:08")), taken],
        observed({ ...aside, role: "push" }, { at: instant("01-05", "12:00:00"), present: false }),
        ...[...trained(instant("01-06")), onTeam(instant("01-06", "00:00:02"))],
      ],
    ],
    [
      "FAIL",
      "was given it again by hand after it was taken, and kept it",
      [
        onTeam(instant("01-05")),
        hold,
        offTeam(instant("01-05", "00:00:08")),
        taken,
        onTeam(instant("01-05", "01:00:00")),
      ],
    ],
    [
      "FAIL",
      "was trained in time once, and had let it end",
      [...trained("2024-06-01T00:00:00.000Z"), onTeam(instant("01-05"))],
    ],
    ["PASS", "was trained in the very instant", [...trained(instant("01-05")), onTeam(instant("01-05"))]],
    [
      "FAIL",
      "came to a team by a delivery, whose repositories a later look was the first to show",
      [
        observed({ ...seat, team: 8 }, { at: instant("01-05") }),
        observed(
          { kind: "team-repository", team: 8, repository: 5, role: "push" },
          { at: instant("01-08"), source: "baseline" },
        ),
      ],
    ],
    [
      "FAIL",
      "came by a team below the one that may write",
      [
        observed({ kind: "team-parent", team: 8, role: "7" }, { at: instant("01-04") }),
        observed({ ...seat, team: 8 }, { at: instant("01-05") }),
      ],
    ],
    [
      "FAIL",
      "came as somebody from outside, with a role of their own",
      [observed({ kind: "collaborator", person: SOMEBODY, repository: 3, role: "push" }, { at: instant("01-05") })],
    ],
    [
      "FAIL",
      "owns the organisation, and cannot be held",
      [observed({ kind: "member", person: SOMEBODY, role: "admin" }, { at: instant("01-05") })],
    ],
    [
      "FAIL",
      "was a member when every member was let in",
      [
        observed({ kind: "member", person: SOMEBODY, role: "member" }, { at: instant("01-04") }),
        observed(
          { kind: "base", role: "write" },
          { at: instant("01-06"), source: "sweep", notBefore: instant("01-05") },
        ),
      ],
    ],
    [
      "PASS",
      "was trained, in a course that was withdrawn later",
      [
        ...trained(instant("01-04")),
        onTeam(instant("01-05")),
        { type: "course.withdrawn" as const, course, occurred_at: instant("01-20") },
      ],
    ],
    [
      "PASS",
      "was trained, in a course of which more was asked later",
      [
        ...trained(instant("01-04")),
        onTeam(instant("01-05")),
        { type: "course.published" as const, course: { ...course, version: "2.0.0" }, occurred_at: instant("01-20") },
      ],
    ],
    ["FAIL", "left untrained, without being held", [onTeam(instant("01-05")), offTeam(instant("01-20"))]],
    [
      "WITHDRAWN",
      "lost it, and still waits",
      [onTeam(instant("01-05")), hold, offTeam(instant("01-05", "00:00:08")), taken],
    ],
    ["NO_ACCESS", "has never had it, and waits", [hold]],
    [
      "PASS",
      "has waited, and got it after the training",
      [hold, ...trained(instant("01-06")), onTeam(instant("01-07"))],
    ],
    [
      "FAIL",
      "was trained between two looks of which only the second found the access",
      [
        ...trained(instant("01-06")),
        observed(seat, { at: instant("01-07"), source: "sweep", notBefore: instant("01-05") }),
      ],
    ],
    [
      "FAIL",
      "was trained, and was found by a look that does not say when the look before it was",
      [...trained(instant("01-06")), observed(seat, { at: instant("01-07"), source: "sweep" })],
    ],
    ["PRE_EXISTING", "was there when the first full look came", [snapshot(instant("01-02"), [seat])]],
    [
      "WAIVED",
      "was spared",
      [
        {
          type: "waiver.granted" as const,
          ...{ ...subject(SOMEBODY), waiver_id: "w", requirement: "developer", occurred_at: instant("01-04") },
          ...{ from: instant("01-04"), until: instant("01-30") },
        },
        onTeam(instant("01-05")),
      ],
    ],
    [
      "PASS",
      "can only read, which asks for nothing",
      [observed({ kind: "collaborator", person: SOMEBODY, repository: 1, role: "pull" }, { at: instant("01-05") })],
    ],
  ])("is %s for who %s", async (result, _, entries) => {
    const { rows, residuals } = await report(entries);

    expect(rows).toEqual([expect.objectContaining({ person_key: SOMEBODY, result })]);
    expect(residuals).toEqual([0]);
  });

  it("tells how long access was there too early, when it went, and the entries of both", async () => {
    const { rows } = await report([
      onTeam(instant("01-05")),
      offTeam(instant("01-05", "00:00:08")),
      hold,
      taken,
      ...trained(instant("01-06")),
      onTeam(instant("01-06", "00:02:30")),
    ]);

    expect(rows).toEqual([
      expect.objectContaining({
        ...{ access_seconds: 8, withdrawn_at: instant("01-05", "00:00:08"), required: ["developer"] },
        ...{ first_access_at: instant("01-05"), first_access_from: "event", first_access_via: ["team"] },
        ...{ last_required_completion: instant("01-06"), first_grant_at: instant("01-06", "00:02:30") },
        ...{ lead_minutes: 2, repo_count: 2, log_seq: 3, completion_log_seq: 8 },
        hold_opened_at: instant("01-05", "00:00:03"),
      }),
    ]);
  });

  it("tells of who let their training end when they were trained anew, and how long they had access before", async () => {
    const { rows } = await report([
      ...trained("2024-06-01T00:00:00.000Z"),
      onTeam(instant("01-05")),
      ...trained(instant("01-05", "01:00:00"), "renewed"),
    ]);

    expect(rows).toEqual([
      expect.objectContaining({
        ...{ result: "FAIL", access_seconds: 3_600, last_required_completion: instant("01-05", "01:00:00") },
        ...{ lead_minutes: -60, first_grant_at: instant("01-05") },
      }),
    ]);
  });

  it("has the first access that asks for training, where reading came before and asked for none", async () => {
    const reading = observed(
      { kind: "collaborator", person: SOMEBODY, repository: 9, role: "pull" },
      { at: instant("01-03") },
    );

    const { rows } = await report([reading, onTeam(instant("01-05"))]);

    expect(rows).toEqual([expect.objectContaining({ result: "FAIL", first_access_at: instant("01-05") })]);
  });

  it("takes a base permission that GitHub does not show for access", async () => {
    const anyAccess = { ...policy, require: [{ who: { access: "any" }, layers: ["developer"] }] } as Policy;
    const entries = [
      ...world,
      observed({ kind: "base", role: "unknown" }, { at: instant("01-03") }),
      observed({ kind: "member", person: SOMEBODY, role: "member" }, { at: instant("01-04") }),
    ];

    const rows = await allOf(firstAccessReport(someSources({ entries, policies: { a: anyAccess } })).rows(period));

    expect(rows).toEqual([expect.objectContaining({ result: "FAIL", first_access_via: ["base"], repo_count: null })]);
  });

  it("has everybody in the one period in which it began, and counts the others", async () => {
    const february = { from: period.to, to: new Date("2026-03-01") };

    const { rows, residuals } = await report([hold, ...trained(instant("02-02")), onTeam(instant("02-03"))], february);

    expect(rows).toEqual([]);
    expect(residuals).toEqual([0]);
  });
});
