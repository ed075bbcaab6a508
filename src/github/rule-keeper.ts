import { CHECK_NAME, RULESET_NAME } from "../domain/check-name.ts";
import { InstallationUnusableError } from "../domain/errors.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import { organisationRuleset, repositoryRuleset } from "../gate/ruleset.ts";
import type { Found, Refusal, RuleKeeper, Written } from "../pipeline/rules/rule-keeper-port.ts";
import { type GitHubClient, isNotFound } from "./client.ts";
import { protectWithCheck, unprotectFromCheck } from "./protection.ts";
import { type RawRuleset, toFound } from "./ruleset-shape.ts";

export function createRuleKeeper(github: GitHubClient, appId: number): RuleKeeper {
  return { ...organisationRules(github, appId), ...repositoryRules(github, appId) };
}

function organisationRules(github: GitHubClient, appId: number) {
  const on = ({ id, orgLogin: org }: Installation) => ({ client: github.installation(id), org });
  return {
    findOfOrganisation(installation) {
      const { client, org } = on(installation);
      return orUnavailable(async () => {
        const all = await client.read((octokit) =>
          octokit.paginate(octokit.rest.repos.getOrgRulesets, { org, per_page: 100 }),
        );
        const known = all.find(({ name }) => name === RULESET_NAME);
        if (!known) return "none";
        const { data } = await client.read((octokit) =>
          octokit.rest.repos.getOrgRuleset({ org, ruleset_id: known.id }),
        );
        return toFound(data as RawRuleset, appId);
      });
    },
    writeOfOrganisation(installation, id, choose) {
      const { client, org } = on(installation);
      return orRefusal(async () => {
        return client.write(async (octokit) => {
          const targets = await choose();
          if (targets === null) return "not-now";
          const body = organisationRuleset(appId, targets);
          if (id === null) return (await octokit.rest.repos.createOrgRuleset({ org, ...body })).data.id;
          return (await octokit.rest.repos.updateOrgRuleset({ org, ruleset_id: id, ...body })).data.id;
        });
      });
    },
    removeOfOrganisation(installation, id) {
      const { client, org } = on(installation);
      return unlessGone(() => client.write((octokit) => octokit.rest.repos.deleteOrgRuleset({ org, ruleset_id: id })));
    },
  } satisfies Partial<RuleKeeper>;
}

function repositoryRules(github: GitHubClient, appId: number) {
  const on = ({ installationId, owner, name }: Repository) => ({
    client: github.installation(installationId),
    at: { owner, repo: name },
  });
  return {
    findOfRepository(repository) {
      const { client, at } = on(repository);
      return orUnavailable(async () => {
        const { data: all } = await client.read((octokit) =>
          octokit.rest.repos.getRepoRulesets({ ...at, includes_parents: false, per_page: 100 }),
        );
        const known = all.find(({ name }) => name === RULESET_NAME);
        if (!known) return "none";
        const { data } = await client.read((octokit) =>
          octokit.rest.repos.getRepoRuleset({ ...at, ruleset_id: known.id }),
        );
        return toFound(data as RawRuleset, appId, repository.id);
      });
    },
    writeOfRepository(repository, id, confirm) {
      const { client, at } = on(repository);
      const body = repositoryRuleset(appId);
      return orRefusal(async () => {
        return client.write(async (octokit) => {
          if (!(await confirm())) return "not-now";
          if (id === null) return (await octokit.rest.repos.createRepoRuleset({ ...at, ...body })).data.id;
          return (await octokit.rest.repos.updateRepoRuleset({ ...at, ruleset_id: id, ...body })).data.id;
        });
      });
    },
    removeOfRepository(repository, id) {
      const { client, at } = on(repository);
      return unlessGone(() =>
        client.write((octokit) => octokit.rest.repos.deleteRepoRuleset({ ...at, ruleset_id: id })),
      );
    },
    async protect(repository) {
      const { client, at } = on(repository);
      const branch = { ...at, branch: repository.defaultBranch };
      let added = false;
      const written = await orRefusal(async () => {
        added = await protectWithCheck(client, branch, { context: CHECK_NAME, app_id: appId });
        return null;
      });
      return written.ok && !added ? ({ ok: false, why: "invalid" } as const) : written;
    },
    unprotect(repository) {
      const { client, at } = on(repository);
      return unlessGone(() => unprotectFromCheck(client, { ...at, branch: repository.defaultBranch }, CHECK_NAME));
    },
    async readTip(repository) {
      const { client, at } = on(repository);
      try {
        const { data } = await client.read((octokit) =>
          octokit.rest.repos.getCommit({ ...at, ref: repository.defaultBranch }),
        );
        return data.sha;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  } satisfies Partial<RuleKeeper>;
}

async function orUnavailable(find: () => Promise<Found>): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return "unavailable";
  }
}

async function orRefusal(write: () => Promise<number | null | "not-now">): Promise<Written> {
  try {
    const done = await write();
    return done === "not-now" ? { ok: false, why: done } : { ok: true, id: done };
  } catch (error) {
    const why = refusalOf(error);
    if (why === undefined) throw error;
    return { ok: false, why };
  }
}

/**
 * 403 "Upgrade to GitHub …" is the plan, any other 403 the permission, 404 either or a server too old to know rulesets;
 * all of them ask for the same: another kind of rule. A 422 tells what is wrong in words alone.
 */
function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof InstallationUnusableError ? error.cause : error;
  if (!(cause instanceof Error) || !("status" in cause)) return undefined;
  if (cause.status === 403 || cause.status === 404) return "unavailable";
  if (cause.status !== 422) return undefined;
  return /integration id/i.test(cause.message) ? "not-reported" : "invalid";
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
