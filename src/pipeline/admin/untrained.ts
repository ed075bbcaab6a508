import { atLeast } from "../../domain/access.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { ScopeInForce } from "../../policy/scope.ts";
import { scopeOn } from "../policy/scope-on.ts";
import { accessHeld } from "./access-held.ts";
import { peopleStanding, type StandingDeps } from "./people-standing.ts";
import type { PersonStatus } from "./port.ts";

/** Somebody who may write where the gate blocks, and lacks what that asks for. */
export interface UntrainedPerson {
  readonly person: PersonId;
  /** As `layer/course`. */
  readonly missing: readonly string[];
  /** Names of repositories. */
  readonly repositories: readonly string[];
  /** Owners of the organisation cannot be held back. */
  readonly isOwner: boolean;
}

const isBlocking = ({ inBoundary, mode }: ScopeInForce) => inBoundary && mode === "block";

/** In the order of their logins. */
export async function listUntrained(
  installation: Installation,
  deps: StandingDeps,
): Promise<readonly UntrainedPerson[]> {
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce) return [];
  const standing = await peopleStanding(installation, deps, { isMeant: isBlocking, least: "write" });
  const lacking = standing.filter(({ state }) => state === "missing");
  if (lacking.length === 0) return [];
  const now = deps.clock();
  const blocking = (await deps.stores.repositories.listOf(installation.id)).filter((one) =>
    isBlocking(scopeOn(one, inForce.policy, now)),
  );
  const accessOf = await accessByPerson(
    installation,
    lacking.map(({ person }) => person),
    deps,
  );
  return lacking.map((status) => toUntrained(status, accessOf(status.person), blocking));
}

interface HeldByPerson {
  readonly isOwner: boolean;
  mayWriteTo(repository: Repository): boolean;
}

async function accessByPerson(
  { orgId }: Installation,
  people: readonly PersonId[],
  { stores }: StandingDeps,
): Promise<(person: PersonId) => HeldByPerson> {
  const current = await stores.access.current(orgId);
  const held = new Map(accessHeld(current).map((one) => [one.account, one]));
  const owners = new Set(
    current.flatMap(({ kind, role, accountId }) => (kind === "member" && role === "admin" ? [accountId] : [])),
  );
  const accounts = await stores.people.accountsOfAll(people);
  return (person) => {
    const own = accounts.filter((account) => account.person === person).map(({ id }) => id);
    return {
      isOwner: own.some((id) => owners.has(id)),
      mayWriteTo: ({ id }) =>
        own.some((account) => atLeast(held.get(account)?.strongestOn(new Set([id])) ?? "none", "write")),
    };
  };
}

function toUntrained(
  { person, layers }: PersonStatus,
  { isOwner, mayWriteTo }: HeldByPerson,
  blocking: readonly Repository[],
): UntrainedPerson {
  return {
    person,
    missing: layers
      .filter(({ state }) => state === "missing")
      .flatMap(({ layer, missing }) => missing.map((course) => `${layer}/${course}`)),
    repositories: blocking.filter(mayWriteTo).map(({ owner, name }) => `${owner}/${name}`),
    isOwner,
  };
}
