import { describe, expect, it } from "vitest";
import { layerPolicies } from "../../src/policy/layer.ts";
import { findLevelNotes, levelNoteText } from "../../src/policy/level-notes.ts";
import { parsePolicy } from "../../src/policy/parse.ts";

function notesOn(yaml: string): readonly string[] {
  const text = `enforcement:\n${yaml.replaceAll(/^/gm, "  ")}\n`;
  const parsed = parsePolicy({ source: "app.yml", text });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return findLevelNotes(layerPolicies(parsed).policy).map(levelNoteText);
}

describe("a policy whose level cannot hold", () => {
  it.each([
    [
      "for want of a team",
      "access: { level: grant_on_completion }",
      "enforcement.access.level is grant_on_completion, and no team's seat can wait: access.teams names no team. Roles of single people on repositories do. Name the teams whose seats are to wait, or set merge_gate",
    ],
    [
      "since every team is managed elsewhere",
      "scopes: [{ repositories: [x], mode: block, access: invite_on_completion }]\naccess: { teams: [{ team: a, managed_by: okta }, { team: b, managed_by: okta }] }",
      "enforcement.scopes[0].access is invite_on_completion, and no team's seat can wait: every team of access.teams is managed elsewhere (okta). Roles of single people on repositories do. Name a team that this app may write, or let the other system ask GET /api/v1/eligibility",
    ],
    [
      "since nothing is ever taken at the level of the merge gate",
      "access: { teams: [{ team: a, on_lapse: remove }] }",
      "enforcement.access.teams[0].on_lapse is remove, and no seat is ever taken: the level is merge_gate everywhere. Set access: grant_on_completion in a scope, or leave on_lapse out",
    ],
    [
      "of whose roles nobody may have told",
      "require: [{ who: { role: [finance] }, layers: [developer] }]",
      "enforcement.require[0].who goes by role, and asks nobody of whom no roster tells one. doctor says whether one was imported",
    ],
    [
      "since an exception by role may spare nobody",
      "require: [{ who: { access: any, except: { role: [design] } }, layers: [developer] }]",
      "enforcement.require[0].who goes by role, and spares nobody of whom no roster tells one. doctor says whether one was imported",
    ],
  ])("gets a note %s", (_, yaml, note) => {
    expect(notesOn(yaml)).toEqual([note]);
  });

  it.each([
    ["what every organisation begins with", "mode: observe"],
    [
      "one team that may be written, beside others",
      "access: { level: grant_on_completion, teams: [{ team: a, managed_by: okta }, { team: b }] }",
    ],
    [
      "a lapse that a scope gives a meaning",
      "scopes: [{ repositories: [x], mode: block, access: grant_on_completion }]\naccess: { teams: [{ team: a, on_lapse: remove }] }",
    ],
    ["a lapse that only flags", "access: { teams: [{ team: a, on_lapse: flag }] }"],
  ])("gets none for %s", (_, yaml) => {
    expect(notesOn(yaml)).toEqual([]);
  });
});
