import { z } from "zod";
import { Address, Id, Line } from "../../training/content-schema.ts";
import type { Report } from "../../training/problem.ts";
import type { SourceFile } from "../../training/source-file.ts";
import { checkShape, readYaml } from "../../training/yaml-source.ts";
import { type MeantFor, POLICY_KINDS, type PolicyList, TRAINING_POLICY_ID } from "./listed.ts";

/** Below the content's folder. */
export const LISTED_FILE = "policy/listed.yml";

const Names = z.array(Line.max(64)).min(1, "must name at least one").max(50);

const MeantForWords = z
  .union(
    [z.literal("everyone"), z.strictObject({ roles: Names }), z.strictObject({ layers: Names })],
    "must be everyone, { roles: [...] } or { layers: [...] }",
  )
  .transform((said): MeantFor => {
    if (said === "everyone") return { kind: "everyone" };
    return "roles" in said ? { kind: "roles", roles: said.roles } : { kind: "layers", layers: said.layers };
  })
  .default({ kind: "everyone" });

const AcceptWithin = z
  .string()
  .regex(/^[1-9]\d{0,2}d$/, "must be a number of days, such as 14d")
  .default("14d")
  .transform((text) => Number.parseInt(text, 10));

const ListedFile = z.strictObject({
  training_policy: z
    .strictObject({
      acknowledge: z.boolean().default(true),
      accept_within: AcceptWithin,
      owner: Line.max(100).default("The administrators of this app"),
      audience: MeantForWords,
    })
    .prefault({}),
  policies: z
    .array(
      z.strictObject({
        id: Id.refine((id) => id !== TRAINING_POLICY_ID, "is the word for the policy that this app writes"),
        title: Line.max(200),
        url: Address,
        sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 as sha256sum prints it: 64 digits, in quotes"),
        kind: z.enum(POLICY_KINDS, `must be ${POLICY_KINDS.join(", ")}`),
        owner: Line.max(100),
        effective: z.iso.date("must be a day, such as 2027-03-01"),
        acknowledge: z.boolean(),
        accept_within: AcceptWithin,
        audience: MeantForWords,
      }),
    )
    .max(100)
    .nullable()
    .default([]),
});

/** Undefined: the file has problems, and all of them were reported. */
export function parseListed({ shown, text }: SourceFile, report: Report): PolicyList | undefined {
  const source = readYaml(shown, text, report);
  const said = source && checkShape(source, ListedFile, source.value ?? {}, report);
  if (!source || !said) return undefined;
  const { acknowledge, accept_within: acceptWithinDays, owner, audience: meantFor } = said.training_policy;
  const policies = said.policies ?? [];
  const twins = policies.flatMap(({ id }, index) =>
    policies.findIndex((other) => other.id === id) === index ? [] : [{ id, index }],
  );
  for (const { id, index } of twins) {
    report({ file: shown, line: source.lineOf(["policies", index]), message: `${id} stands twice` });
  }
  if (twins.length > 0) return undefined;
  return {
    trainingPolicy: { acknowledge, acceptWithinDays, owner, meantFor },
    policies: policies.map(({ id, effective, audience, accept_within: within, ...policy }) => ({
      ...policy,
      acceptWithinDays: within,
      policyId: id,
      effectiveOn: effective,
      meantFor: audience,
    })),
  };
}
