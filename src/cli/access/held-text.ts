import type { Hold } from "../../domain/stores/holds.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";

/** Access of somebody's that waits for training, a line each. */
export async function heldLines(login: string, stores: OutsideStores): Promise<readonly string[]> {
  const account = await stores.people.findAccountByLogin(login.replace(/^@/, ""));
  if (!account?.person) return [];
  return (await stores.holds.ofPerson(account.person)).map(lineOf);
}

function lineOf({ target, openedAt, missing, cause }: Hold): string {
  const courses = [...new Set(missing.map(({ course }) => course))];
  const lacks = courses.length === 0 ? "training" : courses.join(", ");
  return `Waits since ${openedAt.toISOString()} (${cause}): ${nameOf(target)}, until ${lacks} is done.`;
}

function nameOf(target: Hold["target"]): string {
  if (target.kind === "team") return `${target.role} of team ${target.teamId}`;
  if (target.kind === "repository") return `${target.role} on repository ${target.repositoryId}`;
  return `an invitation with the teams ${target.teamIds.join(", ")}`;
}
