import type { AccessKind } from "../../domain/access.ts";
import type { EntrySource, Leaf } from "../sources.ts";
import type { SeatSeen } from "./seat-seen.ts";

export const SEAT_TYPES = ["access.snapshot", "access.observed"] as const;

type SeatLeaf = Leaf<(typeof SEAT_TYPES)[number]>;
type Snapshot = Leaf<"access.snapshot">["entry"];
type Observed = Leaf<"access.observed">["entry"];
/** What entries name a seat by. */
type Told = Pick<
  Snapshot["observations"][number],
  "kind" | "subject" | "account_hmac" | "team_id" | "repository_id" | "external_id"
>;

/** Every observation of access that the log tells, in its order. */
export async function* seatsIn(entries: EntrySource): AsyncIterable<SeatSeen> {
  for await (const leaf of entries.of(SEAT_TYPES)) yield* seatsOf(leaf);
}

function seatsOf(leaf: SeatLeaf): readonly SeatSeen[] {
  const { entry } = leaf;
  return entry.type === "access.snapshot" ? snapshotSeats(entry, leaf) : [observedSeat(entry, leaf)];
}

/** Nobody had looked before: since when it was so, nobody knows. */
function snapshotSeats({ occurred_at, recorded_at, observations }: Snapshot, leaf: SeatLeaf): readonly SeatSeen[] {
  const common = { at: Date.parse(occurred_at), notBefore: Number.NEGATIVE_INFINITY, present: true, leaf };
  return observations.map((told) => ({
    ...keyOf(told),
    turn: { ...common, role: told.role ?? null, source: "baseline" },
    recordedAt: Date.parse(recorded_at),
  }));
}

function observedSeat(entry: Observed, leaf: SeatLeaf): SeatSeen {
  const { access, subject, resource } = entry;
  const at = Date.parse(entry.occurred_at);
  const source = access.source ?? (entry.source.kind === "webhook" ? "event" : "sweep");
  const notBefore = access.not_before === undefined ? firstPossible(source, at) : Date.parse(access.not_before);
  return {
    ...keyOf({ ...placeOf(resource), ...access, subject }),
    turn: { at, notBefore, present: access.present, role: access.role ?? null, source, leaf },
    recordedAt: Date.parse(entry.recorded_at),
  };
}

/** Of a look that does not say when the look before it was. */
function firstPossible(source: string, at: number): number {
  return source === "baseline" || source === "sweep" ? Number.NEGATIVE_INFINITY : at;
}

function keyOf(told: Told): Omit<SeatSeen, "turn" | "recordedAt"> {
  return {
    // Sound: what observes access writes its own kinds alone; others would be passed over.
    kind: told.kind as AccessKind,
    person: told.subject ?? null,
    account: told.account_hmac ?? null,
    team: told.team_id ?? null,
    repository: told.repository_id ?? null,
    external: told.external_id ?? null,
  };
}

/** Entries of before name team and repository by their resource alone. */
function placeOf({ kind, id }: Observed["resource"]): Partial<Told> {
  if (kind === "team") return { team_id: Number(id) };
  return kind === "repository" ? { repository_id: Number(id) } : {};
}
