import { z } from "zod";

const At = { epoch: z.int() };

/** Why the log is not signed. Each is told once, with its place; the gate goes on. */
export const LogProblem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("log-is-shorter"), ...At, entries: z.int(), signed: z.int() }),
  z.object({ kind: z.literal("gap"), ...At, seq: z.int() }),
  z.object({ kind: z.literal("leaf-differs"), ...At, seq: z.int() }),
  z.object({ kind: z.literal("misplaced"), ...At, seq: z.int() }),
  z.object({ kind: z.literal("root-differs"), ...At, size: z.int() }),
  z.object({ kind: z.literal("tile-differs"), ...At, level: z.int(), index: z.int() }),
  z.object({ kind: z.literal("note-differs"), ...At, size: z.int() }),
  z.object({ kind: z.literal("foreign-key"), ...At, keys: z.array(z.string()) }),
  z.object({ kind: z.literal("foreign-anchor"), ...At, keys: z.array(z.string()) }),
  z.object({ kind: z.literal("unreadable-anchor"), ...At }),
]);
export type LogProblem = z.infer<typeof LogProblem>;

export function describeProblem(problem: LogProblem): string {
  const { epoch } = problem;
  const log = epoch === 1 ? "The gate log" : `Log ${epoch}`;
  switch (problem.kind) {
    case "log-is-shorter":
      return `${log} has ${problem.entries} entries, and ${problem.signed} were signed: its end was cut off. ${LOOK}`;
    case "gap":
      return `${log} has no entry ${problem.seq}, though later ones are there: it was deleted. ${LOOK}`;
    case "leaf-differs":
      return `Entry ${problem.seq} of ${log.toLowerCase()} is not what was hashed: it was edited. ${LOOK}`;
    case "misplaced":
      return `Entry ${problem.seq} of ${log.toLowerCase()} says of itself that it is another one: it was moved. ${LOOK}`;
    case "root-differs":
      return `The first ${problem.size} entries of ${log.toLowerCase()} are not those that were signed. ${LOOK}`;
    case "tile-differs":
      return `Tile ${problem.index} of level ${problem.level} is not that of the entries under it. ${LOOK}`;
    case "note-differs":
      return `The checkpoint over ${problem.size} entries is not the note that is kept with it. ${LOOK}`;
    case "foreign-key":
      return `The last checkpoint was signed by ${problem.keys.join(", ")}, and that key is not here. If it was changed, set CHECKPOINT_KEY_PREVIOUS to it.`;
    case "foreign-anchor":
      return `What stands at CHECKPOINT_ANCHOR was signed by ${problem.keys.join(", ")}, and not by a key of this log. If the key was changed, set CHECKPOINT_KEY_PREVIOUS to it; if another log is kept there, give this one a place of its own.`;
    case "unreadable-anchor":
      return "What stands at CHECKPOINT_ANCHOR is no checkpoint. See who wrote it, and move it away if it is not this log's.";
  }
}

const LOOK = "Restore the database that has it, or see who changed it; what was signed before stays provable.";
