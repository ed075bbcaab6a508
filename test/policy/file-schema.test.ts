import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DeploymentFile, keysAt, OrganisationFile, policyJsonSchema } from "../../src/policy/file-schema.ts";
import { isGroup } from "../../src/policy/leaves.ts";

async function read(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}

/** The same check that an editor makes. */
function createCheck() {
  const ajv = new Ajv({ allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(policyJsonSchema());
}

describe("policyJsonSchema", () => {
  it("is what .config/policy.schema.json holds; after a change run test/policy/write-schema.ts", async () => {
    expect(JSON.parse(await read("../../.config/policy.schema.json"))).toEqual(policyJsonSchema());
  });

  it.each(["../../app.yml", "every-key.yml"])("accepts %s as it is written", async (name) => {
    const check = createCheck();

    check(parse(await read(name)));

    expect(check.errors).toBeNull();
  });

  it.each([
    "enforcement: { mode: blok }",
    "enforcement: { moed: block }",
    "enforcement: { renew_from: 90 }",
    "enforcement: { scopes: [{ repositories: [a/b], mode: flag }] }",
    "name: x",
  ])("refuses %s", (text) => {
    expect(createCheck()(parse(text))).toBe(false);
  });

  it("tells an editor what each section and each of its keys is for", () => {
    expect(undescribed(policyJsonSchema(), "")).toEqual([]);
  });

  it("names the file that app.yml points editors to", async () => {
    expect(await read("../../app.yml")).toMatch(/^# yaml-language-server: \$schema=\.config\/policy\.schema\.json\n/);
  });
});

describe("keysAt", () => {
  it("finds the keys under lists and under names of one's own", () => {
    expect(keysAt(DeploymentFile, ["enforcement", "require", 3, "who", "except"])).toEqual(["role"]);
    expect(keysAt(DeploymentFile, ["enforcement", "layers", "finance"])).toEqual(["courses", "then", "valid_for"]);
  });

  it("knows of no floor in an organisation's file", () => {
    expect(keysAt(OrganisationFile, ["enforcement"])).not.toContain("floor");
    expect(keysAt(DeploymentFile, ["enforcement"])).toContain("floor");
  });
});

/** An item of a list is told by the list; its keys are not. */
function undescribedKeys(item: unknown, path: string): string[] {
  return undescribed(item, path).filter((found) => found !== path);
}

/** Paths of keys under `enforcement:` for which an editor could show nothing. */
function undescribed(schema: unknown, path: string): string[] {
  if (!isGroup(schema)) return [];
  const inner = isGroup(schema.properties) ? Object.entries(schema.properties) : [];
  return [
    ...(path.startsWith(".enforcement.") && schema.description === undefined ? [path] : []),
    ...inner.flatMap(([key, value]) => undescribed(value, `${path}.${key}`)),
    ...[schema.items, schema.additionalProperties].flatMap((item) => undescribedKeys(item, `${path}[]`)),
  ];
}
