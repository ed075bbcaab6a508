import { z } from "zod";
import { fitsOne } from "./glob.ts";
import type { Policy } from "./policy.ts";
import type { Said } from "./said.ts";
import { listOf, RepositoryPattern, TeamSlug } from "./values.ts";

const RepositoryName = RepositoryPattern.refine((name) => !name.includes("*"), "must be one repository, without *");
const Address = z.email("must be a mail address").max(254);

/** How people are told what waits for them, and what ends. */
export const Notices = z.strictObject({
  repository: RepositoryName.optional().describe("The repository in which each person has an issue of their own."),
  team: TeamSlug.optional().describe("The team by which people who are held can read that repository."),
  mail: z.boolean().optional().describe("Whether people are told by mail; SMTP_URL says by which server."),
  use: z
    .enum(["first", "all"])
    .optional()
    .describe("first: by mail only where the repository does not reach somebody. all: by both."),
  digest: z
    .strictObject({
      mail: listOf(Address, 20).optional().describe("Addresses that the digest goes to, beside those of the admins."),
    })
    .optional()
    .describe("What those who run this app are told, at most once a day, and at once of a hold that nobody heard of."),
});
export type Notices = Readonly<z.output<typeof Notices>>;

export interface NoticesInForce {
  readonly repository: string | null;
  readonly team: string | null;
  readonly mail: boolean;
  readonly use: "first" | "all";
  readonly digestTo: readonly string[];
}

/** Where no file says anything, nobody is told anything: the check alone says what is missing. */
export function noticesOf({ notices = {} }: Pick<Policy, "notices">): NoticesInForce {
  const { repository = null, team = null, mail = false, use = "first", digest = {} } = notices;
  return { repository, team, mail, use, digestTo: digest.mail ?? [] };
}

/** Whether people are told by any way at all. */
export function tellsPeople({ repository, mail }: NoticesInForce): boolean {
  return repository !== null || mail;
}

/** The team is one whose seats wait for training: who is held could not be let in. A reading team's never do. */
export function isReadersTeamGated({ access, ...policy }: Policy): boolean {
  const team = noticesOf(policy).team?.toLowerCase();
  if (team === undefined || access.teams.some(({ reading_team }) => reading_team?.toLowerCase() === team)) return false;
  return access.teams.some((gated) => fitsOne([gated.team], team));
}

export function explainNotices(policy: Policy): readonly Said[] {
  const { repository, team, mail, use, digestTo } = noticesOf(policy);
  const { remind } = policy;
  if (!tellsPeople(noticesOf(policy)))
    return [["Nobody is told about holds or ends by this app; the check says them."]];
  const days = remind.map((count) => `${count} ${count === 1 ? "day" : "days"}`).join(", ");
  return [
    ...(repository === null
      ? []
      : [
          [
            `People are told in an issue of their own in ${repository}${team === null ? "" : `, which the team ${team} can read`}.`,
            "notices.repository",
            "notices.team",
          ] as const,
        ]),
    ...(mail
      ? [
          [
            repository === null || use === "all"
              ? "People are told by mail."
              : "Who cannot be reached there is told by mail.",
            "notices.mail",
            "notices.use",
          ] as const,
        ]
      : []),
    ...(days === "" ? [] : [[`They are reminded ${days} before an end, at most once a day.`, "remind"] as const]),
    ...(digestTo.length === 0
      ? []
      : [[`A digest goes to the admins and to ${digestTo.join(", ")}.`, "notices.digest"] as const]),
  ];
}
