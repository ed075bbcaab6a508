import { describe, expect, it } from "vitest";
import { isMeantFor } from "../../../src/programme/listed/listed.ts";
import { LISTED_FILE, parseListed } from "../../../src/programme/listed/parse-listed.ts";
import { formatProblem, type Problem } from "../../../src/training/problem.ts";

const SHA = "ab".repeat(32);

function read(text: string) {
  const problems: Problem[] = [];
  const list = parseListed({ path: LISTED_FILE, shown: "listed.yml", text }, (one) => problems.push(one));
  return { list, problems: problems.map(formatProblem) };
}

const entry = (changes = "") => `policies:
  - id: acceptable-use
    title: Acceptable use
    url: https://wiki.example.com/acceptable-use
    sha256: "${SHA}"
    kind: acceptable-use
    owner: Security team
    effective: 2027-01-01
    acknowledge: true
${changes}`;

describe("the list of policies", () => {
  it("may be empty: the training policy is asked of everybody then", () => {
    expect(read("").list).toEqual({
      trainingPolicy: {
        acknowledge: true,
        acceptWithinDays: 14,
        owner: "The administrators of this app",
        meantFor: { kind: "everyone" },
      },
      policies: [],
    });
  });

  it("tells of each policy where it stands, in which wording, since when and for whom", () => {
    expect(read(entry("    accept_within: 30d\n    audience: { roles: [Engineering] }\n")).list?.policies).toEqual([
      {
        policyId: "acceptable-use",
        title: "Acceptable use",
        url: "https://wiki.example.com/acceptable-use",
        sha256: SHA,
        kind: "acceptable-use",
        owner: "Security team",
        effectiveOn: "2027-01-01",
        acknowledge: true,
        acceptWithinDays: 30,
        meantFor: { kind: "roles", roles: ["Engineering"] },
      },
    ]);
  });

  it.each([
    ["    colour: red\n", "listed.yml:10: unknown key policies[0].colour"],
    ["    accept_within: soon\n", "listed.yml:10: policies[0].accept_within: must be a number of days, such as 14d"],
    [
      "    audience: nobody\n",
      "listed.yml:10: policies[0].audience: must be everyone, { roles: [...] } or { layers: [...] }",
    ],
  ])("refuses %j, with its line", (changes, problem) => {
    expect(read(entry(changes)).problems).toEqual([problem]);
  });

  it.each([
    [SHA, "123", "must be a SHA-256 as sha256sum prints it"],
    ["acceptable-use\n    title", "training-policy\n    title", "is the word for the policy that this app writes"],
    ["https:", "http:", "must be an https address"],
    ["2027-01-01", "soon", "must be a day, such as 2027-03-01"],
  ])("refuses %j as %j", (from, to, problem) => {
    expect(read(entry().replace(from, to)).problems).toEqual([expect.stringContaining(problem)]);
  });

  it("refuses the same policy twice", () => {
    const twice = entry(entry().split("\n").slice(1).join("\n"));

    expect(read(twice).problems).toEqual(["listed.yml:10: acceptable-use stands twice"]);
  });
});

describe("whom a policy is for", () => {
  const engineer = { roles: ["Engineering"], layers: ["developer"] };

  it("is everybody, who has the job role in whatever case, or of whom the layer is asked", () => {
    expect(isMeantFor({ kind: "everyone" }, { roles: [], layers: [] })).toBe(true);
    expect(isMeantFor({ kind: "roles", roles: ["engineering"] }, engineer)).toBe(true);
    expect(isMeantFor({ kind: "roles", roles: ["finance"] }, engineer)).toBe(false);
    expect(isMeantFor({ kind: "layers", layers: ["developer", "admin"] }, engineer)).toBe(true);
    expect(isMeantFor({ kind: "layers", layers: ["admin"] }, engineer)).toBe(false);
  });
});
