import { describe, expect, it } from "vitest";
import { blocksWithoutContact } from "../../src/policy/incident-contact.ts";
import { layerPolicies, type PolicyFile } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problem.ts";

const file = "content/organisation.yml";

function read(source: string, text: string, deployment?: PolicyFile): PolicyFile {
  const parsed = parsePolicy({ source, text, ...(deployment && { deployment }) });
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join("\n"));
  return parsed;
}

function problemsOf(...files: readonly [PolicyFile, PolicyFile?]): readonly string[] {
  return blocksWithoutContact(layerPolicies(...files), { isNamed: false, file }).map(formatProblem);
}

const SAYS = `blocks, and the courses cannot say to whom an incident is reported. Fill in incident.contact in ${file} first`;

describe("a policy that blocks while nobody is named to whom an incident is reported", () => {
  it("is refused where it says so", () => {
    const policy = read("app.yml", "enforcement:\n  mode: block\n");

    expect(problemsOf(policy)).toEqual([`app.yml:2:9 enforcement.mode ${SAYS}`]);
  });

  it("is refused for a scope alone", () => {
    const policy = read("app.yml", "enforcement:\n  scopes:\n    - { repositories: [pay-*], mode: block }\n");

    expect(problemsOf(policy)).toEqual([`app.yml:3:38 enforcement.scopes[0].mode ${SAYS}`]);
  });

  it("is refused where the floor makes it block", () => {
    const policy = read("app.yml", "enforcement:\n  floor: { mode: block }\n");

    expect(problemsOf(policy)).toEqual([expect.stringContaining(`app.yml:2:18 enforcement.mode ${SAYS}`)]);
  });

  it("is refused in the file that makes it block", () => {
    const below = read("app.yml", "enforcement: { mode: flag }\n");
    const above = read("org.yml", "enforcement:\n  mode: block\n", below);

    expect(problemsOf(below, above)).toEqual([`org.yml:2:9 enforcement.mode ${SAYS}`]);
  });

  it("may flag and observe", () => {
    expect(problemsOf(read("app.yml", "enforcement: { mode: flag }\n"))).toEqual([]);
  });

  it("is fine once somebody is named", () => {
    const layered = layerPolicies(read("app.yml", "enforcement: { mode: block }\n"));

    expect(blocksWithoutContact(layered, { isNamed: true, file })).toEqual([]);
  });
});
