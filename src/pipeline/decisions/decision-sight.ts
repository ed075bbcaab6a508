import { atLeast } from "../../domain/access.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Decision, LayerVerdict, MissingItem, PersonVerdict } from "../../gate/decision.ts";
import type { Viewer } from "../learning/port.ts";
import type { Policies } from "../policy/policies.ts";
import { createRoles } from "../policy/roles.ts";

export interface SightDeps {
  readonly stores: OutsideStores;
  readonly policies: Pick<Policies, "inForce">;
  readonly clock: Clock;
}

export interface Place {
  readonly repository: Repository;
  readonly installation: Installation;
}

type AccessHere = NonNullable<ReturnType<Awaited<ReturnType<OutsideStores["access"]["on"]>>["get"]>>;

/** What somebody may see of a repository's decisions because of who they are here; null: nothing. */
export type Standpoint = "administrator" | "reader";

/**
 * Administrators and auditors by the policy in force; readers are members and collaborators with at least read, also
 * where everybody can read: who only passes by sees what the check run shows. Of an installation that is suspended or
 * gone no access is known any more.
 */
export async function standpointOf(viewer: Viewer, place: Place, deps: SightDeps): Promise<Standpoint | null> {
  const { repository, installation } = place;
  if (installation.deletedAt || installation.suspendedAt) return null;
  const { id } = viewer.account;
  const access = await deps.stores.access.on(installation.orgId, repository.id, [id]);
  const here: AccessHere = access.get(id) ?? { access: "none", belongs: false, teams: [] };
  const { admin, auditor } = await createRoles(deps).rolesInOrganisation(installation.orgId, id);
  if (admin || auditor) return "administrator";
  return here.belongs && atLeast(here.access, "read") ? "reader" : null;
}

/** Whether the line is the viewer's own, on whichever of their accounts. */
export function isOwnLine({ account, person }: PersonVerdict, viewer: Viewer): boolean {
  return account === viewer.account.id || person === viewer.account.person;
}

/** Leaves the viewer's own lines whole, and of everybody else the name, the outcome and the next step. */
export function withoutOthers(decision: Decision, viewer: Viewer): Decision {
  const people = decision.people.map((person) => (isOwnLine(person, viewer) ? person : nameAndStep(person)));
  return { ...decision, people, changesAt: null };
}

/** For who is not concerned: addresses and names in commits are for those who can link them. */
export function withoutAddresses(decision: Decision): Decision {
  const findings = decision.findings.map((finding) => ({
    ...finding,
    commits: finding.commits.map(({ sha }) => ({ sha, email: "", name: "" })),
  }));
  return { ...decision, findings };
}

/** For who cannot read the repository: how many files, and not which. */
export function withoutPaths(decision: Decision): Decision {
  if (!decision.modules) return decision;
  const modules = decision.modules.map((note) => ({ ...note, paths: [], more: note.paths.length + note.more }));
  return { ...decision, modules };
}

function nameAndStep(person: PersonVerdict): PersonVerdict {
  return { ...person, layers: person.layers.map(neutralLayer) };
}

/** No date, no rule that fits the person, and no word on whether they ever finished what they have to do. */
function neutralLayer({ layer, standing }: LayerVerdict): LayerVerdict {
  if (standing.state === "met") return { layer, because: [], standing: { state: "met", until: null, changesAt: null } };
  const missing = standing.missing.map(neutralItem);
  return { layer, because: [], standing: { state: "missing", missing, changesAt: null } };
}

function neutralItem({ course, why }: MissingItem): MissingItem {
  return { course, why: why === "not-attested" ? why : "never", since: null, graceUntil: null };
}
