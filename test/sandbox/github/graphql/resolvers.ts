import { appFields, botFields, mannequinFields, organizationFields, teamFields, userFields } from "./accounts.ts";
import { commitFields, gitActorFields, rollupFields, runFields, signatureFields, suiteFields } from "./commits.ts";
import { connectionFields, edgeFields, pageInfoFields } from "./connections.ts";
import type { Resolve } from "./context.ts";
import { blobFields, changedFileFields } from "./files.ts";
import {
  emailFields,
  externalIdentityFields,
  identityProviderFields,
  samlIdentityFields,
  scimIdentityFields,
} from "./identities.ts";
import { mergeQueueFields, queueEntryFields } from "./merge-queues.ts";
import { assignedFields, pullCommitFields, pullFields, reviewFields } from "./pulls.ts";
import { queryFields, rateLimitFields } from "./query.ts";
import { deployKeyFields, permissionSourceFields, refFields, repositoryFields } from "./repositories.ts";
import {
  bypassFields,
  protectedCheckFields,
  protectionFields,
  pullRequestRuleFields,
  ruleFields,
  rulesetFields,
  statusCheckFields,
  statusChecksFields,
} from "./rules.ts";
import { searchConnectionFields } from "./search.ts";

/**
 * What the stand-in answers: object type, field, resolver. `test/sandbox/schema/trim.ts` cuts GitHub's schema down to
 * exactly these fields, so a query that it accepts is one that GitHub accepts, and nothing is null for want of a resolver.
 */
export const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: queryFields,
  RateLimit: rateLimitFields,
  PageInfo: pageInfoFields,
  SearchResultItemConnection: searchConnectionFields,
  SearchResultItemEdge: edgeFields(),
  Repository: repositoryFields,
  RepositoryConnection: connectionFields,
  RepositoryEdge: edgeFields(),
  RepositoryCollaboratorConnection: connectionFields,
  RepositoryCollaboratorEdge: edgeFields("permission", "permissionSources"),
  PermissionSource: permissionSourceFields,
  DeployKey: deployKeyFields,
  DeployKeyConnection: connectionFields,
  DeployKeyEdge: edgeFields(),
  Ref: refFields,
  RepositoryRule: ruleFields,
  RepositoryRuleConnection: connectionFields,
  RepositoryRuleEdge: edgeFields(),
  RequiredStatusChecksParameters: statusChecksFields,
  PullRequestParameters: pullRequestRuleFields,
  StatusCheckConfiguration: statusCheckFields,
  RepositoryRuleset: rulesetFields,
  RepositoryRulesetBypassActor: bypassFields,
  RepositoryRulesetBypassActorConnection: connectionFields,
  RepositoryRulesetBypassActorEdge: edgeFields(),
  BranchProtectionRule: protectionFields,
  RequiredStatusCheckDescription: protectedCheckFields,
  MergeQueue: mergeQueueFields,
  MergeQueueEntry: queueEntryFields,
  MergeQueueEntryConnection: connectionFields,
  MergeQueueEntryEdge: edgeFields(),
  PullRequest: pullFields,
  PullRequestConnection: connectionFields,
  PullRequestEdge: edgeFields(),
  PullRequestChangedFile: changedFileFields,
  PullRequestChangedFileConnection: connectionFields,
  PullRequestChangedFileEdge: edgeFields(),
  Blob: blobFields,
  PullRequestCommit: pullCommitFields,
  PullRequestCommitConnection: connectionFields,
  PullRequestCommitEdge: edgeFields(),
  PullRequestTimelineItemsConnection: connectionFields,
  PullRequestTimelineItemsEdge: edgeFields(),
  AssignedEvent: assignedFields,
  PullRequestReview: reviewFields,
  PullRequestReviewConnection: connectionFields,
  PullRequestReviewEdge: edgeFields(),
  Commit: commitFields,
  CommitConnection: connectionFields,
  CommitEdge: edgeFields(),
  GitActor: gitActorFields,
  GitActorConnection: connectionFields,
  GitActorEdge: edgeFields(),
  GpgSignature: signatureFields,
  CheckSuite: suiteFields,
  CheckSuiteConnection: connectionFields,
  CheckSuiteEdge: edgeFields(),
  CheckRun: runFields,
  CheckRunConnection: connectionFields,
  CheckRunEdge: edgeFields(),
  StatusCheckRollup: rollupFields,
  StatusCheckRollupContextConnection: connectionFields,
  StatusCheckRollupContextEdge: edgeFields(),
  App: appFields,
  User: userFields,
  UserConnection: connectionFields,
  UserEdge: edgeFields(),
  Bot: botFields,
  Mannequin: mannequinFields,
  Organization: organizationFields,
  OrganizationMemberConnection: connectionFields,
  OrganizationMemberEdge: edgeFields("role"),
  OrganizationIdentityProvider: identityProviderFields,
  ExternalIdentity: externalIdentityFields,
  ExternalIdentityConnection: connectionFields,
  ExternalIdentityEdge: edgeFields(),
  ExternalIdentitySamlAttributes: samlIdentityFields,
  ExternalIdentityScimAttributes: scimIdentityFields,
  UserEmailMetadata: emailFields,
  Team: teamFields,
  TeamConnection: connectionFields,
  TeamEdge: edgeFields(),
  TeamMemberConnection: connectionFields,
  TeamMemberEdge: edgeFields("role"),
  TeamRepositoryConnection: connectionFields,
  TeamRepositoryEdge: edgeFields("permission"),
};

/** Which object type a source is, where the schema says only interface or union. */
export function typeNameOf(source: object): string {
  if ("type" in source && "login" in source) return String(source.type);
  if ("assigneeId" in source) return "AssignedEvent";
  if ("reviewerId" in source) return "PullRequestReview";
  if ("strategy" in source) return "MergeQueue";
  if ("entry" in source) return "MergeQueueEntry";
  if ("headRef" in source) return "PullRequest";
  if ("changedPath" in source) return "PullRequestChangedFile";
  if ("blob" in source) return "Blob";
  if ("signature" in source) return "GpgSignature";
  if ("commit" in source) return "pull" in source ? "PullRequestCommit" : "Commit";
  if ("suite" in source) return "CheckRun";
  if ("runs" in source) return "CheckSuite";
  if ("clientId" in source) return "App";
  if ("slug" in source) return "Team";
  if ("required_status_checks" in source) return "RequiredStatusChecksParameters";
  if ("required_approving_review_count" in source) return "PullRequestParameters";
  if ("versions" in source) return "RepositoryRuleset";
  return "Repository";
}
