import type { CompletionFact, WaiverFact } from "../../gate/facts.ts";
import type { EntrySource, ExceptionSource } from "../sources.ts";
import type { HistoryAsked } from "./history.ts";

/** What somebody completed and was spared, as entries tell it. */
export interface TrainingRecord {
  readonly completions: readonly CompletionFact[];
  readonly waivers: readonly WaiverHeld[];
  /** Which entry tells what was finished, signed or granted when. Ms. */
  readonly told: readonly ToldAt[];
}

export interface ToldAt {
  readonly at: number;
  readonly seq: number;
}

export interface WaiverHeld extends WaiverFact {
  /** Patterns of repositories in which alone it holds; none: everywhere. Null: somewhere only, and nobody kept where. */
  readonly repositories: readonly string[] | null;
}

const NOTHING: TrainingRecord = { completions: [], waivers: [], told: [] };

/** By person; what is told of others is passed over. */
export async function readRecords(
  sources: { readonly entries: EntrySource; readonly exceptions: ExceptionSource },
  asked: HistoryAsked,
): Promise<(person: string) => TrainingRecord> {
  const completions = await readCompletions(sources.entries, asked);
  const waivers = await readWaivers(sources, asked);
  return (person) => {
    const [done, spared] = [completions.get(person) ?? [], waivers.get(person) ?? []];
    if (done.length + spared.length === 0) return NOTHING;
    return {
      completions: done.map(({ fact }) => fact),
      waivers: spared.map(({ fact }) => fact),
      told: [...done, ...spared].map(({ at, seq }) => ({ at, seq })),
    };
  };
}

const COMPLETING = ["completion.recorded", "attestation.signed"] as const;

async function readCompletions(entries: EntrySource, asked: HistoryAsked) {
  const found = new Map<string, Kept<CompletionFact>>();
  for await (const { entry } of entries.of(COMPLETING)) {
    const person = asked.known(entry.subject);
    if (Date.parse(entry.recorded_at) > asked.knownAt || !asked.wants(person)) continue;
    const { completion_id: id, course } = entry;
    const before = found.get(id)?.fact;
    if (entry.type === "attestation.signed") {
      // It counts from the later of the two, which is the signature but where the course was done elsewhere.
      if (before) found.set(id, { person, ...placeOf(entry), fact: { ...before, attestedAt: entry.occurred_at } });
      continue;
    }
    const completedAt = entry.import?.completed_at ?? entry.occurred_at;
    const fact = { course: course.id, version: course.version, completedAt, attestedAt: null };
    found.set(id, { person, ...placeOf(entry), fact: entry.kind === "delta" ? { ...fact, kind: "delta" } : fact });
  }
  return grouped([...found.values()]);
}

/** A revoked one ends when it was revoked. */
async function readWaivers(
  { entries, exceptions }: { readonly entries: EntrySource; readonly exceptions: ExceptionSource },
  asked: HistoryAsked,
) {
  const found = new Map<string, Kept<WaiverFact> & { readonly somewhere: boolean }>();
  for await (const { entry } of entries.of(["waiver.granted", "waiver.revoked"])) {
    const person = asked.known(entry.subject);
    if (Date.parse(entry.recorded_at) > asked.knownAt || !asked.wants(person)) continue;
    const { waiver_id: waiver, occurred_at: at } = entry;
    const held = found.get(waiver);
    if (entry.type === "waiver.revoked") {
      if (held && at < held.fact.until) found.set(waiver, { ...held, fact: { ...held.fact, until: at } });
      continue;
    }
    // It acts from when the second person agreed.
    const from = entry.from < at ? at : entry.from;
    const fact = { waiver, layer: entry.requirement, from, until: entry.until };
    found.set(waiver, { person, ...placeOf(entry), somewhere: entry.repositories_sha256 !== undefined, fact });
  }
  const kept = await exceptions.waivers([...found].flatMap(([id, { somewhere }]) => (somewhere ? [id] : [])));
  return grouped(
    [...found].map(
      ([id, { somewhere, fact, ...rest }]): Kept<WaiverHeld> => ({
        ...rest,
        fact: { ...fact, repositories: somewhere ? (kept.get(id)?.repositories ?? null) : [] },
      }),
    ),
  );
}

interface Kept<Fact> extends ToldAt {
  readonly person: string;
  readonly fact: Fact;
}

function placeOf({ occurred_at, seq }: { readonly occurred_at: string; readonly seq: number }): ToldAt {
  return { at: Date.parse(occurred_at), seq };
}

function grouped<Fact>(all: readonly Kept<Fact>[]): ReadonlyMap<string, readonly Kept<Fact>[]> {
  const found = new Map<string, Kept<Fact>[]>();
  for (const one of all) {
    const own = found.get(one.person) ?? [];
    found.set(one.person, own);
    own.push(one);
  }
  return found;
}
