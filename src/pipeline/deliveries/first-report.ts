import type { Repository } from "../../domain/installation.ts";
import type { CheckWriter } from "../github-port.ts";
import type { RuleKeeper } from "../rules/rule-keeper-port.ts";

/**
 * GitHub takes an App as the source of a required check only after it has reported one: on the newest commit of the
 * default branch, where nobody waits for it. False if there was no commit to report on.
 */
export async function reportOnce(
  repositories: readonly Repository[],
  { keeper, checks }: { readonly keeper: RuleKeeper; readonly checks: CheckWriter },
): Promise<boolean> {
  for (const repository of repositories) {
    const tip = await keeper.readTip(repository);
    const published = tip === null ? null : await checks.publish(repository, tip, null, FIRST);
    if (published !== null) return true;
  }
  return false;
}

const FIRST = {
  conclusion: "success",
  title: "training-gate is set up",
  summary: "From now on this check says on each pull request whether the training of everybody on it is current.",
  text: null,
  detailsUrl: null,
  externalId: "first-report",
} as const;
