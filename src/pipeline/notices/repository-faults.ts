import type { Installation, Repository } from "../../domain/installation.ts";
import type { Unreached } from "../../domain/stores/notices.ts";
import { noticesOf } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import type { ChannelFault } from "./port.ts";
import type { Opened, RepositoryChannelDeps } from "./repository-channel.ts";

const FAULTS: Readonly<Partial<Record<Unreached, ChannelFault>>> = {
  "not-granted": {
    detail: "the App may not write issues: nobody is told anything in the onboarding repository",
    remedy: "Register it with setup --with notices, or an owner accepts issues: write",
  },
  "no-repository": {
    detail: "the installation does not reach the repository of notices.repository",
    remedy: "Make the repository, and let the installation reach it",
  },
  "no-issues": { detail: "the onboarding repository has no issues", remedy: "Turn issues on in its settings" },
  gated: {
    detail: "seats of the onboarding repository's team wait for training: who is held could not read it",
    remedy: "Name a team in notices.team that stands nowhere in access.teams",
  },
};

/** What is wrong with the repository by which people are told things. */
export async function testRepository(
  installation: Installation,
  policy: Policy,
  { opened, deps }: { readonly opened: Opened; readonly deps: RepositoryChannelDeps },
): Promise<readonly ChannelFault[]> {
  if (!opened.ok) {
    const fault = opened.sent.delivered ? undefined : FAULTS[opened.sent.why];
    return fault ? [fault] : [];
  }
  const { repository } = opened;
  const { team } = noticesOf(policy);
  const isOpen = team === null || (await isOpenTo(installation, { team, repository }, deps));
  return [
    ...(repository.visibility === "private"
      ? []
      : [
          {
            detail: `the onboarding repository is ${repository.visibility}: there nothing is said but that there is something to see`,
            remedy: "Make it private",
          },
        ]),
    ...(isOpen
      ? []
      : [{ detail: `the team ${team} cannot read the onboarding repository`, remedy: "Give the team read on it" }]),
  ];
}

/** As last observed. */
async function isOpenTo(
  { orgId }: Installation,
  { team, repository }: { readonly team: string; readonly repository: Repository },
  { stores }: RepositoryChannelDeps,
): Promise<boolean> {
  const found = await stores.notices.findTeam(orgId, team);
  const seen = found ? await stores.access.ofTeams(orgId, [found.id]) : [];
  return seen.some(({ kind, repositoryId }) => kind === "team-repository" && repositoryId === repository.id);
}
