/**
 * Accounts that AI coding assistants put into `Co-authored-by:` lines, by GitHub's numeric account id (the number in
 * the account's noreply address). The line is text that anybody can write, so it asks nobody for training.
 */
export const ASSISTANT_ACCOUNTS: ReadonlySet<number> = new Set([
  175728472, // Copilot
  198982749, // copilot-swe-agent
  199161495, // cursoragent
  81847, // claude
]);
