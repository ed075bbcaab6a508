import { z } from "zod";
import { EntryDraft } from "./entry.ts";
import { Time } from "./parts.ts";

/** An entry as it stands in the log: what was handed to the sequencer, and its place. */
const place = {
  v: z.literal(1),
  epoch: z.number().int().positive(),
  seq: z.number().int().min(0),
  recorded_at: Time,
};
const [first, ...rest] = EntryDraft.options;
const Entry = z.discriminatedUnion("type", [first.extend(place), ...rest.map((option) => option.extend(place))]);

export interface ReadEntry {
  readonly epoch: number;
  readonly seq: number;
  /** ISO 8601 in UTC with milliseconds: of two, the later one is the greater text. */
  readonly recordedAt: string;
}

export type EntryReading =
  | { readonly ok: true; readonly entry: ReadEntry }
  /** `seq` where it could be made out all the same. */
  | { readonly ok: false; readonly problem: string; readonly seq: number | undefined };

/**
 * The bytes under one leaf, read again: canonical JSON, so that no two readers see two things in them, of an entry that
 * this version knows.
 */
export function readEntry(bytes: Uint8Array): EntryReading {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  const value = parse(text);
  const parsed = Entry.safeParse(value);
  if (!parsed.success) return { ok: false, problem: problemOf(value, parsed.error), seq: seqOf(value) };
  const { epoch, seq, recorded_at: recordedAt } = parsed.data;
  // RFC 8785 leaves values as JSON.stringify writes them, and a key that stands twice is read once.
  if (JSON.stringify(value) !== text) return { ok: false, problem: "it is not written as canonical JSON", seq };
  return { ok: true, entry: { epoch, seq, recordedAt } };
}

/** Undefined if it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function seqOf(value: unknown): number | undefined {
  const found = z.object({ seq: z.number() }).safeParse(value);
  return found.success ? found.data.seq : undefined;
}

function problemOf(value: unknown, { issues }: z.ZodError): string {
  const found = z.object({ type: z.string() }).safeParse(value);
  if (!found.success) return "it is no entry of a gate log";
  const path = issues[0]?.path.map(String).join(".") ?? "";
  const { type } = found.data;
  return path === "type"
    ? `its type, ${type}, is not known to this version of the program`
    : `${type} has something${path === "" ? "" : ` under ${path}`} that this version of the program does not know`;
}
