import { type ListedPolicy, TRAINING_POLICY_ID } from "../../programme/listed/listed.ts";
import { changesIn, diffLines } from "../../programme/policy-document/diff.ts";
import type { Viewer } from "../learning/port.ts";
import { acknowledge } from "./acknowledge.ts";
import { isMeantForPerson } from "./audience.ts";
import { installationOf, type PolicyDocumentDeps } from "./deps.ts";
import { homeNamed, homesOf } from "./homes.ts";
import { listedIn } from "./list.ts";
import type { OwnPolicy, PolicyHome, PolicyReading } from "./port.ts";

/** Policies as everybody reads them who belongs to the organisation. */
export function createPolicyReading(deps: PolicyDocumentDeps): PolicyReading {
  const { trainingPolicies } = deps.stores;
  return {
    async trainingPolicy(viewer, { org, version }) {
      const home = homeNamed(org, await homesOf(viewer, deps));
      if (!home) return null;
      const shown =
        version === undefined
          ? ((await trainingPolicies.approved(home.org)) ?? (await trainingPolicies.latest(home.org)))
          : await trainingPolicies.find(home.org, version);
      return shown && { home, shown, versions: await trainingPolicies.list(home.org) };
    },
    async difference(viewer, { org, from, to }) {
      const home = homeNamed(org, await homesOf(viewer, deps));
      if (!home) return null;
      const [before, after] = [await trainingPolicies.find(home.org, from), await trainingPolicies.find(home.org, to)];
      if (!before || !after) return null;
      const lines = diffLines(before.markdown, after.markdown);
      return { home, from: before, to: after, lines: changesIn(lines) };
    },
    policies: (viewer) => listOwn(viewer, deps),
    acknowledge: (viewer, acceptance) => acknowledge(viewer, acceptance, deps),
  };
}

/** What waits for them first, then by title. */
async function listOwn(viewer: Viewer, deps: PolicyDocumentDeps): Promise<readonly OwnPolicy[]> {
  const { person } = viewer.account;
  const accepted = await deps.stores.acknowledgements.listOf(person);
  const own = new Map<string, OwnPolicy>();
  for (const home of await homesOf(viewer, deps)) {
    for (const policy of await listedIn(home.org, deps)) {
      const isTraining = policy.policyId === TRAINING_POLICY_ID;
      const key = isTraining ? `${policy.policyId} ${home.org}` : policy.policyId;
      const isMeant = own.get(key)?.isMeant || (await isMeantForViewer(viewer, home, policy, deps));
      const signed = accepted.find((one) => one.policyId === policy.policyId && one.sha256 === policy.sha256);
      const acknowledgedAt = signed?.acknowledgedAt ?? null;
      own.set(key, { policy, home: isTraining ? home : null, isMeant, acknowledgedAt });
    }
  }
  return [...own.values()].toSorted(
    (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || a.policy.title.localeCompare(b.policy.title, "en"),
  );
}

/** Whether somebody is asked to read and accept it. */
export function isWaiting({ policy, isMeant, acknowledgedAt }: OwnPolicy): boolean {
  return policy.acknowledge && isMeant && acknowledgedAt === null;
}

async function isMeantForViewer(
  { account: { person } }: Viewer,
  { org }: PolicyHome,
  { meantFor }: ListedPolicy,
  deps: PolicyDocumentDeps,
): Promise<boolean> {
  const installation = await installationOf(org, deps);
  return installation !== undefined && isMeantForPerson(meantFor, person, installation, deps);
}
