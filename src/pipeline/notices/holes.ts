import type { Installation } from "../../domain/installation.ts";
import type { Hole } from "../../gate/coverage.ts";
import { findOnboardingNotes } from "../../policy/onboarding-notes.ts";
import type { Policy } from "../../policy/policy.ts";
import { pathText } from "../../policy/problem.ts";
import type { ChannelFault } from "./port.ts";

export interface NoticeHolesDeps {
  /** What is wrong with the ways by which people are told things. Left out: nobody tries them. */
  readonly testChannels?: (installation: Installation, policy: Policy) => Promise<readonly ChannelFault[]>;
}

/** Why people would not hear what they wait for, or hear it where they should not be yet. */
export async function noticeHoles(
  installation: Installation,
  policy: Policy,
  { testChannels }: NoticeHolesDeps,
): Promise<readonly Hole[]> {
  if (installation.suspendedAt !== null) return [];
  const broken = (await testChannels?.(installation, policy)) ?? [];
  const inside = findOnboardingNotes(policy).map(({ path, message, remedy = "" }) => ({
    detail: `${pathText(path.slice(1))} ${message}`,
    remedy,
  }));
  return [...broken, ...inside].map((fault) => ({ kind: "notices-broken", repository: null, ...fault }));
}
