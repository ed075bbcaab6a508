import { z } from "zod";
import type { Repository } from "../domain/installation.ts";
import type { AccessReader, AccessWriter } from "../pipeline/access/github-port.ts";
import type { Onboarding, Readers } from "../pipeline/notices/onboarding-port.ts";
import { type GitHubClient, isNotFound } from "./client.ts";

const Visibility = z.enum(["private", "internal", "public"]);
export function createOnboarding(github: GitHubClient): Onboarding {
  const of = ({ installationId, owner, name }: Repository) => ({
    client: github.installation(installationId),
    target: { owner, repo: name },
  });
  return {
    async readState(repository) {
      const { client, target } = of(repository);
      const found = await orNull(client.read((octokit) => octokit.rest.repos.get(target)));
      return found && { visibility: Visibility.parse(found.data.visibility), hasIssues: found.data.has_issues };
    },
    async canRead(repository, username) {
      const { client, target } = of(repository);
      const found = await orNull(
        client.read((octokit) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...target, username })),
      );
      return found !== null && found.data.permission !== "none";
    },
    async findIssue(repository, { mentioned, marker }) {
      const { client, target } = of(repository);
      const who = mentioned === null ? {} : { mentioned };
      const pages = await client.read((octokit) =>
        octokit.paginate("GET /repos/{owner}/{repo}/issues", { ...target, ...who, state: "all", per_page: 100 }),
      );
      return pages.find(({ body }) => body?.includes(marker))?.number ?? null;
    },
    async openIssue(repository, issue) {
      const { client, target } = of(repository);
      const { data } = await client.write((octokit) => octokit.rest.issues.create({ ...target, ...issue }));
      return data.number;
    },
    async comment(repository, issue_number, body) {
      const { client, target } = of(repository);
      const found = await orNull(
        client.write((octokit) => octokit.rest.issues.createComment({ ...target, issue_number, body })),
      );
      return found && { id: found.data.id };
    },
  };
}

/** Looks before it adds: GitHub would invite whoever is no member. */
export function createReaders(access: AccessReader, writer: AccessWriter): Readers {
  return {
    async letIn(installation, account, team) {
      const now = await access.readAccount(installation, account, { teams: [team], repositories: [] });
      if (now?.membership.state !== "active") return false;
      if (now.teams.some(({ id, state }) => id === team.id && state === "active")) return true;
      const { login } = now;
      const added = await writer.addToTeam(installation, { ...account, login }, team, "member");
      return added.ok && added.state === "active";
    },
  };
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error) || isDeleted(error)) return null;
    throw error;
  }
}

/** An issue that was deleted: https://docs.github.com/en/rest/issues/comments#create-an-issue-comment */
function isDeleted(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 410;
}
