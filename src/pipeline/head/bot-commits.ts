import { type AccountId, accountId } from "../../domain/ids.ts";
import type { AccountName, PullRequestCommit } from "../../domain/pull-request.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Request } from "../../gate/facts.ts";

/** A GitHub App's bot has `[bot]` in its login; a few of GitHub's own, as Copilot, do not. */
const NOREPLY = /^(\d{1,15})\+([a-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com$/;

/**
 * GraphQL ties no commit to a bot, so a bot's commit looks unlinked. Its author's noreply address holds the account's id,
 * but anybody can write that: it counts only with a signature that GitHub made, or if that account pushed. An account
 * that is known stays what GitHub told us of it: no text makes a bot of a person. Keys are SHAs.
 */
export async function botsBehind(
  commits: readonly PullRequestCommit[],
  pushers: readonly AccountId[],
  { people }: OutsideStores,
): Promise<ReadonlyMap<string, AccountName>> {
  const claims = commits.flatMap(({ sha, author, signedByGitHub }) => {
    const bot = author.account ? null : botIn(author.email);
    return bot && (signedByGitHub || pushers.includes(bot.id)) ? [{ sha, bot }] : [];
  });
  const accounts = await people.findAccounts(claims.map(({ bot }) => bot.id));
  const known = new Map<AccountId, AccountName>(accounts.map((account) => [account.id, account]));
  return new Map(
    claims
      .map(({ sha, bot }) => [sha, known.get(bot.id) ?? bot] as const)
      .filter(([, account]) => account.type === "Bot"),
  );
}

function botIn(email: string): AccountName | null {
  const [, digits, login] = NOREPLY.exec(email) ?? [];
  const type = login?.endsWith("[bot]") ? "Bot" : "User";
  return digits && login ? { id: accountId(Number(digits)), login, type } : null;
}

/** Whom bots name as co-authors. It is their own word only where GitHub signed it: else anybody may have written it. */
export function requestsIn(
  commits: readonly PullRequestCommit[],
  authorOf: (commit: PullRequestCommit) => AccountName | undefined,
  coAuthorsOf: (commit: PullRequestCommit) => readonly AccountName[],
): readonly Request[] {
  const all = commits.flatMap((commit) => {
    const bot = commit.signedByGitHub ? authorOf(commit) : undefined;
    if (bot?.type !== "Bot") return [];
    return coAuthorsOf(commit).map(({ id }): Request => ({ bot: bot.id, account: id }));
  });
  return [...new Map(all.map((one) => [`${one.bot}:${one.account}`, one])).values()];
}
