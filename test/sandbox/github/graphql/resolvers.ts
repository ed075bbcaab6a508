import { appFields, botFields, mannequinFields, organizationFields, teamFields, userFields } from "./accounts.ts";
import { commitFields, gitActorFields, rollupFields, runFields, signatureFields, suiteFields } from "./commits.ts";
import { connectionFields, edgeFields, pageInfoFields } from "./connections.ts";
import type { Resolve } from "./context.ts";
import { mergeQueueFields, queueEntryFields } from "./merge-queues.ts";
import { pullCommitFields, pullFields } from "./pulls.ts";
import { queryFields, rateLimitFields } from "./query.ts";
import { permissionSourceFields, refFields, repositoryFields } from "./repositories.ts";

/**
 * What the stand-in answers: object type, field, resolver. `test/sandbox/schema/trim.ts` cuts GitHub's schema down to
 * exactly these fields, so a query that it accepts is one that GitHub accepts, and nothing is null for want of a resolver.
 */
export const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: queryFields,
  RateLimit: rateLimitFields,
  PageInfo: pageInfoFields,
  Repository: repositoryFields,
  RepositoryConnection: connectionFields,
  RepositoryEdge: edgeFields(),
  RepositoryCollaboratorConnection: connectionFields,
  RepositoryCollaboratorEdge: edgeFields("permission", "permissionSources"),
  PermissionSource: permissionSourceFields,
  Ref: refFields,
  MergeQueue: mergeQueueFields,
  MergeQueueEntry: queueEntryFields,
  MergeQueueEntryConnection: connectionFields,
  MergeQueueEntryEdge: edgeFields(),
  PullRequest: pullFields,
  PullRequestConnection: connectionFields,
  PullRequestEdge: edgeFields(),
  PullRequestCommit: pullCommitFields,
  PullRequestCommitConnection: connectionFields,
  PullRequestCommitEdge: edgeFields(),
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
  Bot: botFields,
  Mannequin: mannequinFields,
  Organization: organizationFields,
  OrganizationMemberConnection: connectionFields,
  OrganizationMemberEdge: edgeFields("role"),
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
  if ("strategy" in source) return "MergeQueue";
  if ("entry" in source) return "MergeQueueEntry";
  if ("headRef" in source) return "PullRequest";
  if ("signature" in source) return "GpgSignature";
  if ("commit" in source) return "pull" in source ? "PullRequestCommit" : "Commit";
  if ("suite" in source) return "CheckRun";
  if ("runs" in source) return "CheckSuite";
  if ("slug" in source) return "Team";
  return "Repository";
}
