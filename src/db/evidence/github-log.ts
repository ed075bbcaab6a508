import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import type { Period } from "../../evidence/report.ts";
import type { GithubLogSource, OneSided } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

const PAGE = 500;

const Side = z.enum(["github", "here"]);

/** What comparisons with GitHub's own audit log found on one side only. */
export function createGithubLogSource(db: Db | Tx, org: OrgId): GithubLogSource {
  return { oneSided: (period) => listOneSided(db, org, period) };
}

async function* listOneSided(db: Db | Tx, org: OrgId, { from, to }: Period): AsyncIterable<OneSided> {
  let after = { happenedAt: from, key: "" };
  for (;;) {
    const rows = await db.githubLogEvent.findMany({
      where: {
        orgId: BigInt(org),
        side: { in: Side.options },
        happenedAt: { lt: to },
        OR: [{ happenedAt: { gt: after.happenedAt } }, { happenedAt: after.happenedAt, key: { gt: after.key } }],
      },
      orderBy: [{ happenedAt: "asc" }, { key: "asc" }],
      take: PAGE,
    });
    for (const { key, side, action, happenedAt, personId, actorId, repositoryId } of rows) {
      yield {
        key,
        side: Side.parse(side),
        action,
        happenedAt,
        person: personId,
        actor: actorId,
        repositoryId: repositoryId === null ? null : toNumber(repositoryId),
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}
