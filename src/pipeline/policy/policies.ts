import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Clock } from "../../domain/clock.ts";
import { UndecidedError } from "../../domain/errors.ts";
import type { InstallationId, OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { blockedAtWorst, type Preview } from "../../gate/preview.ts";
import { isOverCap } from "../../policy/cap.ts";
import type { KnownCourse } from "../../policy/known-courses.ts";
import type { LayeredPolicy, PolicyFile } from "../../policy/layer.ts";
import type { Problem } from "../../policy/problem.ts";
import type { PolicyFileReader } from "../github-port.ts";
import { activate, type ChangeDeps, hold, reject } from "./change.ts";
import { createInForce, type PolicyInForce } from "./in-force.ts";
import { readOrganisationPolicy } from "./organisation-policy.ts";

export type { PolicyInForce } from "./in-force.ts";

export interface Policies {
  /** The policy in force for the organisation; null until its file was read once, since it may be stricter than ours. */
  inForce(org: OrgId): Promise<PolicyInForce | null>;
  /**
   * Reads the organisation's file and puts it in force; every open head is filed with it. Kept as it was is what is in
   * force where the file cannot be used, and where it would newly block more than the cap in force allows: then it
   * waits for an admin. Where neither was in force before, nothing is.
   *
   * Throws `UndecidedError` while it cannot be told how many it would block; with `final` those count as blocked.
   */
  refresh(installation: InstallationId, options?: { readonly final: boolean }): Promise<void>;
}

/** What became of a file, for the operator. */
export type PolicyNews =
  | {
      readonly kind: "rejected";
      readonly org: OrgId;
      readonly problems: readonly Problem[];
      readonly nothingInForce: boolean;
    }
  | {
      readonly kind: "held";
      readonly org: OrgId;
      readonly digest: string;
      readonly newlyBlocked: number;
      readonly open: number;
      readonly capPercent: number;
    }
  | { readonly kind: "activated"; readonly org: OrgId; readonly layered: LayeredPolicy };

export interface PolicyDeps extends ChangeDeps {
  readonly stores: OutsideStores;
  readonly files: PolicyFileReader;
  readonly deployment: PolicyFile;
  readonly clock: Clock;
  /** Courses that a policy may ask for. */
  readonly courses: () => Promise<readonly KnownCourse[]>;
  /** What would be different under another policy. Reads only. */
  readonly preview: (installation: Installation, now: PolicyInForce | null, next: PolicyInForce) => Promise<Preview>;
  readonly tell: (news: PolicyNews) => void;
}

export function createPolicies(deps: PolicyDeps): Policies {
  const inForce = createInForce(deps.stores);
  return {
    inForce,
    async refresh(id, { final } = { final: true }) {
      const installation = await deps.stores.installations.find(id);
      if (!installation || installation.deletedAt || installation.suspendedAt) return;
      const file = await deps.files.readPolicyFile(installation);
      const text = file?.text ?? null;
      const read = readOrganisationPolicy(text, { deployment: deps.deployment, courses: await deps.courses() });
      if (!read.ok) return refuse(installation, { text: text ?? "", problems: read.problems }, deps);

      const { layered } = read;
      const state = await deps.stores.policies.stateOf(installation.orgId);
      if (state?.held?.digest === layered.digest) return;
      const now = await inForce(installation.orgId);
      const over = now && now.digest !== layered.digest ? await weigh(installation, now, layered, final, deps) : null;
      if (over) await holdBack(installation, { layered, text, ...over }, deps);
      else await letIn(installation, { layered, text }, deps);
    },
  };
}

interface TooMuch {
  readonly newlyBlocked: number;
  readonly open: number;
  readonly capPercent: number;
}

/** Null: it may come into force. The cap is the one in force: a change cannot lift the cap that it is measured by. */
async function weigh(
  installation: Installation,
  now: PolicyInForce,
  next: LayeredPolicy,
  final: boolean,
  deps: PolicyDeps,
): Promise<TooMuch | null> {
  const capPercent = now.policy.cap.newly_blocked;
  const preview = await deps.preview(installation, now, next);
  const sure = { newlyBlocked: preview.newlyBlocked.length, open: preview.open, capPercent };
  if (isOverCap(sure, capPercent)) return sure;
  const atWorst = { ...sure, newlyBlocked: blockedAtWorst(preview) };
  if (!isOverCap(atWorst, capPercent)) return null;
  // The first look at who has access comes to an end, and until then no verdict is shown under either policy.
  if (!final || installation.baselineAt === null)
    throw new UndecidedError({ source: "what the policy would block", installation: installation.id });
  return atWorst;
}

async function refuse(
  installation: Installation,
  { text, problems }: { readonly text: string; readonly problems: readonly Problem[] },
  deps: PolicyDeps,
): Promise<void> {
  const { orgId: org } = installation;
  const rejected = { sha256: sha256OfJson(text), problems: problems.length };
  const isNews = await reject(installation, rejected, deps.clock(), deps);
  const nothingInForce = (await deps.stores.policies.inForce(org)) === null;
  if (isNews) deps.tell({ kind: "rejected", org, problems, nothingInForce });
}

async function holdBack(
  installation: Installation,
  held: TooMuch & { readonly layered: LayeredPolicy; readonly text: string | null },
  deps: PolicyDeps,
): Promise<void> {
  await hold(installation, { ...held, at: deps.clock() }, deps);
  const { newlyBlocked, open, capPercent, layered } = held;
  deps.tell({ kind: "held", org: installation.orgId, digest: layered.digest, newlyBlocked, open, capPercent });
}

async function letIn(
  installation: Installation,
  next: { readonly layered: LayeredPolicy; readonly text: string | null },
  deps: PolicyDeps,
): Promise<void> {
  const done = await activate(installation, next, deps.clock(), deps);
  if (done === "activated") deps.tell({ kind: "activated", org: installation.orgId, layered: next.layered });
}
