import { CHECK_NAME, RULESET_NAME } from "../domain/check-name.ts";

const REF_NAME = { include: ["~DEFAULT_BRANCH"], exclude: [] as string[] };

/**
 * The ruleset that requires our check, as GitHub's REST API takes it for one repository. Pinned to the App, since
 * without `integration_id` whoever may push can set a status of that name. Nobody bypasses it: the way out is to disable
 * it, which GitHub keeps in its history.
 */
export function repositoryRuleset(appId: number) {
  return {
    name: RULESET_NAME,
    target: "branch" as const,
    enforcement: "active" as const,
    bypass_actors: [],
    conditions: { ref_name: REF_NAME },
    rules: [
      {
        type: "required_status_checks" as const,
        parameters: {
          strict_required_status_checks_policy: false,
          do_not_enforce_on_create: true,
          required_status_checks: [{ context: CHECK_NAME, integration_id: appId }],
        },
      },
    ],
  };
}

/** The same for an organisation: repositories by their ids, since names change. */
export function organisationRuleset(appId: number, repositoryIds: readonly number[]) {
  const conditions = { ref_name: REF_NAME, repository_id: { repository_ids: [...repositoryIds] } };
  return { ...repositoryRuleset(appId), conditions };
}

/** The same for the provider `integrations/github` of Terraform. */
export function rulesetTerraform(appId: number, repositoryIds: readonly number[]): string {
  return `resource "github_organization_ruleset" "training_gate" {
  name        = "${RULESET_NAME}"
  target      = "branch"
  enforcement = "active"

  conditions {
    ref_name {
      include = ["~DEFAULT_BRANCH"]
      exclude = []
    }
    repository_id = [${repositoryIds.join(", ")}]
  }

  rules {
    required_status_checks {
      strict_required_status_checks_policy = false
      do_not_enforce_on_create             = true

      required_check {
        context        = "${CHECK_NAME}"
        integration_id = ${appId}
      }
    }
  }
}`;
}
