import { type InstallationClient, isNotFound } from "./client.ts";

interface Branch {
  readonly owner: string;
  readonly repo: string;
  readonly branch: string;
}

interface Check {
  readonly context: string;
  readonly app_id: number;
}

/**
 * Adds a check to the classic protection of a branch. True if it is asked for now; false where a protection without any
 * checks is there: GitHub lets only the whole of it be written then, and of the whole not everything can be read back.
 */
export async function protectWithCheck(client: InstallationClient, branch: Branch, check: Check): Promise<boolean> {
  const { checks, isProtected } = await readChecks(client, branch);
  if (checks?.some(({ context, app_id }) => context === check.context && app_id === check.app_id)) return true;
  if (checks) {
    await writeChecks(client, branch, [...checks.filter(({ context }) => context !== check.context), check]);
    return true;
  }
  if (isProtected) return false;
  await client.write((octokit) =>
    octokit.rest.repos.updateBranchProtection({
      ...branch,
      required_status_checks: { strict: false, contexts: [], checks: [check] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    }),
  );
  return true;
}

export async function unprotectFromCheck(client: InstallationClient, branch: Branch, context: string): Promise<void> {
  const { checks } = await readChecks(client, branch);
  if (!checks?.some((one) => one.context === context)) return;
  const left = checks.filter((one) => one.context !== context);
  await writeChecks(client, branch, left);
}

async function writeChecks(client: InstallationClient, branch: Branch, checks: readonly Partial<Check>[]) {
  await client.write((octokit) =>
    octokit.rest.repos.updateStatusCheckProtection({ ...branch, checks: checks as Check[] }),
  );
}

/** Null: none are asked for. */
async function readChecks(client: InstallationClient, branch: Branch) {
  try {
    const { data } = await client.read((octokit) => octokit.rest.repos.getBranchProtection({ ...branch }));
    const checks = data.required_status_checks?.checks.map(({ context, app_id }) =>
      app_id === null ? { context } : { context, app_id },
    );
    return { checks: (checks ?? null) as readonly Partial<Check>[] | null, isProtected: true };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { checks: null, isProtected: false };
  }
}
