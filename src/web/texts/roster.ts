import { many } from "../../domain/many.ts";

/** Who is to be trained, and whose account is whose. */
export const rosterTexts = {
  title: "Roster",
  intro:
    "Who is to be trained, as files of other systems tell it. Files come in by the form here, or by `training-gate roster import`.",
  search: "Key, name, address, role, department or login",
  show: "Show",
  shows: {
    all: "Everybody",
    unlinked: "Without an account",
    conflicts: "Not clear whose",
    ended: "Gone",
    unknown: "On no roster",
  },
  sources: { hris: "Employees", contractor: "Contractors", supplier: "Suppliers" },
  github: "GitHub",
  taken: "last file taken over on ",
  neverTaken: "no file yet",
  counts: (current: number, linked: number, conflicts: number) =>
    [
      `${many(current, "person", "people")} on the roster`,
      `${linked} with an account`,
      ...(conflicts > 0 ? [`${conflicts} of whom it is not clear whose account is theirs`] : []),
    ].join(" · "),
  observed: (observed: number, unknown: number) =>
    `${many(observed, "person", "people")} with access, ${unknown} of them on no roster`,
  conflicts:
    "Several lines claim one account, or one line several: say whose it is with `training-gate person link --login LOGIN --roster KEY --source SOURCE --by YOU`.",
  unknown:
    "People with access at GitHub whom no source names. Add them to the file they belong in, or link the line that is theirs.",
  csv: "Download as CSV",
  nobody: "no account",
  claims: (logins: string) => `claims ${logins}`,
  until: "until ",
  member: "member of the organisation",
  collaborator: "collaborator from outside",
  none: "Nobody is found with that.",
  more: "More",
};
