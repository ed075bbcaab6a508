import type { Delivery, Received } from "../pipeline/deliveries/delivery.ts";
import { describeMember, describeMembership, describeOrganization, describeTeam } from "./access.ts";
import { createCheckDescribers } from "./checks.ts";
import { describeComment } from "./comment.ts";
import {
  describeAuthorization,
  describeInstallation,
  describeInstallationRepositories,
  describeRepository,
} from "./installation.ts";
import { describeMergeGroup } from "./merge-group.ts";
import { type Describe, installationOf, readEvent } from "./payload.ts";
import { describePullRequest } from "./pull-request.ts";
import { createPushDescriber } from "./push.ts";
import { describeReview } from "./review.ts";
import { describePropertyValues, describeRules } from "./rules.ts";

/**
 * Payload → what it names. Pure, and total: an event that we do not know, or a payload of another shape than
 * GitHub documents, names nothing, and is stored all the same.
 */
export function createDescriber(config: {
  appId: number;
  policy: { repository: string };
}): (received: Received, payload: unknown) => Delivery {
  const checks = createCheckDescribers(config.appId);
  const describers: Readonly<Record<string, Describe>> = {
    pull_request: describePullRequest,
    pull_request_review: describeReview,
    merge_group: describeMergeGroup,
    check_run: checks.run,
    check_suite: checks.suite,
    issue_comment: describeComment,
    installation: describeInstallation,
    installation_repositories: describeInstallationRepositories,
    repository: describeRepository,
    push: createPushDescriber(config.policy),
    organization: describeOrganization,
    membership: describeMembership,
    member: describeMember,
    team: describeTeam,
    custom_property_values: describePropertyValues,
    repository_ruleset: describeRules,
    branch_protection_rule: describeRules,
    github_app_authorization: describeAuthorization,
  };
  return (received, payload) => {
    const event = readEvent(received, payload);
    if (!event) return { received };
    const installation = installationOf(event.envelope);
    return {
      received,
      ...(installation ? { installation } : {}),
      ...(installation && event.repository ? { repository: event.repository } : {}),
      ...(Object.hasOwn(describers, received.event) ? describers[received.event]?.(event) : {}),
    };
  };
}
