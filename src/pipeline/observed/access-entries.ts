import type { AccessObservation } from "../../domain/access.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { Identity } from "../../domain/stores/people.ts";
import { type DraftOf, keyedName } from "../entries.ts";

/** An entry without what the log adds to each. */
type Bare<Type extends DraftOf<"access.observed" | "access.snapshot" | "access.drift">["type"]> = Omit<
  DraftOf<Type>,
  "occurred_at" | "instance" | "app"
>;

/** What a look found, and what was taken to be so until then. */
export interface Drift {
  readonly expected: Pick<AccessObservation, "present" | "role">;
  readonly found: AccessObservation;
}

/**
 * Writes of observations what the log says of them. One whose account has no person, as a bot's, stands in no entry: the
 * log has no name for it.
 */
export interface AccessWording {
  observed(observation: AccessObservation): readonly Bare<"access.observed">[];
  drift(drift: Drift): readonly Bare<"access.drift">[];
  /** One entry for as many as fit a leaf of the log. */
  snapshot(observations: readonly AccessObservation[]): readonly Bare<"access.snapshot">[];
}

type Subjects = ReadonlyMap<AccountId, Identity>;

/** Reads who the accounts of these observations are, all at once. */
export async function accessWording(stores: Stores, about: readonly AccessObservation[]): Promise<AccessWording> {
  const subjects = await subjectsOf(stores, about);
  const isNamed = ({ accountId }: AccessObservation) => accountId === null || subjects.has(accountId);
  return {
    observed: (one) => (isNamed(one) ? [observedEntry(one, subjects)] : []),
    drift: (one) => (isNamed(one.found) ? [driftEntry(one, subjects)] : []),
    snapshot: (all) => snapshotEntries(all.filter(isNamed), subjects),
  };
}

async function subjectsOf(stores: Stores, observations: readonly AccessObservation[]): Promise<Subjects> {
  const ids = [...new Set(observations.flatMap(({ accountId }) => accountId ?? []))];
  if (ids.length === 0) return new Map();
  const accounts = await stores.people.findAccounts(ids);
  const identities = await stores.people.identities(accounts.flatMap(({ person }) => person ?? []));
  const byPerson = new Map(identities.map((identity) => [identity.person, identity]));
  return new Map(
    accounts.flatMap(({ id, person }) => {
      const identity = person === null ? undefined : byPerson.get(person);
      return identity ? [[id, identity] as const] : [];
    }),
  );
}

function observedEntry(seen: AccessObservation, subjects: Subjects): Bare<"access.observed"> {
  return {
    type: "access.observed",
    ...envelopeOf(seen),
    ...subjectOf(seen, subjects),
    access: {
      ...keyOf(seen, subjects),
      ...roleOf(seen),
      present: seen.present,
      source: seen.source,
      ...(seen.notBefore ? { not_before: seen.notBefore.toISOString() } : {}),
    },
  };
}

function driftEntry({ expected, found }: Drift, subjects: Subjects): Bare<"access.drift"> {
  const turnOf = ({ present, role }: Drift["expected"]) => ({ present, ...roleOf({ ...found, role }) });
  return {
    type: "access.drift",
    ...envelopeOf(found),
    ...subjectOf(found, subjects),
    access: keyOf(found, subjects),
    expected: turnOf(expected),
    found: turnOf(found),
  };
}

/** Well below `MAX_ENTRY_BYTES`, for what the rest of the entry takes. */
const PART_BYTES = 55_000;

function snapshotEntries(
  observations: readonly AccessObservation[],
  subjects: Subjects,
): readonly Bare<"access.snapshot">[] {
  const [first] = observations;
  if (!first) return [];
  const parts: Bare<"access.snapshot">["observations"][] = [[]];
  let bytes = 0;
  for (const seen of observations) {
    const told = { ...subjectOf(seen, subjects), ...keyOf(seen, subjects), ...roleOf(seen) };
    const size = Buffer.byteLength(JSON.stringify(told)) + 1;
    if (bytes + size > PART_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(told);
    bytes += size;
  }
  const resource = { kind: "organisation" as const, id: String(first.orgId) };
  return parts.map((part, index) => ({
    type: "access.snapshot",
    ...envelopeOf(first),
    resource,
    part: index + 1,
    of: parts.length,
    observations: part,
  }));
}

function envelopeOf(seen: AccessObservation) {
  const { orgId, deliveryId } = seen;
  const source =
    deliveryId === null ? ({ kind: "reconcile" } as const) : ({ kind: "webhook", delivery_id: deliveryId } as const);
  return { org: orgId, actor: { kind: "github" } as const, source, resource: resourceOf(seen) };
}

function resourceOf({ orgId, teamId, repositoryId }: AccessObservation): Bare<"access.observed">["resource"] {
  const on = repositoryId === null ? {} : { repository_id: repositoryId };
  if (teamId !== null) return { kind: "team", id: String(teamId), ...on };
  if (repositoryId !== null) return { kind: "repository", id: String(repositoryId), ...on };
  return { kind: "organisation", id: String(orgId) };
}

function subjectOf({ accountId }: AccessObservation, subjects: Subjects) {
  const identity = accountId === null ? undefined : subjects.get(accountId);
  return identity ? { subject: identity.person, identity_commitment: identity.commitment } : {};
}

function keyOf({ kind, accountId, teamId, repositoryId, externalId }: AccessObservation, subjects: Subjects) {
  const identity = accountId === null ? undefined : subjects.get(accountId);
  return {
    kind,
    ...(teamId === null ? {} : { team_id: teamId }),
    ...(repositoryId === null ? {} : { repository_id: repositoryId }),
    ...(externalId === null ? {} : { external_id: externalId }),
    ...(identity && accountId !== null ? { account_hmac: keyedName(identity.prKey, "account", accountId) } : {}),
  };
}

/** The words that an organisation made up, a team's slug and the name of a role of its own, stay out of the log. */
function roleOf({ kind, role, accountId, teamId }: AccessObservation) {
  const isName = kind === "team" || (kind === "org-role" && (accountId ?? teamId) !== null);
  return role === null || isName ? {} : { role };
}
