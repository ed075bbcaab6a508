import { many } from "../../domain/many.ts";
import { minuteText } from "../../gate/day-text.ts";

/** Access that waits for training, teams, and whose training ends. */
export const accessTexts = {
  csv: "Download as CSV",
  more: "More",
  none: "Nothing is found with that.",
  show: "Show",
  all: "All",

  holds: {
    title: "Waiting access",
    intro:
      "Access that was meant for somebody and waits until they are trained. It comes by itself; release it only where it cannot wait.",
    search: "Login, team or repository",
    shows: { waiting: "Waiting", untold: "Not told", ended: "Ended" },
    nothingWaits: "No access waits.",
    nobody: "An account that is not known any more",
    causes: {
      new: "new access",
      lapse: "training lapsed",
      "pre-existing": "older than the gate",
      leaver: "left",
      asked: "asked for",
    },
    ends: { granted: "given after training", released: "given by an admin", dropped: "dropped" },
    since: "Since ",
    ended: ", ended on ",
    lacks: (courses: readonly string[]) => `Still to do: ${courses.join(", ")}`,
    course: (title: string, layers: readonly string[]) => `${title} (for ${layers.join(" and ")})`,
    meanwhile: "They can read meanwhile.",
    released: "Released: it is given now.",
    told: "They were told on ",
    untold: (why: string | null) => (why === null ? "They were not told yet." : `They were not told: ${why}.`),
    paste: "Send them this:",
    release: "Release",
    reason: "Why it cannot wait",
  },
  runs: {
    title: "Stopped by a limit",
    intro: "More would be taken at once than a limit allows. Nothing of it is taken until an admin says so.",
    words: {
      removals: "seats lapsed, or are past their deadline",
      leavers: "seats of people who left",
      machines: "seats of accounts that look like machines; list those in the policy under access.machines",
      holds: "new seats in one hour",
    },
    asked: (count: number, words: string, taken: number, cap: number | null) =>
      [
        `${count} ${words}`,
        ...(cap === null ? [] : [`the limit is ${cap}, and ${taken} were taken in the hour before`]),
      ].join("; "),
    stopped: "Stopped on ",
    release: "Let it go through",
    reason: "Why it is right",
  },

  teams: {
    title: "Teams",
    intro: "How a seat in each team is treated, by the policy in force today.",
    search: "Name, or a part of it",
    count: (count: number) => many(count, "team", "teams"),
    state: {
      gated: "Seats wait for training",
      managed: "Managed elsewhere",
      synced: "Kept by an identity provider",
      enterprise: "Kept by the enterprise",
      reading: "For reading",
      open: "Not gated",
    },
    explained: {
      gated: "",
      managed: "The policy says that something else manages it, so it is only looked at.",
      synced:
        "GitHub refuses to have it written, so it is only looked at. Say managed_by in the policy, or end the synchronisation: a write that changes nothing is tried once a day, and tells.",
      enterprise:
        "Who is on it is said by the enterprise, so it is only looked at. Give a team of the organisation what is to wait.",
      reading: "Whose training lapsed is moved here.",
      open: "",
    },
    refused: ({ since, nextTry }: { readonly since: Date; readonly nextTry: Date | null }) =>
      [
        `Refused since ${minuteText(since.toISOString())}.`,
        ...(nextTry === null ? [] : [`Tried again with the next sweep after ${minuteText(nextTry.toISOString())}.`]),
      ].join(" "),
    managedBy: (what: string) => `managed by ${what}`,
    level: {
      merge_gate: "gate on merging",
      grant_on_completion: "access on completion",
      invite_on_completion: "invitation on completion",
    },
    onLapse: {
      flag: () => "a lapse is pointed out",
      remove: () => "on a lapse the seat is taken",
      to_reading_team: (team: string | null) => `on a lapse to ${team ?? "the reading team"}`,
    },
    reaches: (names: readonly string[]) =>
      names.length === 0 ? "Reaches no repository inside the boundary" : `Reaches ${names.join(", ")}`,
    conflict: (logins: string) =>
      `Somebody gives ${logins} the seat again each time that it is taken, so it is left alone. If another tool manages this team, say so: managed_by in the policy.`,
  },

  forecast: {
    title: "Forecast",
    intro: "Whose training ends in the next 120 days, if they do not renew. Each of them is reminded before.",
    none: "Nobody's training ends in that time.",
    chart: "People whose training ends, by week",
    series: "people",
    describe: (people: number, most: number) =>
      `${many(people, "person", "people")} in all weeks together; ${most} in the fullest one.`,
    step: "Each bar is one week from Monday, UTC. Who has several trainings that end in one week counts once there.",
    table: "The same as a table",
    week: "Week from",
    people: "People",
    soon: "In the next two weeks",
    nobodySoon: "Nobody.",
    search: "Login, or a part of it",
    who: "Person",
    layer: "Layer",
    ends: "Ends",
    found: "Found",
  },
};
