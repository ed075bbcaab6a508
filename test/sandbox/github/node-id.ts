/** GitHub's node ids are opaque; these read `<kind>_<base64url of the key>`, the key being a number or, for commits, `network:sha`. */
export type NodeKind =
  | "User"
  | "Bot"
  | "Organization"
  | "Team"
  | "Repository"
  | "PullRequest"
  | "PullRequestCommit"
  | "Commit"
  | "Blob"
  | "CheckSuite"
  | "CheckRun"
  | "App"
  | "Ref"
  | "DeployKey"
  | "Installation"
  | "Issue"
  | "IssueComment"
  | "PullRequestReview"
  | "AssignedEvent"
  | "Reaction"
  | "Invitation"
  | "StatusCheckRollup"
  | "MergeQueue"
  | "MergeQueueEntry"
  | "RepositoryRule"
  | "RepositoryRuleset"
  | "RepositoryRulesetBypassActor"
  | "BranchProtectionRule"
  | "Activity"
  | "Query";

export function nodeId(kind: NodeKind, key: number | string): string {
  return `${kind}_${Buffer.from(String(key)).toString("base64url")}`;
}

export function parseNodeId(id: string): { readonly kind: string; readonly key: string } {
  const at = id.indexOf("_");
  return { kind: id.slice(0, at), key: Buffer.from(id.slice(at + 1), "base64url").toString("utf8") };
}
