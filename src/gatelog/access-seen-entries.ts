import { z } from "zod";
import { base, Commitment, Resource, Subject, Time, Uuid } from "./parts.ts";

/** By what a seat is told from others: of whom, in which team, on which repository, by which of GitHub's other ids. */
const key = {
  kind: z.string().max(40),
  team_id: z.number().int().optional(),
  repository_id: z.number().int().optional(),
  external_id: z.string().max(120).optional(),
  /** Which of the person's accounts, by a name that nobody can undo once they are erased. */
  account_hmac: z
    .string()
    .regex(/^hmac:[0-9a-f]{64}$/)
    .optional(),
};
const Role = z.string().max(40);
const Turn = z.strictObject({ present: z.boolean(), role: Role.optional() });

export const accessSeenEntries = [
  /** Names nobody where it says something of a team, a repository or the organisation. `occurred_at` is since when it is so. */
  z.strictObject({
    ...base,
    ...Subject.partial().shape,
    type: z.literal("access.observed"),
    resource: Resource,
    access: z.strictObject({
      ...key,
      role: Role.optional(),
      present: z.boolean(),
      /** Absent in entries of before. */
      source: z.enum(["event", "baseline", "sweep", "audit-log", "verify"]).optional(),
      /** The last look that did not show it: it came about between then and `occurred_at`. */
      not_before: Time.optional(),
    }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("access.baseline"),
    resource: Resource,
    counts: z.strictObject({
      members: z.number().int(),
      teams: z.number().int(),
      repositories: z.number().int(),
      observations: z.number().int(),
    }),
  }),
  /** All that the first full look found, in as many parts as it takes; `occurred_at` is when the look began. */
  z.strictObject({
    ...base,
    type: z.literal("access.snapshot"),
    resource: Resource,
    part: z.number().int().min(1),
    of: z.number().int().min(1),
    observations: z.array(
      z.strictObject({
        ...key,
        subject: Uuid.optional(),
        identity_commitment: Commitment.optional(),
        role: Role.optional(),
      }),
    ),
  }),
  /** A look at GitHub that shows something else than what deliveries had told, or than what we had written there. */
  z.strictObject({
    ...base,
    ...Subject.partial().shape,
    type: z.literal("access.drift"),
    resource: Resource,
    access: z.strictObject(key),
    expected: Turn,
    found: Turn,
  }),
] as const;
