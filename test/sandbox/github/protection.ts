import { requireRepositoryRules } from "./plan.ts";
import { Refusal } from "./refusal.ts";
import type { Services } from "./rest/route.ts";
import type { BranchProtection, Repository } from "./state.ts";
import { protectionEvent } from "./webhooks/rule-events.ts";

export interface BranchGiven {
  readonly repository: Repository;
  readonly branch: string;
  readonly actorId: number;
}

/** GitHub tells "there is no such branch" and "the branch is not protected" apart by their words alone. */
export function foundProtection(repository: Repository, branch: string): BranchProtection {
  if (!repository.branches.has(branch)) throw new Refusal(404, "Branch not found");
  const protection = repository.protections.get(branch);
  if (!protection) throw new Refusal(404, "Branch not protected");
  return protection;
}

/** Sets the whole of a branch's protection. */
export function protectBranch(
  { world, emit }: Services,
  given: BranchGiven & { readonly protection: Omit<BranchProtection, "id"> },
): BranchProtection {
  const { repository, branch, actorId } = given;
  requireRepositoryRules(world.state, repository);
  if (!repository.branches.has(branch)) throw new Refusal(404, "Branch not found");
  const before = repository.protections.get(branch);
  const protection = { id: before?.id ?? world.state.nextId("protection"), ...given.protection };
  repository.protections.set(branch, protection);
  emit(protectionEvent(before ? "edited" : "created", { repository, branch, protection, senderId: actorId }));
  return protection;
}

export function unprotectBranch({ emit }: Services, { repository, branch, actorId }: BranchGiven): void {
  const protection = repository.protections.get(branch);
  if (!protection) return;
  repository.protections.delete(branch);
  emit(protectionEvent("deleted", { repository, branch, protection, senderId: actorId }));
}
