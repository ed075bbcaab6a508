import { describe, expect, it } from "vitest";
import { problemsIn } from "./files.ts";

const refused: readonly (readonly [string, string, string])[] = [
  [
    "a weaker scope without an end and a reason",
    "mode: block\nscopes: [{ repositories: [x], mode: observe }]",
    "app.yml:3:12 enforcement.scopes[0] is in observe while the rest is in block, and lacks until and reason. An exception needs an end and a reason",
  ],
  [
    "a weaker scope without a reason",
    "mode: block\nscopes: [{ repositories: [x], mode: flag, until: 2027-01-31 }]",
    "app.yml:3:12 enforcement.scopes[0] is in flag while the rest is in block, and lacks reason. An exception needs an end and a reason",
  ],
  [
    "a scope that means no repository",
    "scopes: [{ mode: flag }]",
    "app.yml:2:12 enforcement.scopes[0] says of no repository that it is meant. Add repositories: or property:",
  ],
  [
    "a scope whose end comes before its start",
    "scopes: [{ repositories: [x], mode: flag, from: 2027-02-01, until: 2027-01-31 }]",
    "app.yml:2:70 enforcement.scopes[0].until comes before from",
  ],
  [
    "a scope behind one that takes every repository",
    'scopes: [{ repositories: ["*"], mode: flag }, { repositories: [x], mode: block }]',
    "app.yml:2:49 enforcement.scopes[1] never counts: scope 1 takes every repository. The first match wins: move it up",
  ],
  [
    "a boundary with nothing in it",
    'boundary: { repositories: { exclude: ["*"] } }',
    "app.yml:2:41 enforcement.boundary.repositories.exclude[0] leaves no repository in the boundary",
  ],
  [
    "a readers' team without the repository that it reads",
    "notices: { team: readers, mail: true }",
    "app.yml:2:20 enforcement.notices.team reads no repository. Add repository:, or take the team away",
  ],
  [
    "a readers' team whose seats wait for training",
    "notices: { repository: onboarding, team: pay-readers }\naccess: { teams: [{ team: pay-* }] }",
    "app.yml:2:44 enforcement.notices.team is pay-readers, whose seats wait for training: who is held could not read what they are told. Name a team that stands nowhere in access.teams",
  ],
  [
    "a rule for nobody",
    "require: [{ who: {}, layers: [developer] }]",
    "app.yml:2:20 enforcement.require[0].who names nobody. Add access:, opens:, role: or teams:",
  ],
  [
    "a rule that names repositories alone",
    "require: [{ who: { repositories: [x] }, layers: [developer] }]",
    "app.yml:2:20 enforcement.require[0].who names nobody. Add access:, opens:, role: or teams:",
  ],
  [
    "a rule for a layer that is misspelled",
    "require: [{ who: { access: any }, layers: [develper] }]",
    'app.yml:2:46 enforcement.require[0].layers[0] names "develper", which layers: lacks. Did you mean developer?',
  ],
  [
    "a rule for a layer that there is not",
    "require: [{ who: { access: any }, layers: [finance] }]",
    'app.yml:2:46 enforcement.require[0].layers[0] names "finance", which layers: lacks. Known are developer',
  ],
  [
    "a course with two versions",
    'layers: { developer: { courses: [x, "x@2"], valid_for: 365d } }',
    "app.yml:2:39 enforcement.layers.developer.courses[1] names x@2, and the same course stands before it. Name a course once, with one version or none",
  ],
  [
    "a course that follows itself",
    "layers: { developer: { courses: [x], then: [x], valid_for: 365d } }",
    "app.yml:2:47 enforcement.layers.developer.then[0] names x, which courses: names already",
  ],
  [
    "a renewal before the beginning",
    "layers: { developer: { courses: [x], valid_for: 30d } }",
    "app.yml:2:51 enforcement.layers.developer.valid_for is 30d, shorter than renew_from (90d): it could be renewed before it began. Shorten renew_from",
  ],
  [
    "a reminder before renewing is possible",
    "renew_from: 14d\nremind: [30d, 7d]",
    "app.yml:3:12 enforcement.remind[0] is 30d before the end, when renewing is not yet possible (renew_from is 14d). Name reminders that fall within renew_from",
  ],
  [
    "a reading team that is missing",
    "access: { teams: [{ team: payments, on_lapse: to_reading_team }] }",
    "app.yml:2:21 enforcement.access.teams[0] moves people to a reading team and lacks reading_team",
  ],
  [
    "a reading team that nothing uses",
    "access: { teams: [{ team: payments, reading_team: readers }] }",
    "app.yml:2:21 enforcement.access.teams[0] has a reading_team that on_lapse does not use",
  ],
  [
    "a reading team for several teams",
    "access: { teams: [{ team: pay-*, on_lapse: to_reading_team, reading_team: readers }] }",
    "app.yml:2:21 enforcement.access.teams[0] stands for several teams, which cannot share one reading_team",
  ],
  [
    "a team that is its own reading team",
    "access: { teams: [{ team: payments, on_lapse: to_reading_team, reading_team: payments }] }",
    "app.yml:2:21 enforcement.access.teams[0] is its own reading_team",
  ],
  [
    "a lapse in a team that is managed elsewhere",
    "access: { teams: [{ team: payments, on_lapse: remove, managed_by: okta }] }",
    "app.yml:2:21 enforcement.access.teams[0] is managed by okta and never written: on_lapse and reading_team have no effect",
  ],
  [
    "the same team twice",
    "access: { teams: [{ team: a, on_lapse: flag }, { team: a, managed_by: okta }] }",
    "app.yml:2:50 enforcement.access.teams[1] repeats a",
  ],
  [
    "the same machine twice",
    "access: { machines: [{ id: 1, owner: o, reason: r, review_by: 2027-01-01 }, { id: 1, owner: o, reason: r, review_by: 2027-01-01 }] }",
    "app.yml:2:79 enforcement.access.machines[1] repeats 1",
  ],
  [
    "the same bot twice",
    "pull_requests: { bots: [{ app: a, id: 1, sponsor: none }, { app: b, id: 1, sponsor: none }] }",
    "app.yml:2:61 enforcement.pull_requests.bots[1] repeats 1",
  ],
  ["the same reminder twice", "remind: [7d, 7d]", "app.yml:2:16 enforcement.remind[1] repeats 7"],
  [
    "an auditor who is nobody",
    "roles: { auditor: { until: 2027-01-01 } }",
    "app.yml:2:21 enforcement.roles.auditor names nobody. Add accounts: or teams:",
  ],
  [
    "a mode below the floor of the same file",
    "mode: observe\nfloor: { mode: flag }",
    "app.yml:2:9 enforcement.mode is observe, which enforcement.floor.mode of the same file (flag) does not let stand",
  ],
  [
    "a waiver above the floor of the same file",
    "waivers: { longest: 180d }\nfloor: { longest_waiver: 90d }",
    "app.yml:2:23 enforcement.waivers.longest is 180d, which enforcement.floor.longest_waiver of the same file (90d) does not let stand",
  ],
];

