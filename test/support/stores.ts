import { afterAll, beforeAll } from "vitest";
import { type Db, openDb } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import { accountId, installationId, orgId, repositoryId } from "../../src/domain/ids.ts";
import type { Installation, Repository } from "../../src/domain/installation.ts";
import type { AccountName, PullRequest } from "../../src/domain/pull-request.ts";
import type { Stores } from "../../src/domain/stores/index.ts";
import { type TestDb, testDb } from "./db.ts";
import { quietLog } from "./scratch-postgres.ts";

/** Stores on a migrated database of the file's own: its tests share it, and so they use ids of their own. */
export function useStores() {
  let opened: TestDb | undefined;
  const others: ReturnType<typeof openDb>[] = [];
  beforeAll(async () => {
    opened = await testDb();
  });
  afterAll(async () => {
    for (const { close } of others) await close();
    await opened?.close();
  });
  const database = () => {
    if (!opened) throw new Error("The database is there from beforeAll on");
    return opened;
  };
  return {
    get url() {
      return database().url;
    },
    get db() {
      return database().db;
    },
    get stores() {
      return createStores(database().db);
    },
    /** A client with connections of its own, as another process has. */
    another() {
      const other = openDb({ url: database().url, log: quietLog });
      others.push(other);
      return other.db;
    },
  };
}

/** Connections to this database that wait for somebody else's lock. */
export async function countBlocked(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return rows[0]?.count ?? 0;
}

let last = 1_000;

/** Ids that no other row of the test's database has: above 32 bits, as GitHub's will be. */
export function aNumber(): number {
  last += 1;
  return 2 ** 40 + last;
}

export function aSha(): string {
  return aNumber().toString(16).padStart(40, "0");
}

export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 6, 1, 9, 0, seconds));
}

export function anAccount(told: Partial<AccountName> = {}): AccountName {
  const id = told.id ?? accountId(aNumber());
  return { id, login: `login-${id}`, type: "User", ...told };
}

export function anInstallation(told: Partial<Omit<Installation, "baselineAt">> = {}): Omit<Installation, "baselineAt"> {
  return {
    id: installationId(aNumber()),
    orgId: orgId(aNumber()),
    orgLogin: "acme",
    accountType: "Organization",
    repositorySelection: "all",
    permissions: { checks: "write", contents: "read" },
    suspendedAt: null,
    deletedAt: null,
    ...told,
  };
}

export function aRepository(told: Partial<Repository> = {}): Repository {
  const id = told.id ?? repositoryId(aNumber());
  return {
    id,
    installationId: installationId(aNumber()),
    owner: "acme",
    name: `repository-${id}`,
    visibility: "private",
    defaultBranch: "main",
    archived: false,
    ...told,
  };
}

export function aPullRequest(told: Partial<PullRequest> & Pick<PullRequest, "repositoryId">): PullRequest {
  return {
    number: 1,
    state: "open",
    draft: false,
    headSha: aSha(),
    headRef: "topic",
    baseRef: "main",
    author: anAccount(),
    githubUpdatedAt: at(0),
    ...told,
  };
}

/** A repository of an installation, both known. */
export async function saveRepository(stores: Pick<Stores, "installations" | "repositories">): Promise<Repository> {
  const installation = anInstallation();
  const repository = aRepository({ installationId: installation.id });
  await stores.installations.save(installation, at(0));
  await stores.repositories.save([repository], at(0));
  return repository;
}

/** An open pull request in a repository of its own. */
export async function saveOpenPullRequest(
  stores: Pick<Stores, "installations" | "repositories" | "pulls">,
  told: Partial<PullRequest> = {},
): Promise<PullRequest> {
  const repository = told.repositoryId ? undefined : await saveRepository(stores);
  const pull = aPullRequest({ repositoryId: told.repositoryId ?? (repository as Repository).id, ...told });
  await stores.pulls.observe(pull, { read: true });
  return pull;
}
