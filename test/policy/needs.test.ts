import { describe, expect, it } from "vitest";
import { ACCESS_ORDER } from "../../src/domain/access.ts";
import { type Asked, layersNeeded } from "../../src/policy/needs.ts";
import { policyOf } from "./files.ts";

const nobody: Asked = { access: "none", opensPullRequest: false, roles: [], teams: [], repository: "website" };

function layersFor(who: string, asked: Partial<Asked>): readonly string[] {
  const policy = policyOf(`require: [{ who: ${who}, layers: [developer] }]`);
  return layersNeeded(policy, { ...nobody, ...asked }).map(({ layer }) => layer);
}

describe("layersNeeded", () => {
  it.each([
    ["any", "read"],
    ["read", "read"],
    ["triage", "triage"],
    ["write", "write"],
    ["maintain", "maintain"],
    ["admin", "admin"],
  ] as const)("asks with access: %s whoever has at least %s", (access, least) => {
    const asked = ACCESS_ORDER.filter((held) => layersFor(`{ access: ${access} }`, { access: held }).length > 0);

    expect(asked).toEqual(ACCESS_ORDER.slice(ACCESS_ORDER.indexOf(least)));
  });

  it.each<[string, string, Partial<Asked>, boolean]>([
    ["who opens a pull request, without access", "{ opens: pull_request }", { opensPullRequest: true }, true],
    ["who opens none", "{ opens: pull_request }", { access: "admin" }, false],
    ["one role of several", "{ role: [design, finance] }", { roles: ["Finance", "lead"] }, true],
    ["another role", "{ role: [design, finance] }", { roles: ["lead"] }, false],
    ["nobody's role", "{ role: [design] }", {}, false],
    ["one team of several", "{ teams: [web, payments-*] }", { teams: ["payments-core"] }, true],
    ["another team", "{ teams: [web, payments-*] }", { teams: ["mobile"] }, false],
    ["the repository", "{ access: any, repositories: [web*] }", { access: "read" }, true],
    ["another repository", "{ access: any, repositories: [api] }", { access: "read" }, false],
    ["one key of two", "{ access: write, role: [design] }", { access: "write" }, false],
    ["both keys", "{ access: write, role: [design] }", { access: "write", roles: ["design"] }, true],
    [
      "the exception",
      "{ access: any, except: { role: [design, support] } }",
      { access: "read", roles: ["Support"] },
      false,
    ],
    [
      "who is no exception",
      "{ access: any, except: { role: [design, support] } }",
      { access: "read", roles: ["dev"] },
      true,
    ],
    [
      "who has another role beside the exception",
      "{ access: any, except: { role: [design, support] } }",
      { access: "read", roles: ["support", "dev"] },
      true,
    ],
    [
      "whose roles are all exceptions",
      "{ access: any, except: { role: [design, support] } }",
      { access: "read", roles: ["support", "design"] },
      false,
    ],
    ["a person without a role", "{ access: any, except: { role: [design] } }", { access: "read" }, true],
  ])("decides for %s", (_, who, asked, needed) => {
    expect(layersFor(who, asked)).toEqual(needed ? ["developer"] : []);
  });

  it("adds up the layers of all rules that match, each with its rule in words", () => {
    const policy = policyOf(`layers: { baseline: { courses: [x], valid_for: 365d } }
require:
  - { who: { access: any }, layers: [baseline] }
  - { who: { access: admin }, layers: [developer] }
  - { who: { opens: pull_request }, layers: [developer, baseline] }`);

    const needs = layersNeeded(policy, { ...nobody, access: "write", opensPullRequest: true });

    expect(needs).toEqual([
      { layer: "baseline", rule: 0, because: "Everyone with access to a repository needs baseline." },
      { layer: "developer", rule: 2, because: "Everyone who opens a pull request needs developer and baseline." },
      { layer: "baseline", rule: 2, because: "Everyone who opens a pull request needs developer and baseline." },
    ]);
  });
});