describe("findContradictions", () => {
  it.each(refused)("refuses %s", (_, yaml, message) => {
    expect(problemsIn(yaml)).toEqual([message]);
  });

  it.each([
    [
      "a weaker scope with an end and a reason",
      "mode: block\nscopes: [{ repositories: [x], mode: observe, until: 2027-01-31, reason: SEC-212 }]",
    ],
    ["a stronger scope without either", "mode: observe\nscopes: [{ repositories: [x], mode: block }]"],
    [
      "a scope behind one that takes every repository for a time",
      'scopes: [{ repositories: ["*"], mode: flag, from: 2027-01-01 }, { repositories: [x], mode: block }]',
    ],
    [
      "a scope behind one that takes every repository with a property",
      'scopes: [{ repositories: ["*"], property: { a: b }, mode: flag }, { repositories: [x], mode: block }]',
    ],
    [
      "a seat that moves to a reading team",
      "access: { teams: [{ team: a, on_lapse: to_reading_team, reading_team: b }] }",
    ],
    ["a floor that its own file keeps", "mode: flag\nfloor: { mode: flag }"],
    ["a floor above a default", "floor: { mode: flag, longest_waiver: 30d }"],
    ["no reminders", "remind: []"],
  ])("accepts %s", (_, yaml) => {
    expect(problemsIn(yaml)).toEqual([]);
  });
});
