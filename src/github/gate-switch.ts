import { Octokit } from "@octokit/rest";
import { RULESET_NAME } from "../domain/check-name.ts";
import { GateError } from "../domain/errors.ts";
import { fetchFromGitHub } from "./fetch.ts";

/** A ruleset that requires our check, as an owner sees it. */
export interface Switch {
  /** `acme`, or `acme/web` for a repository's own. */
  readonly on: string;
  readonly id: number;
  readonly enforcement: string;
}

/** Finds and turns the rulesets of our name with a token of an owner: no App, no server, no database. */
export interface GateSwitch {
  /** Those of the organisation; if there are none, those of its repositories. */
  find(org: string): Promise<readonly Switch[]>;
  turn(one: Switch, enforcement: "active" | "disabled"): Promise<void>;
}

/** GitHub does not let the token do it. */
export class OwnerTokenError extends GateError {
  override readonly name = "OwnerTokenError";
  override readonly remedy = "operator";

  constructor(on: string, status: number, options?: ErrorOptions) {
    const remedy =
      "GITHUB_TOKEN must be an owner's: a classic token with admin:org and repo, or `gh auth token` of one";
    super("GitHub does not let this token change the rulesets", { on, status, remedy }, options);
  }
}

export function createGateSwitch({ apiUrl, token }: { readonly apiUrl: string; readonly token: string }): GateSwitch {
  const octokit = new Octokit({ baseUrl: apiUrl, auth: token, log: silent, request: { fetch: fetchFromGitHub } });
  return {
    async find(org) {
      const ofOrganisation = await findOfOrganisation(octokit, org);
      return ofOrganisation.length > 0 ? ofOrganisation : findOfRepositories(octokit, org);
    },
    async turn({ on, id, enforcement: _ }, enforcement) {
      const [org = "", repo] = on.split("/");
      await orRefused(on, async () => {
        if (repo === undefined) await octokit.rest.repos.updateOrgRuleset({ org, ruleset_id: id, enforcement });
        else await octokit.rest.repos.updateRepoRuleset({ owner: org, repo, ruleset_id: id, enforcement });
      });
    },
  };
}

/** Octokit tells of failures by itself; here the command does. */
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** 403 is the plan: where it has no rulesets of organisations, repositories have their own. */
async function findOfOrganisation(octokit: Octokit, org: string): Promise<readonly Switch[]> {
  try {
    const all = await octokit.paginate(octokit.rest.repos.getOrgRulesets, { org, per_page: 100 });
    return all.filter(isOurs).map(({ id, enforcement }) => ({ on: org, id, enforcement }));
  } catch (error) {
    if (statusOf(error) === 403) return [];
    throw refusal(org, error);
  }
}

async function findOfRepositories(octokit: Octokit, org: string): Promise<readonly Switch[]> {
  const repositories = await orRefused(org, () =>
    octokit.paginate(octokit.rest.repos.listForOrg, { org, per_page: 100 }),
  );
  const found: Switch[] = [];
  for (const { name: repo, archived } of repositories) {
    if (archived) continue;
    const asked = { owner: org, repo, includes_parents: false, per_page: 100 };
    const { data } = await orRefused(`${org}/${repo}`, () => octokit.rest.repos.getRepoRulesets(asked));
    found.push(...data.filter(isOurs).map(({ id, enforcement }) => ({ on: `${org}/${repo}`, id, enforcement })));
  }
  return found;
}

const isOurs = ({ name }: { readonly name: string }) => name === RULESET_NAME;

async function orRefused<T>(on: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refusal(on, error);
  }
}

function refusal(on: string, error: unknown): unknown {
  const status = statusOf(error);
  return status !== undefined && [401, 403, 404].includes(status)
    ? new OwnerTokenError(on, status, { cause: error })
    : error;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "status" in error ? Number(error.status) : undefined;
}
