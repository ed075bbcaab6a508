import type { Contradiction } from "./contradictions.ts";
import { fitsOne } from "./glob.ts";
import { layersNeeded } from "./needs.ts";
import { noticesOf } from "./notices.ts";
import type { Policy } from "./policy.ts";

/** Whoever is held is let in there to read why: if reading there asks for training, that itself comes too early. */
export function findOnboardingNotes(policy: Policy): readonly Contradiction[] {
  const { repository, team } = noticesOf(policy);
  if (repository === null || !isInBoundary(policy, repository)) return [];
  const reader = { access: "read", opensPullRequest: false, roles: [], teams: team === null ? [] : [team] } as const;
  if (layersNeeded(policy, { ...reader, repository }).length === 0) return [];
  return [
    {
      path: ["enforcement", "notices", "repository"],
      message: `is ${repository}, where reading asks for training: people are let in to read why their access waits, and R-03 tells that as FAIL`,
      remedy: `Add ${repository} to boundary.repositories.exclude`,
    },
  ];
}

function isInBoundary({ boundary: { repositories } }: Policy, name: string): boolean {
  return fitsOne(repositories.include, name) && !fitsOne(repositories.exclude, name);
}
