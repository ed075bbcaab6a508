import { CHECK_NAME } from "../domain/check-name.ts";
import type { InstallationId, RepositoryId } from "../domain/ids.ts";
import type { Annotation, CheckOutput, CheckWriter, CommentWriter, RunFinder } from "../pipeline/github-port.ts";
import type { GitHubClient } from "./client.ts";
import { isNotFound, isUnknownCommit } from "./client.ts";

const RECHECK = { label: "Check again", description: "Look at everybody's training again", identifier: "recheck" };

export function createCheckWriter(github: GitHubClient, checkName: string = CHECK_NAME): CheckWriter {
  return {
    async publish(repository, headSha, runId, output) {
      const client = github.installation(repository.installationId);
      const target = { owner: repository.owner, repo: repository.name };
      const content = contentOf(output);
      const create = () =>
        unlessGone(async () => {
          const { data } = await client.write((octokit) =>
            octokit.rest.checks.create({
              ...target,
              name: checkName,
              head_sha: headSha,
              external_id: output.externalId,
              ...content,
            }),
          );
          return { runId: data.id };
        });
      if (runId === null) return create();
      try {
        await client.write((octokit) =>
          octokit.rest.checks.update({ ...target, check_run_id: runId, external_id: output.externalId, ...content }),
        );
        return { runId };
      } catch (error) {
        // GitHub deletes runs beyond 1,000 of one name and archived ones after 400 days: a lost run is made anew.
        if (!isNotFound(error)) throw error;
        return create();
      }
    },
  };
}

/** A force push or a deleted repository leaves heads that GitHub does not know any more: 404, or 422 for the SHA. */
async function unlessGone<T>(create: () => Promise<T>): Promise<T | null> {
  try {
    return await create();
  } catch (error) {
    if (isNotFound(error) || isUnknownCommit(error)) return null;
    throw error;
  }
}

export function createRunFinder(github: GitHubClient, appId: number, checkName: string = CHECK_NAME): RunFinder {
  return {
    async newestRun({ installationId, owner, name }, headSha) {
      const { data } = await github.installation(installationId).read((octokit) =>
        octokit.rest.checks.listForRef({
          owner,
          repo: name,
          ref: headSha,
          check_name: checkName,
          app_id: appId,
          filter: "all",
          per_page: 100,
        }),
      );
      const [newest] = [...data.check_runs].sort((a, b) => b.id - a.id);
      return newest ? { id: newest.id, conclusion: newest.conclusion } : null;
    },
  };
}

function contentOf({ conclusion, title, summary, text, detailsUrl, annotations }: CheckOutput) {
  return {
    status: "completed" as const,
    conclusion,
    ...(detailsUrl ? { details_url: detailsUrl } : {}),
    output: { title, summary, ...(text ? { text } : {}), ...(annotations && { annotations: annotations.map(toRaw) }) },
    actions: [RECHECK],
  };
}

function toRaw({ path, line, title, message }: Annotation) {
  return { path, start_line: line, end_line: line, annotation_level: "failure" as const, title, message };
}

/** `where` tells the installation and the names that belong to a repository's id. */
export function createCommentWriter(
  github: GitHubClient,
  where: (id: RepositoryId) => Promise<{ installationId: InstallationId; owner: string; name: string } | null>,
): CommentWriter {
  return {
    async react(repositoryId, commentId, reaction) {
      const repository = await where(repositoryId);
      if (!repository) return;
      const { owner, name } = repository;
      const target = { owner, repo: name, comment_id: commentId, content: reaction };
      try {
        await github
          .installation(repository.installationId)
          .write((octokit) => octokit.rest.reactions.createForIssueComment(target));
      } catch (error) {
        // Deleted meanwhile: there is nothing left to react to, however often it is tried.
        if (!isNotFound(error)) throw error;
      }
    },
  };
}
