import { fullName } from "../find.ts";
import { foundProtection, protectBranch, unprotectBranch } from "../protection.ts";
import { notFound } from "../refusal.ts";
import type { BranchProtection, RequiredCheck } from "../state.ts";
import { apiUrl } from "../world.ts";
import { actorIn, type Call, ok, repositoryIn, route } from "./route.ts";

const READ = { as: "administrator", needs: ["administration:read"] } as const;
const WRITE = { as: "administrator", needs: ["administration:write"] } as const;
const PROTECTION = "/repos/{owner}/{repo}/branches/{branch}/protection";

export const protectionRoutes = [
  route(`GET ${PROTECTION}`, READ, (call) => ok(protectionShape(call, protectionIn(call)))),
  route(`PUT ${PROTECTION}`, WRITE, (call) => {
    const asked = call.body as ProtectionRequest;
    const checks = asked.required_status_checks ? checksIn(asked.required_status_checks) : null;
    const changed = protectBranch(call, {
      repository: repositoryIn(call),
      branch: branchIn(call),
      actorId: actorIn(call),
      protection: {
        checks,
        strict: asked.required_status_checks?.strict === true,
        enforceAdmins: asked.enforce_admins === true,
      },
    });
    return ok(protectionShape(call, changed));
  }),
  route(`DELETE ${PROTECTION}`, WRITE, (call) => {
    protectionIn(call);
    unprotectBranch(call, { repository: repositoryIn(call), branch: branchIn(call), actorId: actorIn(call) });
    return { status: 204 };
  }),
  route(`GET ${PROTECTION}/required_status_checks`, READ, (call) => {
    const protection = protectionIn(call);
    if (!protection.checks) throw notFound();
    return ok(checksShape(call, protection, protection.checks));
  }),
  route(`PATCH ${PROTECTION}/required_status_checks`, WRITE, (call) => {
    const { checks, ...before } = protectionIn(call);
    if (!checks) throw notFound();
    const asked = (call.body ?? {}) as ChecksRequest;
    const changed = protectBranch(call, {
      repository: repositoryIn(call),
      branch: branchIn(call),
      actorId: actorIn(call),
      protection: {
        ...before,
        strict: asked.strict ?? before.strict,
        checks: asked.checks || asked.contexts ? checksIn(asked) : checks,
      },
    });
    return ok(checksShape(call, changed, changed.checks ?? []));
  }),
];

interface ChecksRequest {
  readonly strict?: boolean;
  readonly contexts?: readonly string[];
  readonly checks?: ReadonlyArray<{ readonly context: string; readonly app_id?: number }>;
}

interface ProtectionRequest {
  readonly required_status_checks: ChecksRequest | null;
  readonly enforce_admins: boolean | null;
}

/** GitHub reads an app id of -1 as "any App". */
function checksIn({ checks, contexts = [] }: ChecksRequest): RequiredCheck[] {
  if (!checks) return contexts.map((context) => ({ context, integrationId: null }));
  return checks.map(({ context, app_id = -1 }) => ({ context, integrationId: app_id === -1 ? null : app_id }));
}

const branchIn = (call: Call): string => call.params.branch ?? "";

function protectionIn(call: Call): BranchProtection {
  return foundProtection(repositoryIn(call), branchIn(call));
}

function urlOf({ world, ...call }: Call): string {
  const repository = repositoryIn({ world, ...call });
  return apiUrl(world, `/repos/${fullName(world.state, repository)}/branches/${call.params.branch}/protection`);
}

function protectionShape(call: Call, protection: BranchProtection) {
  const url = urlOf(call);
  return {
    url,
    ...(protection.checks ? { required_status_checks: checksShape(call, protection, protection.checks) } : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
}

function checksShape(call: Call, { strict }: BranchProtection, checks: readonly RequiredCheck[]) {
  const url = `${urlOf(call)}/required_status_checks`;
  return {
    url,
    strict,
    contexts: checks.map(({ context }) => context),
    contexts_url: `${url}/contexts`,
    checks: checks.map(({ context, integrationId }) => ({ context, app_id: integrationId })),
  };
}
