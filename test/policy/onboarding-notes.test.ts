import { describe, expect, it } from "vitest";
import { levelNoteText } from "../../src/policy/level-notes.ts";
import { findOnboardingNotes } from "../../src/policy/onboarding-notes.ts";
import { policyOf } from "./files.ts";

const ANY = "require: [{ who: { access: any }, layers: [developer] }]";
const NOTE =
  "enforcement.notices.repository is onboarding, where reading asks for training: people are let in to read why their access waits, and R-03 tells that as FAIL. Add onboarding to boundary.repositories.exclude";

const notesOn = (yaml: string) => findOnboardingNotes(policyOf(yaml)).map(levelNoteText);

describe("an onboarding repository", () => {
  it.each([
    ["inside the boundary", `${ANY}\nnotices: { repository: onboarding }`],
    [
      "to which the readers' team alone is asked",
      "require: [{ who: { teams: [newcomers] }, layers: [developer] }]\nnotices: { repository: onboarding, team: newcomers }",
    ],
  ])("gets a note %s", (_, yaml) => {
    expect(notesOn(yaml)).toEqual([NOTE]);
  });

  it.each([
    [
      "outside, by its name",
      `${ANY}\nnotices: { repository: onboarding }\nboundary: { repositories: { include: ["*"], exclude: [onboarding] } }`,
    ],
    [
      "outside, by a pattern and whatever its case",
      `${ANY}\nnotices: { repository: Onboarding }\nboundary: { repositories: { include: ["*"], exclude: ["onboard*"] } }`,
    ],
    [
      "where reading asks for nothing",
      "require: [{ who: { access: write }, layers: [developer] }]\nnotices: { repository: onboarding }",
    ],
    ["that there is none of", `${ANY}\nnotices: { mail: true }`],
  ])("gets none %s", (_, yaml) => {
    expect(notesOn(yaml)).toEqual([]);
  });
});
