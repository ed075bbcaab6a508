import { type AccessObservation, keyOf, strongest } from "../../domain/access.ts";
import { modelAccess } from "../../domain/access-model.ts";
import type { AccountId, OrgId, RepositoryId } from "../../domain/ids.ts";
import { seatsIn } from "../../domain/seats.ts";
import type { AccessStore } from "../../domain/stores/github-state.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { listNewest, toColumns, toObservation } from "./rows.ts";

const PAGE = 5_000;

export function createAccessStore(db: Db | Tx): AccessStore {
  return {
    async record(observations) {
      await db.accessObservation.createMany({ data: observations.map(toColumns) });
    },
    async on(org, repository, accounts) {
      const model = modelAccess(await listNewest(db, org, aboutOn(repository, accounts)));
      return new Map(
        accounts.map((account) => {
          const { belongs, teams, waysOn } = model.holder(account);
          return [account, { access: strongest(waysOn(repository).map(({ access }) => access)), belongs, teams }];
        }),
      );
    },
    async inOrganisation(org, account) {
      const { isOwner, teams } = modelAccess(await listNewest(db, org, aboutIn(account))).holder(account);
      return { isOwner, teams };
    },
    async current(org) {
      return presentIn(await listNewest(db, org, Prisma.sql`TRUE`));
    },
    async seatsOf(org, account) {
      const rows = await db.accessObservation.findMany({
        where: { orgId: BigInt(org), accountId: BigInt(account) },
        orderBy: [{ observedAt: "asc" }, { id: "asc" }],
      });
      return seatsIn(rows.map(toObservation));
    },
    newestOf: (org, keys) => listNewest(db, org, Prisma.sql`key = ANY (${keys.map(keyOf)}::text[])`),
    async ofAccount(org, account) {
      return presentIn(await listNewest(db, org, Prisma.sql`account_id = ${BigInt(account)}`));
    },
    async ofTeams(org, teams) {
      return presentIn(await listNewest(db, org, Prisma.sql`team_id = ANY (${teams.map(BigInt)}::bigint[])`));
    },
    historyOf: (org, account, page) => pageOfHistory(db, { org, account }, page),
    at: (org, when) => pagesAt(db, org, when),
  };
}

function presentIn(newest: readonly AccessObservation[]): readonly AccessObservation[] {
  return newest.filter(({ present }) => present);
}

/** What says something about these accounts on the repository. */
function aboutOn(repository: RepositoryId, accounts: readonly AccountId[]): Prisma.Sql {
  const on = BigInt(repository);
  return Prisma.sql`(
    account_id = ANY (${accounts.map(BigInt)}::bigint[]) AND (repository_id IS NULL OR repository_id = ${on})
    OR kind IN ('team-repository', 'visibility') AND repository_id = ${on}
    OR kind IN ('team', 'team-parent', 'enterprise-team', 'base')
    OR kind = 'org-role' AND account_id IS NULL)`;
}

/** What says what an account is in the organisation, whichever the repository. */
function aboutIn(account: AccountId): Prisma.Sql {
  return Prisma.sql`(
    account_id = ${BigInt(account)} AND kind IN ('member', 'team-member') OR kind IN ('team', 'team-parent'))`;
}

async function pageOfHistory(
  db: Db | Tx,
  { org, account }: { readonly org: OrgId; readonly account: AccountId },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): ReturnType<AccessStore["historyOf"]> {
  const rows = await db.accessObservation.findMany({
    where: { orgId: BigInt(org), accountId: BigInt(account) },
    orderBy: [{ observedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    ...(after === null ? {} : { cursor: { id: BigInt(after) }, skip: 1 }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { observations: page.map(toObservation), next: rows.length > limit && last ? String(last.id) : null };
}

async function* pagesAt(
  db: Db | Tx,
  org: OrgId,
  { validAt, knownAt }: { readonly validAt: Date; readonly knownAt: Date },
): AsyncIterable<readonly AccessObservation[]> {
  for (let after = ""; ; ) {
    const fits = Prisma.sql`key > ${after} AND observed_at <= ${validAt} AND recorded_at <= ${knownAt}`;
    const newest = await listNewest(db, org, fits, PAGE);
    const held = presentIn(newest);
    if (held.length > 0) yield held;
    const last = newest.at(-1);
    if (!last || newest.length < PAGE) return;
    after = keyOf(last);
  }
}
