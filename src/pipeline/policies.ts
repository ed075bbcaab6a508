import { sha256OfJson } from "../domain/canonical-json.ts";
import type { Clock } from "../domain/clock.ts";
import { GateError } from "../domain/errors.ts";
import type { InstallationId, OrgId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import { readStoredPolicy } from "../policy/digest.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../policy/layer.ts";
import { parsePolicy } from "../policy/parse.ts";
import type { Policy } from "../policy/policy.ts";
import { formatProblem, type Problem } from "../policy/problem.ts";
import type { DraftOf, Entries } from "./entries.ts";
import { POLICY_PATH, type PolicyFileReader } from "./github-port.ts";

export interface PolicyInForce {
  readonly policy: Policy;
  readonly digest: string;
}

export interface Policies {
  /** The policy in force for the organisation; null until its file was read once, since it may be stricter than ours. */
  inForce(org: OrgId): Promise<PolicyInForce | null>;
  /**
   * Reads the organisation's file and puts it in force. A file that does not parse keeps what was in force; throws
   * `PolicyUnusableError` if nothing was. If another
   * policy is in force now, every open head is filed with it: all of them follow, or nothing changed.
   */
  refresh(installation: InstallationId): Promise<void>;
}

export function createPolicies(deps: {
  stores: OutsideStores;
  transact: Transact;
  files: PolicyFileReader;
  deployment: PolicyFile;
  entries: Entries;
  clock: Clock;
}): Policies {
  const parsed = new Map<string, Policy>();
  return {
    async inForce(org) {
      const state = await deps.stores.policies.inForce(org);
      if (!state) return null;
      const policy = parsed.get(state.digest) ?? (await loadPolicy(state.digest, deps.stores));
      parsed.set(state.digest, policy);
      return { policy, digest: state.digest };
    },

    async refresh(id) {
      const installation = await deps.stores.installations.find(id);
      if (!installation || installation.deletedAt || installation.suspendedAt) return;
      const file = await deps.files.readPolicyFile(installation);
      const own =
        file === null ? null : parsePolicy({ source: POLICY_PATH, text: file.text, deployment: deps.deployment });
      if (own !== null && !own.ok) {
        await reject(installation.orgId, { text: file?.text ?? "", problems: own.problems }, deps);
        return;
      }
      const layered = layerPolicies(deps.deployment, own ?? undefined);
      await activate(installation, { layered, text: file?.text ?? null }, deps);
    },
  };
}

type Deps = Parameters<typeof createPolicies>[0];

/** A stored policy is the decoded one, whose digest is its name: a row that was edited does not decide. */
async function loadPolicy(digest: string, stores: OutsideStores): Promise<Policy> {
  const stored = await stores.policies.find(digest);
  if (!stored) throw new Error(`The policy ${digest} is in force and not stored`);
  const policy = readStoredPolicy(stored);
  if (!policy) throw new Error(`The stored policy ${digest} does not have this digest`);
  return policy;
}

async function activate(
  { id, orgId: org }: Installation,
  next: { layered: LayeredPolicy; text: string | null },
  deps: Deps,
): Promise<void> {
  const { policy, digest, provenance } = next.layered;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const before = await stores.policies.inForce(org);
    const state = { digest, text: next.text, problem: null, readAt: at };
    if (before?.digest === digest) return stores.policies.putInForce(org, state);
    await stores.policies.save({ digest, policy, sources: Object.fromEntries(provenance) }, at);
    await stores.policies.putInForce(org, state);
    await deps.entries.append<DraftOf<"policy.activated">>(stores, at, {
      type: "policy.activated",
      org,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      rule: { policy_sha256: digest, ...(before ? { previous_sha256: before.digest } : {}) },
    });
    const heads = await stores.pulls.openHeads(id);
    await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head", ...head } })));
  });
}

/** Nothing is decided for an organisation whose first file does not parse: it may ask for more than the deployment's. */
export class PolicyUnusableError extends GateError {
  override readonly name = "PolicyUnusableError";
  override readonly remedy = "operator";

  constructor(organisation: OrgId, problems: readonly Problem[]) {
    const detail = { organisation, problems: problems.map(formatProblem).join("\n") };
    super("The organisation's policy cannot be used, and none was in force before it", detail);
  }
}

async function reject(org: OrgId, file: { text: string; problems: readonly Problem[] }, deps: Deps): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const before = await stores.policies.inForce(org);
    if (!before) throw new PolicyUnusableError(org, file.problems);
    const rejected = sha256OfJson(file.text);
    const problem = `${file.problems.length} problems in ${rejected}`;
    if (before.problem === problem) return;
    await stores.policies.putInForce(org, { ...before, problem, readAt: at });
    await deps.entries.append<DraftOf<"policy.rejected">>(stores, at, {
      type: "policy.rejected",
      org,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      rule: { policy_sha256: rejected },
      problems: file.problems.length,
    });
  });
}
