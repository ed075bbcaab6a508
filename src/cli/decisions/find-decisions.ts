import type { AccountId } from "../../domain/ids.ts";
import type { Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { StoredDecision } from "../../domain/stores/verdicts.ts";
import type { Head } from "../../domain/subject.ts";
import { DecisionTree } from "../../pipeline/decisions/decision-tree.ts";
import type { PullRef } from "./pull-ref.ts";

export interface Asked {
  readonly login: string;
  readonly ref?: PullRef | undefined;
  /** As it stood then; now, if left out. */
  readonly at?: Date | undefined;
}

export type Found =
  | { readonly ok: true; readonly accounts: readonly AccountId[]; readonly decisions: readonly PlacedDecision[] }
  | { readonly ok: false; readonly why: string };

export interface PlacedDecision {
  /** As people write it: `acme/payments#12`. */
  readonly place: string;
  readonly decision: StoredDecision;
}

interface Place {
  readonly place: string;
  readonly head: Head;
}

/** Of the past as many as anybody reads. */
const MOST_OF_THEN = 20;

/** The newest decision on each head that was asked about; asks the database only. */
export async function findDecisions({ login, ref, at }: Asked, stores: OutsideStores): Promise<Found> {
  const account = await stores.people.findAccountByLogin(login.replace(/^@/, ""));
  if (!account) return no(`${login} is not known here: no pull request, sign-in or snapshot has named this login`);

  const accounts = await idsOf(account, stores);
  if (at) return findThen({ login, ref, at }, accounts, stores);
  const places = ref ? await placesOf(ref, accounts, stores) : await openPlaces(accounts, stores);
  if (typeof places === "string") return no(places);
  const decisions: PlacedDecision[] = [];
  for (const { place, head } of places) {
    const verdict = await stores.verdicts.find(head);
    const decision = verdict?.decisionId ? await stores.verdicts.findDecision(verdict.decisionId) : null;
    if (decision) decisions.push({ place, decision });
  }
  if (decisions.length === 0) return no(whyNone({ login, ref }));
  return { ok: true, accounts, decisions };
}

async function findThen(
  { login, ref, at }: Asked & { readonly at: Date },
  accounts: readonly AccountId[],
  stores: OutsideStores,
): Promise<Found> {
  const repository = ref && (await findRepository(ref, stores));
  if (ref && !repository) return no(notInstalled(ref));
  const about = { accounts, at, repositoryId: repository?.id, number: ref?.number, headSha: ref?.sha };
  const stood = await stores.decided.stoodAt(about, MOST_OF_THEN);
  if (stood.length === 0)
    return no(`Nothing that is still kept was decided of ${login} there until ${at.toISOString()}`);
  const decisions: PlacedDecision[] = [];
  for (const decision of stood) {
    const place = await stores.repositories.find(decision.repositoryId);
    const name = place ? `${place.owner}/${place.name}` : `repository ${decision.repositoryId}`;
    decisions.push({ place: `${name}${pullsOf(decision)}`, decision });
  }
  return { ok: true, accounts, decisions };
}

function pullsOf({ tree }: StoredDecision): string {
  const { pullRequests } = DecisionTree.parse(tree);
  return pullRequests.map((number) => `#${number}`).join(" ");
}

function notInstalled({ owner, name }: PullRef): string {
  return `${owner}/${name} is not among the repositories that the App is installed on`;
}

function whyNone({ login, ref }: Asked): string {
  if (ref?.number !== undefined || ref?.sha !== undefined) return "Nothing has been decided there yet";
  return `${login} is on no open pull request with a decision. For a closed one: --repo OWNER/REPO#NUMBER`;
}

function no(why: string): Found {
  return { ok: false, why };
}

async function idsOf({ id, person }: Account, { people }: OutsideStores): Promise<readonly AccountId[]> {
  const all = person === null ? [] : await people.accountsOf(person);
  return all.length === 0 ? [id] : all.map((account) => account.id);
}

async function openPlaces(
  accounts: readonly AccountId[],
  { verdicts, pulls }: OutsideStores,
  repository?: Repository,
): Promise<readonly Place[]> {
  const open = await verdicts.openPullRequestsOf(accounts);
  const places: Place[] = [];
  for (const { repositoryId, owner, name, number } of open) {
    if (repository && repository.id !== repositoryId) continue;
    const pull = await pulls.find(repositoryId, number);
    if (pull) places.push({ place: `${owner}/${name}#${number}`, head: pull });
  }
  return places;
}

/** The places, or why there are none. */
async function placesOf(
  ref: PullRef,
  accounts: readonly AccountId[],
  stores: OutsideStores,
): Promise<readonly Place[] | string> {
  const repository = await findRepository(ref, stores);
  const name = `${ref.owner}/${ref.name}`;
  if (!repository) return notInstalled(ref);
  if (ref.sha) return [{ place: `${name}@${ref.sha}`, head: { repositoryId: repository.id, headSha: ref.sha } }];
  if (ref.number === undefined) return openPlaces(accounts, stores, repository);

  const pull = await stores.pulls.find(repository.id, ref.number);
  return pull ? [{ place: `${name}#${ref.number}`, head: pull }] : `${name} has no pull request ${ref.number} here`;
}

async function findRepository({ owner, name }: PullRef, stores: OutsideStores): Promise<Repository | undefined> {
  for (const { id } of await stores.installations.listActive()) {
    const repositories = await stores.repositories.listOf(id);
    const found = repositories.find((one) => isSame(one.owner, owner) && isSame(one.name, name));
    if (found) return found;
  }
  return undefined;
}

/** GitHub's names ignore case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
