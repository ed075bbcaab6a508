import { z } from "zod";
import { type AccessKind, type AccessObservation, UNKNOWN } from "../domain/access.ts";
import { GitHubUnavailableError } from "../domain/errors.ts";
import { accountId, repositoryId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { AccountName } from "../domain/pull-request.ts";

export const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
export const Account = z.object({ databaseId: z.number(), login: z.string() });

export interface LookedAt {
  readonly account?: z.infer<typeof Account>;
  readonly team?: number;
  readonly repository?: number;
  readonly external?: string;
}

/** What a full look has found so far. */
export interface Look {
  readonly observations: readonly AccessObservation[];
  readonly accounts: readonly AccountName[];
  /** Kinds that GitHub does not show to this installation: of them nothing is known, not that there are none. */
  readonly unread: ReadonlySet<AccessKind>;
  add(kind: AccessKind, key: LookedAt, role: string): void;
  leaveOut(kind: AccessKind): void;
}

export function startLook({ orgId }: Installation, at: Date): Look {
  const observations: AccessObservation[] = [];
  const accounts = new Map<number, AccountName>();
  const unread = new Set<AccessKind>();
  const add: Look["add"] = (kind, { account, team, repository, external }, role) => {
    if (account)
      accounts.set(account.databaseId, { id: accountId(account.databaseId), login: account.login, type: "User" });
    observations.push({
      orgId,
      kind,
      accountId: account ? accountId(account.databaseId) : null,
      teamId: team ?? null,
      repositoryId: repository === undefined ? null : repositoryId(repository),
      externalId: external ?? null,
      role,
      present: true,
      source: "baseline",
      deliveryId: null,
      observedAt: at,
      notBefore: null,
      recordedAt: at,
    });
  };
  return {
    observations,
    get accounts() {
      return [...accounts.values()];
    },
    unread,
    add,
    leaveOut(kind) {
      unread.add(kind);
      add(kind, {}, UNKNOWN);
    },
  };
}

export function nextOf(page: z.infer<typeof PageInfo>): string | null {
  return page.hasNextPage ? page.endCursor : null;
}

/** What is there and not shown to us would look like access that nobody has. */
export function shown<T>(part: T | null | undefined, name: string): T {
  if (part === null || part === undefined) throw new GitHubUnavailableError({ notShown: name });
  return part;
}
