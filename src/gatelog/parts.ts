import { z } from "zod";

/** What entries are made of. */

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Commitment = z.string().regex(/^sha256:[0-9a-f]{64}$/);
export const Time = z.iso.datetime({ precision: 3 });
export const Uuid = z.uuid();

/** A person as the log knows them: a random id, and a salted commitment that can be opened until they are erased. */
export const Subject = z.strictObject({ subject: Uuid, identity_commitment: Commitment });

export const Actor = z.strictObject({
  kind: z.enum(["app", "user", "admin", "github", "import"]),
  /** Person id for `user` and `admin`. */
  id: z.string().max(64).optional(),
});

export const Source = z.strictObject({
  kind: z.enum(["webhook", "ui", "api", "cli", "import", "reconcile", "timer"]),
  delivery_id: z.string().max(64).optional(),
});

export const Course = z.strictObject({ id: z.string().max(100), version: z.string().max(40), content_sha256: Sha256 });

export const base = {
  occurred_at: Time,
  /** GitHub's numeric id of the organisation. Absent for what concerns the whole instance. */
  org: z.number().int().optional(),
  instance: Uuid,
  actor: Actor,
  source: Source,
  app: z.strictObject({ version: z.string().max(40) }),
};

export const Outcome = z.enum(["allow", "flag", "withhold", "undecided"]);
export const Mode = z.enum(["observe", "flag", "block"]);

/**
 * `id` of a pull request, head, merge group or commit is an HMAC under its (first) author's erasable key, or its pusher's:
 * the log names it, and forgets it with them.
 */
export const Resource = z.strictObject({
  kind: z.enum(["pull_request", "head", "merge_group", "commit", "repository", "team", "organisation"]),
  id: z.string().max(80),
  repository_id: z.number().int().optional(),
});
