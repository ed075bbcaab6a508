import { FRESH } from "../domain/priority.ts";
import type { Describe } from "./payload.ts";
import { installationOf } from "./payload.ts";

/** Which scope holds may have changed. The values are read anew, for all repositories together. */
export const describePropertyValues: Describe = ({ envelope }) => {
  const installation = installationOf(envelope);
  if (!installation) return {};
  return { jobs: [{ subject: { kind: "policy", installationId: installation.id }, priority: FRESH }] };
};

/** A ruleset or a branch's protection was made, changed or deleted, by whomever: what is in force now is read anew. */
export const describeRules: Describe = ({ envelope }) => {
  const installation = installationOf(envelope);
  if (!installation) return {};
  return { jobs: [{ subject: { kind: "rules", installationId: installation.id, told: true }, priority: FRESH }] };
};
