import assert from "node:assert/strict";
import type { SandboxWorld } from "../world.ts";
import type { Teller } from "./teller.ts";

type Entry = Readonly<Record<string, unknown>> & { readonly seq: number; readonly type: string };

/** The log as it stands: every entry has its place, and no place is empty. */
export async function readLog({ storage, settled }: SandboxWorld): Promise<readonly Entry[]> {
  await settled();
  const entries = await storage.stores.log.read({ from: 0, limit: 10_000 });
  entries.forEach(({ seq }, index) => {
    assert.equal(seq, index, `The log has a gap: entry ${index} has number ${seq}`);
  });
  return entries.map(({ seq, type, body }) => ({ ...(JSON.parse(body) as object), seq, type }));
}

/** Entries in a line each. */
export function tellEntries(teller: Teller, entries: readonly Entry[]): void {
  teller.table(entries.map((entry) => [String(entry.seq).padStart(3), entry.type, gistOf(entry)]));
}

function gistOf(entry: Entry): string {
  const { decision, mode, check, result, course, cause, how } = entry as {
    readonly decision?: { readonly outcome?: string };
    readonly mode?: string;
    readonly check?: { readonly conclusion: string };
    readonly result?: { readonly score?: number } | string;
    readonly course?: { readonly id: string } | string;
    readonly cause?: string;
    readonly how?: string;
  };
  const score = typeof result === "object" && result.score !== undefined ? `${result.score} %` : undefined;
  const about = typeof course === "object" ? course.id : course;
  return [about, decision?.outcome, mode, check?.conclusion, score, cause, how].filter(Boolean).join(" · ");
}

/** Nothing was sent to GitHub that it would have refused, and the stand-in itself did not fail. */
export function expectContent({ github }: SandboxWorld): void {
  assert.deepEqual(github.violations, [], "GitHub would have refused something");
  assert.deepEqual(github.errors, [], "The stand-in failed");
}
