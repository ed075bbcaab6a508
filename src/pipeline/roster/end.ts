import type { OrgId } from "../../domain/ids.ts";
import { endOf } from "../../domain/roster.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { RosterMember } from "../../domain/stores/roster.ts";
import type { DraftOf } from "../entries.ts";
import { fileOpenHeadsOf } from "../learning/attest.ts";
import { subjectsOf } from "./apply-lines.ts";
import type { RosterDeps } from "./deps.ts";

type Ended = DraftOf<"person.ended">;

interface Gone {
  readonly member: RosterMember;
  readonly endedAt: Date;
}

/** These are gone, as their source says; with an entry each, and a look at what they have open. */
export async function endMembers(
  stores: TxStores,
  gone: readonly Gone[],
  told: Pick<Ended, "why" | "actor" | "source"> & Partial<Pick<Ended, "snapshot_id">>,
  { at, entries }: Pick<RosterDeps, "entries"> & { readonly at: Date },
): Promise<void> {
  if (gone.length === 0) return;
  const people = gone.map(({ member }) => member.person);
  await stores.roster.markEnded(gone.map(({ member: { id }, endedAt }) => ({ id, endedAt })));
  await stores.roster.settleEnded(people);
  const subjects = await subjectsOf(stores, people);
  await entries.appendAll<Ended>(
    stores,
    at,
    gone.map(({ member, endedAt }) => ({
      type: "person.ended",
      org: member.orgId,
      ...subjects(member.person),
      ...told,
      member_id: member.id,
      roster: member.source,
      ended_at: endedAt.toISOString(),
    })),
  );
  await fileOpenHeadsOf(stores, people);
}

const A_PAGE = 500;

/** Those whose last day was told before it came. Answers how many. */
export async function endOverdue(
  org: OrgId,
  deps: Pick<RosterDeps, "transact" | "entries" | "clock">,
): Promise<number> {
  let ended = 0;
  for (;;) {
    const at = deps.clock();
    const count = await deps.transact(async (stores) => {
      const members = await stores.roster.overdue(org, at, A_PAGE);
      const gone = members.map((member) => ({ member, endedAt: endOf(member.record) ?? at }));
      const told = { why: "last-day", actor: { kind: "app" }, source: { kind: "timer" } } as const;
      await endMembers(stores, gone, told, { at, ...deps });
      return members.length;
    });
    ended += count;
    if (count < A_PAGE) return ended;
  }
}
