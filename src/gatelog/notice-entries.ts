import { z } from "zod";
import { base, Subject, Uuid } from "./parts.ts";

/** What people were told of their access and training; in which words is not kept. */
export const noticeEntries = [
  z.strictObject({
    ...base,
    type: z.literal("notice.sent"),
    /** Absent: it went to those who run this app. */
    subject: Subject.shape.subject.optional(),
    identity_commitment: Subject.shape.identity_commitment.optional(),
    notice_id: Uuid,
    kind: z.enum([
      "hold",
      "moved",
      "removed",
      "granted",
      "missing",
      "pre-existing",
      "ends",
      "grace",
      "renewed",
      "policy",
      "policy-reminder",
      "digest",
      "unreached",
      "manager",
    ]),
    /** Of the hold that it is about. */
    hold_id: Uuid.optional(),
    channel: z.enum(["repository", "mail"]).optional(),
    delivered: z.boolean(),
    /** Where it was not: why. */
    why: z.string().max(40).optional(),
  }),
  /** Somebody was put into the team that may read the repository in which people are told things. */
  z.strictObject({ ...base, ...Subject.shape, type: z.literal("notice.reader_added"), team_id: z.number().int() }),
] as const;
