import { createHash } from "node:crypto";
import type { Installation } from "../../domain/installation.ts";
import type { Covered } from "../../domain/stores/github-log.ts";
import { readEvent } from "./event.ts";
import { JsonFileProblem, jsonObjects } from "./json-objects.ts";

/** A file, which can be read more than once. */
export interface AuditLogFile {
  bytes(): AsyncIterable<Uint8Array>;
}

export interface Unreadable {
  readonly ok: false;
  readonly line: number;
  readonly problem: string;
}

export interface Checked {
  readonly ok: true;
  readonly fileSha256: string;
  readonly covered: Covered;
  readonly events: number;
  readonly others: Readonly<Record<string, number>>;
}

/** Every event can be read, and is of this organisation. */
export async function checkFile(file: AuditLogFile, { orgLogin }: Installation): Promise<Checked | Unreadable> {
  const sum = createHash("sha256");
  const others = new Map<string, number>();
  let events = 0;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  try {
    for await (const event of eventsIn(summedBytes(file.bytes(), sum))) {
      const foreign = event.orgs.length > 0 && !event.orgs.some((org) => org.toLowerCase() === orgLogin.toLowerCase());
      if (foreign)
        throw new JsonFileProblem(event.line, `the event is of ${event.orgs.join(", ")}, and not of ${orgLogin}`);
      events += 1;
      from = Math.min(from, event.at.getTime());
      to = Math.max(to, event.at.getTime());
      if (event.meaning === null) others.set(event.action, (others.get(event.action) ?? 0) + 1);
    }
  } catch (error) {
    if (!(error instanceof JsonFileProblem)) throw error;
    return { ok: false, line: error.line, problem: error.message };
  }
  if (events === 0) return { ok: false, line: 1, problem: "there is no event in it" };
  const covered = { from: new Date(from), to: new Date(to) };
  return { ok: true, fileSha256: sum.digest("hex"), covered, events, others: Object.fromEntries([...others].sort()) };
}

async function* summedBytes(bytes: AsyncIterable<Uint8Array>, sum: ReturnType<typeof createHash>) {
  for await (const chunk of bytes) {
    sum.update(chunk);
    yield chunk;
  }
}

export async function* eventsIn(bytes: AsyncIterable<Uint8Array>) {
  for await (const object of jsonObjects(textOf(bytes))) yield readEvent(object);
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
