import { type Access, atLeast } from "../../domain/access.ts";
import type { PersonId, RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { LayerVerdict } from "../../gate/decision.ts";
import type { Facts, PersonFacts } from "../../gate/facts.ts";
import { judgePerson } from "../../gate/people.ts";
import { fitsOne } from "../../policy/glob.ts";
import type { Policy } from "../../policy/policy.ts";
import type { ScopeInForce } from "../../policy/scope.ts";
import { completionsOf, rosterFacts, toWaiverFact } from "../person-facts.ts";
import { scopeOn } from "../policy/scope-on.ts";
import { accessHeld, type HeldAccess } from "./access-held.ts";
import type { AdminDeps } from "./deps.ts";
import type { LayerStatus, PersonState, PersonStatus } from "./port.ts";

export type StandingDeps = Pick<AdminDeps, "stores" | "policies" | "clock" | "courses">;

/** Of which repositories, and from which access on. */
export interface Among {
  readonly isMeant: (scope: ScopeInForce) => boolean;
  readonly least: Access;
}

const EVERYBODY: Among = { isMeant: ({ inBoundary }) => inBoundary, least: "read" };

/**
 * Everybody who has access to a repository inside the boundary, and where they stand: what the gate would say if they
 * opened a pull request in each of them. A waiver that holds in some repositories only is left out, since it spares
 * nobody elsewhere. By login; eight queries, however many people there are.
 */
export async function peopleStanding(
  installation: Installation,
  deps: StandingDeps,
  among: Among = EVERYBODY,
): Promise<readonly PersonStatus[]> {
  return (await judgedPeople(installation, deps, among)).map(toPersonStatus);
}

/** Somebody, and what the gate says of them layer by layer. */
export interface JudgedPerson {
  readonly person: PersonId;
  readonly accounts: readonly Account[];
  readonly layers: readonly LayerVerdict[];
}

/** As `peopleStanding`, with what it rests on. `only`: nobody but these, whose access alone is read. */
export async function judgedPeople(
  installation: Installation,
  deps: StandingDeps,
  { isMeant, least }: Among,
  only?: readonly PersonId[],
): Promise<readonly JudgedPerson[]> {
  const { stores, policies, clock } = deps;
  const inForce = await policies.inForce(installation.orgId);
  if (!inForce) return [];
  const now = clock();
  const { policy } = inForce;
  const repositories = await stores.repositories.listOf(installation.id);
  const places = placesOf(
    repositories.filter((one) => isMeant(scopeOn(one, policy, now))),
    policy,
  );
  const known = only && (await stores.people.accountsOfAll(only));
  const held = accessHeld(
    known
      ? await stores.notices.accessOf(
          installation.orgId,
          known.map(({ id }) => id),
        )
      : await stores.access.current(installation.orgId),
  );
  const accounts = known ?? (await stores.people.findAccounts(held.map(({ account }) => account)));
  const persons = [...new Set(accounts.flatMap(({ person }) => person ?? []))];
  const completions = await stores.training.completionsOf(persons);
  const waivers = await stores.waivers.listStanding(installation.orgId, persons, now);
  const roster = await stores.roster.factsOf(installation.orgId, persons);
  const common = { asOf: now.toISOString(), courses: await deps.courses(), places, policy, least };
  const completed = groupBy(completions, ({ person }) => person);
  const spared = groupBy(
    waivers.filter(({ repositories }) => repositories.length === 0),
    ({ person }) => person,
  );
  const heldBy = new Map(held.map((one) => [one.account, one]));
  const people = groupBy(
    accounts.filter(({ type }) => type === "User"),
    ({ person }) => person,
  );
  return [...people]
    .flatMap(([person, own]) => {
      if (person === null) return [];
      const record = {
        completions: completionsOf(person, completed.get(person) ?? []),
        waivers: (spared.get(person) ?? []).map(toWaiverFact),
        ...rosterFacts(roster.get(person)),
      };
      return judge(person, own, heldBy, record, common) ?? [];
    })
    .toSorted((a, b) => compareLogins(a.accounts[0]?.login ?? "", b.accounts[0]?.login ?? ""));
}

/** Repositories of which the policy's rules say the same: who works in one needs what they need in the others. */
interface Place {
  readonly example: Repository;
  readonly ids: ReadonlySet<RepositoryId>;
}

function placesOf(repositories: readonly Repository[], { require }: Policy): readonly Place[] {
  const patterns = require.flatMap(({ who }) => (who.repositories ? [who.repositories] : []));
  const alike = groupBy(repositories, ({ name }) => patterns.map((one) => fitsOne(one, name)).join());
  return [...alike.values()].flatMap((all) => {
    const [example] = all;
    return example ? [{ example, ids: new Set(all.map(({ id }) => id)) }] : [];
  });
}

interface Common {
  readonly asOf: string;
  readonly courses: Facts["courses"];
  readonly places: readonly Place[];
  readonly policy: Policy;
  readonly least: Access;
}

function judge(
  person: PersonId,
  accounts: readonly Account[],
  heldBy: ReadonlyMap<number, HeldAccess>,
  record: ReturnType<typeof rosterFacts> & Pick<PersonFacts, "completions"> & Required<Pick<PersonFacts, "waivers">>,
  common: Common,
): JudgedPerson | null {
  const layers = new Map<string, LayerVerdict>();
  let hasAccess = false;
  for (const account of accounts) {
    const held = heldBy.get(account.id);
    if (!held) continue;
    for (const place of common.places) {
      const access = held.strongestOn(place.ids);
      if (!atLeast(access, common.least)) continue;
      hasAccess = true;
      const { id, login, type } = account;
      const known = {
        person,
        account: id,
        login,
        type,
        teams: held.teams,
        access,
        belongs: true,
        ...record,
      };
      for (const verdict of verdictsOn(place, known, common)) layers.set(verdict.layer, verdict);
    }
  }
  if (!hasAccess) return null;
  return { person, accounts, layers: [...layers.values()].toSorted((a, b) => compareLogins(a.layer, b.layer)) };
}

function toPersonStatus({ person, accounts, layers }: JudgedPerson): PersonStatus {
  const told = layers.map(toStatus);
  return { person, logins: accounts.map(({ login }) => login), state: stateOf(told), layers: told };
}

/** As if they opened a pull request there. Machines and listed bots are asked for nothing, by the gate's own word. */
function verdictsOn({ example }: Place, person: Omit<PersonFacts, "parts">, common: Common): readonly LayerVerdict[] {
  const { id, owner, name, visibility, archived } = example;
  const facts: Facts = {
    asOf: common.asOf,
    repository: { id, owner, name, visibility, archived },
    headSha: "",
    pullRequests: [],
    people: [],
    pushers: [],
    unlinked: [],
    unanswered: [],
    passedBefore: 0,
    courses: common.courses,
    missing: [],
  };
  return judgePerson({ ...person, parts: [{ kind: "author", number: 0 }] }, facts, common.policy).layers;
}

function toStatus({ layer, standing, waived }: LayerVerdict): LayerStatus {
  const until = standing.state === "missing" ? null : standing.until;
  return {
    layer,
    state: standing.state,
    until: until === null ? null : new Date(until),
    waived: waived !== undefined,
    missing: standing.state === "met" ? [] : standing.missing.map(({ course }) => course),
  };
}

function stateOf(layers: readonly LayerStatus[]): PersonState {
  if (layers.some(({ state }) => state === "missing")) return "missing";
  if (layers.some(({ state }) => state === "grace")) return "grace";
  return layers.length === 0 ? "not-asked" : "current";
}

function compareLogins(a: string, b: string): number {
  return a.localeCompare(b, "en");
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
