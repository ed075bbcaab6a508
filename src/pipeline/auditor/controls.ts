import type { AdminPages } from "../admin/port.ts";
import type { Reviews } from "../reviews/port.ts";
import type { Auditing, ClauseView, Scope } from "./port.ts";

/** Clause by clause, with the figures of now that stand behind all of them. */
export interface ControlOverview {
  /** Of the people with access inside the boundary whom the policy asks for anything. */
  readonly people: {
    readonly asked: number;
    readonly current: number;
    readonly grace: number;
    readonly missing: number;
  };
  readonly review: { readonly signedAt: Date | null; readonly openUntil: Date | null; readonly nextAt: Date | null };
  readonly clauses: readonly ClauseView[];
}

export interface ControlDeps {
  readonly auditing: Pick<Auditing, "overview">;
  readonly admin: Pick<AdminPages, "overview">;
  readonly reviews: Pick<Reviews, "overview">;
}

/** For administrators and auditors alike: both see the same. */
export async function readControls(scope: Scope, { auditing, admin, reviews }: ControlDeps): Promise<ControlOverview> {
  const { clauses, others } = await auditing.overview(scope);
  const { people } = await admin.overview(scope.org);
  const { reviews: all, nextAt } = await reviews.overview(scope.org);
  const { current, grace, missing } = people;
  return {
    people: { asked: current + grace + missing, current, grace, missing },
    review: {
      signedAt: all.find(({ signedAt }) => signedAt !== null)?.signedAt ?? null,
      openUntil: all.find(({ signedAt }) => signedAt === null)?.dueAt ?? null,
      nextAt,
    },
    clauses: [...clauses, ...others],
  };
}
