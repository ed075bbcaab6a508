import { type AccountId, accountId, type PersonId, type RepositoryId, repositoryId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { GithubLogEvent, GithubLogKind } from "../../domain/stores/github-log.ts";
import type { OutsideStores, TxStores } from "../../domain/stores/index.ts";
import type { AuditEvent, Meaning, Named } from "./event.ts";

export interface Translator {
  /** What GitHub calls by name in our own ids. Whom an event is about is made known where it `learns`, since they had access. */
  translate(stores: TxStores, events: readonly AuditEvent[], at: Date): Promise<readonly GithubLogEvent[]>;
}

type PersonOf = (named: Named) => PersonId | null;

const ABOUT_PEOPLE = new Set<GithubLogKind>(["member", "team-member", "collaborator"]);
const ON_TEAMS = new Set<GithubLogKind>(["team-member", "team-repository"]);
const ON_REPOSITORIES = new Set<GithubLogKind>(["team-repository", "collaborator", "override"]);

/** Names of teams and repositories as they are now: of what was renamed since, GitHub's id tells, where the event has it. */
export async function createTranslator(
  { id, orgId }: Pick<Installation, "id" | "orgId">,
  { stores, learns }: { readonly stores: OutsideStores; readonly learns: boolean },
): Promise<Translator> {
  const teams = await stores.githubLogs.teams(orgId);
  const repositories = await stores.repositories.listOf(id);
  const byName = new Map(repositories.map((one) => [`${one.owner}/${one.name}`.toLowerCase(), one.id]));
  const repositoryOf = ({ id: told, name }: Named): RepositoryId | null =>
    told === null ? (byName.get((name ?? "").toLowerCase()) ?? null) : repositoryId(told);
  const placeOf = (event: AuditEvent, kind: GithubLogKind, personOf: PersonOf) => ({
    person: ABOUT_PEOPLE.has(kind) ? personOf(event.user) : null,
    actor: personOf(event.actor),
    repositoryId: ON_REPOSITORIES.has(kind) ? repositoryOf(event.repository) : null,
    teamId: ON_TEAMS.has(kind) && event.team !== null ? (teams.get(event.team) ?? null) : null,
  });
  return {
    async translate(tx, events, at) {
      const users = events.flatMap(({ user }) =>
        user.id === null || user.name === null ? [] : { id: accountId(user.id), login: user.name, type: "User" },
      );
      if (learns && users.length > 0)
        await tx.people.ensure([...new Map(users.map((one) => [one.id, one])).values()], at);
      const personOf = await createLookup(
        tx,
        events.flatMap(({ user, actor }) => [user, actor]),
      );
      return events.flatMap((event) =>
        event.meaning === null
          ? []
          : { ...plain(event, event.meaning), ...placeOf(event, event.meaning.kind, personOf) },
      );
    },
  };
}

async function createLookup({ people }: Pick<TxStores, "people">, named: readonly Named[]): Promise<PersonOf> {
  const ids = [...new Set(named.flatMap(({ id }) => id ?? []))].map(accountId);
  const byId = new Map<AccountId, PersonId | null>();
  for (const { id, person } of ids.length > 0 ? await people.findAccounts(ids) : []) byId.set(id, person);
  const byLogin = new Map<string, PersonId | null>();
  for (const { id, name } of named) {
    if (id !== null || name === null || byLogin.has(name)) continue;
    byLogin.set(name, (await people.findAccountByLogin(name))?.person ?? null);
  }
  return ({ id, name }) => (id === null ? (byLogin.get(name ?? "") ?? null) : (byId.get(accountId(id)) ?? null));
}

function plain({ key, action, at: happenedAt, permission }: AuditEvent, { kind, present }: Meaning) {
  return { key, action, kind, present, happenedAt, role: roleOf(kind, permission) };
}

/** As an observation has it. What a role on a repository is called in the log is GitHub's word for it. */
function roleOf(kind: GithubLogKind, permission: string | null): string | null {
  if (kind === "member") return permission === "admin" ? "admin" : "member";
  return kind === "team-member" ? "member" : permission;
}
