import { z } from "zod";
import { isGroup } from "./leaves.ts";
import { Manifest } from "./manifest.ts";
import { DeploymentPart, PolicyPart } from "./policy.ts";
import type { Path } from "./problem.ts";

/** The deployment's `app.yml`: GitHub's manifest and our one key. */
export const DeploymentFile = Manifest.extend({
  enforcement: DeploymentPart.describe("What training-gate asks, of whom, and how strictly."),
});

/** The organisation's `.github/app.yml`. */
export const OrganisationFile = z.strictObject({
  enforcement: PolicyPart.describe("What training-gate asks, of whom, and how strictly."),
});

/**
 * The JSON Schema by which editors complete and check `app.yml`: `.config/policy.schema.json`.
 * Draft 7, which the YAML language server knows best.
 */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  return toJsonSchema(DeploymentFile);
}

type FileSchema = typeof DeploymentFile | typeof OrganisationFile;

function toJsonSchema(file: FileSchema): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(file, { io: "input", target: "draft-7" });
}

// Made once: a file may hold a thousand keys that are unknown, and each asks what is known.
const schemas = new Map([DeploymentFile, OrganisationFile].map((file: FileSchema) => [file, toJsonSchema(file)]));

/** The keys that may stand at a path, in the order in which they are documented; none where any name may. */
export function keysAt(file: FileSchema, path: Path): readonly string[] {
  let schema: unknown = schemas.get(file);
  for (const step of path) schema = typeof step === "number" ? inner(schema, "items") : innerKey(schema, step);
  const properties = inner(schema, "properties");
  return isGroup(properties) ? Object.keys(properties) : [];
}

function innerKey(schema: unknown, key: string): unknown {
  return inner(inner(schema, "properties"), key) ?? inner(schema, "additionalProperties");
}

function inner(schema: unknown, key: string): unknown {
  return isGroup(schema) && Object.hasOwn(schema, key) ? schema[key] : undefined;
}
