import { z } from "zod";
import { ROSTER_FIELDS, ROSTER_SOURCES } from "../domain/roster.ts";
import { base, Commitment, Sha256, Subject, Time, Uuid } from "./parts.ts";

/**
 * Who is to be trained, as files of other systems tell it. What a file says of somebody stands here as a commitment:
 * `sha256:` and the hex of SHA-256(salt ‖ canonical JSON of the record), under a salt that is kept with the record and
 * goes with the person. `member_id` is random, and one source's name for them.
 */
const RosterSource = z.enum(ROSTER_SOURCES);
const Field = z.enum(ROSTER_FIELDS);

const member = { ...base, ...Subject.shape, member_id: Uuid, roster: RosterSource };

export const rosterEntries = [
  z.strictObject({
    ...base,
    type: z.literal("roster.imported"),
    snapshot_id: Uuid,
    roster: RosterSource,
    file_sha256: Sha256,
    /** It named some people only, and says nothing of all others. */
    partial: z.literal(true).optional(),
    counts: z.strictObject({
      rows: z.number().int(),
      rejected: z.number().int(),
      added: z.number().int(),
      changed: z.number().int(),
      ended: z.number().int(),
      unchanged: z.number().int(),
    }),
    /** It names fewer people than the policy lets one file lose, and somebody said that this is right. */
    shrink_confirmed: z.literal(true).optional(),
    imported_by: Subject,
  }),
  /** Also of somebody who came back. */
  z.strictObject({ ...member, type: z.literal("person.added"), snapshot_id: Uuid, record_commitment: Commitment }),
  z.strictObject({
    ...member,
    type: z.literal("person.changed"),
    snapshot_id: Uuid,
    fields: z.array(Field).min(1).max(11),
    record_commitment: Commitment,
  }),
  z.strictObject({
    ...member,
    type: z.literal("person.ended"),
    /** Absent where the last day came by itself. */
    snapshot_id: Uuid.optional(),
    why: z.enum(["last-day", "not-named"]),
    ended_at: Time,
  }),
  z.strictObject({
    ...member,
    type: z.literal("identity.linked"),
    linked_by: z.enum(["login", "account", "email", "saml", "roster", "admin"]),
    /** Whom the log knew the member by until now: all that they had belongs to `subject` from here on. */
    merged: Subject.optional(),
    /** Whom the member was linked to before, wrongly. */
    instead_of: Subject.optional(),
    administrator: Subject.optional(),
  }),
  /** `subject` is the member's own again. */
  z.strictObject({ ...member, type: z.literal("identity.unlinked"), instead_of: Subject, administrator: Subject }),
] as const;
