import type { Installation, Repository } from "../../domain/installation.ts";
import type { Transact } from "../../domain/stores/index.ts";
import type { BranchTip } from "../../domain/stores/landings.ts";
import { scopeOn } from "../policy/scope-on.ts";
import type { GateOnDeps } from "./gate-on.ts";

export interface NoteTipsDeps extends Pick<GateOnDeps, "policies"> {
  readonly transact: Transact;
}

/** Where default branches stand: of those in the boundary that moved since the last look, what came is read. */
export async function noteTips(
  { orgId }: Pick<Installation, "orgId">,
  {
    tips,
    repositories,
    at,
  }: {
    readonly tips: readonly BranchTip[];
    readonly repositories: readonly Repository[];
    readonly at: Date;
  },
  deps: NoteTipsDeps,
): Promise<void> {
  if (tips.length === 0) return;
  const inForce = await deps.policies.inForce(orgId);
  if (!inForce) return;
  const gated = new Set(repositories.filter((one) => scopeOn(one, inForce.policy, at).inBoundary).map(({ id }) => id));
  await deps.transact(async (stores) => {
    const moved = await stores.landings.noteTips(
      orgId,
      tips.filter(({ repositoryId }) => gated.has(repositoryId)),
      at,
    );
    await stores.jobs.file(
      moved.map((repositoryId) => ({ subject: { kind: "landings" as const, repositoryId, tip: null } })),
    );
  });
}
