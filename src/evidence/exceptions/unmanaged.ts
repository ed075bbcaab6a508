import { reconciled } from "../reconciling.ts";
import type { Period } from "../report.ts";
import type { EntryOf, Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, isOpenIn, NOTHING_MORE } from "./exception.ts";

type Decided = EntryOf<"access.decided">;
type Seat = Decided["seats"][number];
type Why = Pick<Exception, "type" | "cause">;

/** Of every reason for which nothing is taken: what it is called, and in words. */
const WHYS: Readonly<Record<string, Why>> = {
  owner: { type: "owner-unenforceable", cause: "owns the organisation, and so cannot be held back" },
  managed: { type: "unmanaged-access", cause: "the policy leaves the team to another system" },
  synced: { type: "unmanaged-access", cause: "an identity provider keeps the team" },
  enterprise: { type: "unmanaged-access", cause: "the enterprise keeps the team" },
  conflict: { type: "unmanaged-access", cause: "somebody gives the access again each time that it is taken" },
  "not-granted": { type: "unmanaged-access", cause: "the App is not granted the permission to take it" },
};

/**
 * Seats of people who lack training, in a blocking scope, that the app leaves alone: since the first decision that says so,
 * until one that does not. Kept in memory is what is open.
 */
export function unmanagedExceptions({ entries }: Pick<ExceptionSources, "entries">): ExceptionKind {
  let read = 0;
  async function* all(): AsyncIterable<Exception> {
    const open = new Map<string, ReadonlyMap<string, Exception>>();
    for await (const leaf of entries.of(["access.decided"])) {
      read += 1;
      const { subject, occurred_at: closed } = leaf.entry;
      const before = open.get(subject) ?? new Map<string, Exception>();
      const now = standingIn(leaf, before);
      for (const [key, exception] of before) if (!now.has(key)) yield { ...exception, closed };
      if (now.size > 0) open.set(subject, now);
      else open.delete(subject);
    }
    for (const exceptions of open.values()) yield* exceptions.values();
  }
  return {
    async *find(period: Period) {
      read = 0;
      for await (const exception of all())
        if (exception.opened !== null && isOpenIn(period, exception.opened, exception.closed)) yield exception;
    },
    async reconcile() {
      const count = (await entries.countByType()).get("access.decided") ?? 0;
      const name = "entries access.decided of all times";
      return [reconciled("decisions on access", [{ name: "read", count: read }], { name, count })];
    },
  };
}

/** What stands after this decision. Where it could not name all seats, those that it does not name stay as they were. */
function standingIn(
  leaf: Leaf<"access.decided">,
  before: ReadonlyMap<string, Exception>,
): ReadonlyMap<string, Exception> {
  const { entry } = leaf;
  const found = new Map<string, Exception>();
  for (const seat of entry.seats) {
    const why = entry.mode === "block" ? whyOf(seat) : undefined;
    const key = why && keyOf(seat, why);
    if (why && key && !found.has(key)) found.set(key, before.get(key) ?? beginning(leaf, seat, why));
  }
  if (entry.seats_omitted === undefined) return found;
  const named = new Set(entry.seats.map(nameOf));
  const unnamed = [...before].filter(([, { what }]) => what !== null && !named.has(what));
  return new Map([...unnamed, ...found]);
}

function whyOf({ enforced, outcome, why = "" }: Seat): Why | undefined {
  return !enforced && outcome === "withhold" ? WHYS[why] : undefined;
}

/** An owner has everything at once. */
function keyOf(seat: Seat, { type }: Why): string {
  return type === "owner-unenforceable" ? type : nameOf(seat);
}

function nameOf({ resource: { kind, id } }: Seat): string {
  return `${kind} ${id}`;
}

function beginning(leaf: Leaf<"access.decided">, seat: Seat, { type, cause }: Why): Exception {
  const { entry } = leaf;
  const lacks = [...new Set(entry.missing.map(({ requirement }) => requirement))].join(", ");
  return {
    ...NOTHING_MORE,
    type,
    opened: entry.occurred_at,
    cause: `${cause}; lacks ${lacks}`,
    person: entry.subject,
    repositoryId: seat.resource.repository_id ?? null,
    what: type === "owner-unenforceable" ? "the organisation" : nameOf(seat),
    decisionId: entry.decision_id,
    leaf,
  };
}
