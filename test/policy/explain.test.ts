import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { describeRule } from "../../src/policy/describe-rule.ts";
import { explainPolicy, formatExplanation } from "../../src/policy/explain.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { deploymentFile, layered, organisationFile, policyOf } from "./files.ts";

function linesOf(yaml: string): string {
  return formatExplanation(explainPolicy(layered(yaml)));
}

describe("explainPolicy", () => {
  it("tells each value with its file and line, or that it is a default", () => {
    const text = linesOf("mode: flag\ngrace:\n  renewal: 21d");

    expect(text).toContain(
      "  In all of them the mode is flag: the check says what is missing, and everything merges.  [app.yml:2]",
    );
    expect(text).toContain("  After a completion ran out people have 21 days of grace.  [app.yml:4]");
    expect(text).toContain("  New people have no grace.  [default]");
  });

  it("says that before its day a scope is as if it were not there", () => {
    expect(linesOf("scopes: [{ repositories: [payments-*], mode: block, from: 2026-12-01 }]")).toContain(
      "Scope 1: From 2026-12-01 (UTC) repositories named payments-* run in block (what lacks training does not merge). Until then the next line that fits holds.  [app.yml:2]",
    );
  });

  it("names both files where a sentence rests on both", () => {
    const deployment = deploymentFile("boundary: { repositories: { exclude: [sandbox-*] } }");
    const organisation = organisationFile("boundary: { repositories: { include: [pay-*] } }", deployment);

    expect(formatExplanation(explainPolicy(layerPolicies(deployment, organisation)))).toContain(
      "The audit covers the repositories pay-*, but not sandbox-*. Archived ones are outside.  [org.yml:2, app.yml:2]",
    );
  });

  it("says what the floor held", () => {
    const deployment = deploymentFile("floor: { mode: flag }");
    const organisation = organisationFile("# ours\nmode: observe", deployment);

    expect(formatExplanation(explainPolicy(layerPolicies(deployment, organisation)))).toContain(
      "Held by the floor\n  enforcement.mode asks for observe and is held at flag by the floor.  [org.yml:3, app.yml:2]",
    );
  });

  it("tells which module fits what is touched, and whether merging waits for it", () => {
    const text = linesOf(`pull_requests:
  paths:
    - { touches: [src/auth/**, "**/login.ts"], module: owasp-in-depth/authentication-failures }
    - { touches: ["**/*.sql"], module: owasp-in-depth/injection, require: true }`);

    expect(text).toContain(
      "  Pull requests that touch src/auth/** or **/login.ts are shown the module owasp-in-depth/authentication-failures.  [app.yml:4]",
    );
    expect(text).toContain(
      "  Pull requests that touch **/*.sql wait, where the mode is block, until everybody who is asked on them has passed the module owasp-in-depth/injection.  [app.yml:5]",
    );
    expect(linesOf("mode: flag")).not.toContain("touch");
  });

  it("leaves out no value of a policy that says everything", async () => {
    const text = await readFile(new URL("every-key.yml", import.meta.url), "utf8");
    // In block style each value has a line of its own.
    const all = layered(stringify(parse(text).enforcement));

    const told = new Set(
      explainPolicy(all).flatMap(({ sentences }) =>
        sentences.flatMap(({ origins }) => origins.map(({ line }) => line)),
      ),
    );

    expect([...all.provenance].filter(([, { line }]) => !told.has(line))).toEqual([]);
  });
});

describe("describeRule", () => {
  it.each([
    ["{ access: any }", "Everyone with access to a repository needs developer."],
    ["{ access: write }", "Everyone with at least write access to a repository needs developer."],
    ["{ access: admin }", "Everyone with admin access to a repository needs developer."],
    ["{ opens: pull_request }", "Everyone who opens a pull request needs developer."],
    ["{ role: [design, support, sales] }", "Everyone whose role is design, support or sales needs developer."],
    ["{ teams: [a, b-*], repositories: [c] }", "Everyone in the team a or b-* in c needs developer."],
    [
      "{ access: any, except: { role: [design, support] } }",
      "Everyone with access to a repository (except the role design or support) needs developer.",
    ],
  ])("says %s as a sentence", (who, sentence) => {
    const [rule] = policyOf(`require: [{ who: ${who}, layers: [developer] }]`).require;

    expect(rule && describeRule(rule)).toBe(sentence);
  });
});
