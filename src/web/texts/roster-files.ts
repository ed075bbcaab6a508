import { many } from "../../domain/many.ts";

/** A file of the roster that is sent by a form. */
export const rosterFileTexts = {
  title: "Roster file",
  intro:
    "Send the file that another system exports. Nothing changes yet: the next page says what the file would do, and which of its lines cannot be used.",
  source: "Who is in the file",
  file: "File",
  fileHint: "CSV in UTF-8, with a heading; 20 MB at most.",
  dateFormat: "How days are written, if not as 2026-12-31",
  dateFormatHint: "Such as DD/MM/YYYY. It is never guessed: 03/04/2026 is two days.",
  map: "Map file, if the headings are none that are known",
  mapHint: "YAML that says what stands where. Headings of BambooHR and our own are known.",
  partial: "The file names some people only. Whoever is not in it stays.",
  send: "See what it would do",
  noSource: "Say who is in the file",
  noFile: "Choose a file",
  list: "Files that were sent",
  none: "None was sent yet.",
  search: "Source, login of who sent it, or SHA-256",
  shows: { waiting: "Waits", applied: "Taken over" },
  sentBy: (who: string) => `Sent by ${who}`,
  takenOver: ", taken over on ",
  would: "What it would do",
  did: "What it did",
  counts: ({ added, changed, ended, unchanged }: Counts) =>
    `${added} added · ${changed} changed · ${ended} gone · ${unchanged} as before`,
  dropped: (dropped: number, current: number) =>
    `${dropped} of the ${current} people whom this source names now are not in the file. They would count as gone.`,
  shrinks: (share: number) => `One file may lose ${share} %. If this is right, say so below.`,
  nameless: "Some lines do not even say whom they are about. So nobody counts as gone by this file.",
  known: "This very file was taken over before: nothing is new in it.",
  rejected: (count: number) => `${many(count, "line", "lines")} cannot be used`,
  rejectedHow:
    "Download them, mend them, and send them by themselves. Once the file is taken over they are forgotten here.",
  download: "Download the rejected lines",
  line: "Line",
  reason: "Why",
  firstOnly: (shown: number) => `The first ${shown} are shown.`,
  confirmShrink: "It is right that the file names so many fewer people.",
  apply: "Take it over",
  drop: "Drop it",
  running: (written: number, all: number) => `It is being taken over: ${written} of ${all} people are written.`,
  progress: "People who are written",
  again: "Look again",
  done: "Taken over on ",
  roster: "See the roster",
  another: "Send a file",
} as const;

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
}
