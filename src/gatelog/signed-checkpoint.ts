import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import type { LogFault } from "./log-fault.ts";
import { type NoteKey, type NoteProblem, openNote } from "./note.ts";

export type SignedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly fault: LogFault };

/** A checkpoint that one of these keys has signed, under its own log's name. */
export function openCheckpoint(note: string, keys: readonly NoteKey[]): SignedCheckpoint {
  const opened = openNote(note, keys);
  if (!opened.ok) return { ok: false, fault: faultOf(opened.problem, keys) };
  const checkpoint = parseCheckpoint(opened.text);
  // A note that says something else may be signed by the same key: it is no checkpoint for that.
  if (!checkpoint || !opened.signedBy.some(({ name }) => name === checkpoint.origin))
    return { ok: false, fault: { kind: "unreadable", message: "the checkpoint is signed, and is no checkpoint" } };
  return { ok: true, checkpoint };
}

/** What a note says that its log is called, by nobody's word. */
export function claimedOrigin(note: string): string {
  return note.slice(0, note.indexOf("\n"));
}

function faultOf(problem: NoteProblem, keys: readonly NoteKey[]): LogFault {
  switch (problem.kind) {
    case "malformed":
      return { kind: "unreadable", message: "the checkpoint is no signed note" };
    case "bad-signature":
      return { kind: "forged", message: `the checkpoint is not what ${problem.key} signed` };
    case "unknown-keys": {
      const given = keys.map(({ name, id }) => `${name}+${id}`).join(", ") || "none for this log";
      return {
        kind: "foreign key",
        message: `the checkpoint is signed by ${problem.keys.join(", ")}; given: ${given}`,
      };
    }
  }
}
