import { canonicalJson } from "../domain/canonical-json.ts";
import { leavesOf } from "../policy/leaves.ts";
import type { Policy } from "../policy/policy.ts";

export interface SettingChange {
  /** As in the file: `enforcement.grace.renewal`. */
  readonly setting: string;
  /** JSON; null: it was not there. */
  readonly old: string | null;
  readonly new: string | null;
}

const ROOT = "enforcement";

/** Setting by setting, in their alphabetical order. Lists are compared item by item. */
export function policyChanges(before: Policy, after: Policy): readonly SettingChange[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const settings = [...new Set([...old.keys(), ...now.keys()])].sort();
  return settings
    .map((setting) => ({ setting, old: old.get(setting) ?? null, new: now.get(setting) ?? null }))
    .filter((change) => change.old !== change.new);
}

function valuesOf(policy: Policy): ReadonlyMap<string, string> {
  return new Map(
    leavesOf(policy, [ROOT]).map((path) => [path.join("."), canonicalJson(valueAt(policy, path.slice(1)))]),
  );
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  // Sound: the path is one that `leavesOf` walked.
  return path.reduce<unknown>((held, step) => (held as Readonly<Record<string | number, unknown>>)[step], value);
}
