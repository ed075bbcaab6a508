import type { OrgId } from "../../domain/ids.ts";
import type { Mode } from "../../policy/order.ts";
import { scopeOn } from "../policy/scope-on.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import type { OpenPulls } from "./port.ts";

export const ROLLOUT_STEPS = ["scope", "roster", "observe", "preview", "flag", "block"] as const;
export type RolloutStepName = (typeof ROLLOUT_STEPS)[number];

/** How far the gate has come, in the order in which nobody is surprised. */
export interface RolloutStep {
  readonly step: RolloutStepName;
  /** `next`: the first that is still to do. */
  readonly state: "done" | "next" | "later";
}

/** What the steps are told by. */
export interface RolloutStanding {
  /** Repositories inside the boundary, by the mode that holds for them now; null where no policy is in force. */
  readonly modes: Readonly<Record<Mode, number>> | null;
  /** Those outside. */
  readonly outside: number;
  readonly onRoster: number;
  readonly pulls: OpenPulls;
}

/** A later step that is done already, as where somebody blocks without a roster, does not make an earlier one done. */
export function rolloutSteps({ modes, onRoster, pulls }: RolloutStanding): readonly RolloutStep[] {
  const { observe = 0, flag = 0, block = 0 } = modes ?? {};
  const shows = flag + block > 0;
  const done: Readonly<Record<RolloutStepName, boolean>> = {
    scope: observe + flag + block > 0,
    roster: onRoster > 0,
    observe: modes !== null && pulls.withoutVerdict === 0,
    // What was tried is not kept: whoever shows anything has looked, or has no more to look at.
    preview: shows,
    flag: shows,
    block: block > 0 && observe + flag === 0,
  };
  const next = ROLLOUT_STEPS.find((step) => !done[step]);
  return ROLLOUT_STEPS.map((step) => ({ step, state: done[step] ? "done" : step === next ? "next" : "later" }));
}

export async function readRolloutStanding(org: OrgId, deps: AdminDeps): Promise<RolloutStanding> {
  const { stores, reading, policies, clock } = deps;
  const installation = await installationOf(org, deps);
  const repositories = await stores.repositories.listOf(installation.id);
  const policy = (await policies.inForce(org))?.policy;
  const scopes = policy ? repositories.map((repository) => scopeOn(repository, policy, clock())) : [];
  const inside = scopes.filter(({ inBoundary }) => inBoundary);
  const inMode = (mode: Mode) => inside.filter((scope) => scope.mode === mode).length;
  return {
    modes: policy ? { observe: inMode("observe"), flag: inMode("flag"), block: inMode("block") } : null,
    outside: scopes.length - inside.length,
    onRoster: (await stores.roster.totals(org)).current,
    pulls: await reading.openPulls(org),
  };
}
