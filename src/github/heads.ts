import { accountId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type {
  AccountName,
  CommitIdentity,
  CommitRange,
  PullRequest,
  PullRequestCommit,
} from "../domain/pull-request.ts";
import type { HeadReader } from "../pipeline/github-port.ts";
import { toBacking } from "./backing.ts";
import { readFiles } from "./changed-files.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import {
  type CommitPage,
  CommitsAnswer,
  commitsQuery,
  HeadAnswer,
  headQuery,
  PULL_QUERY,
  PullAnswer,
  type PullWithCommits,
  type RawCommit,
  type RawIdentity,
  type RawPull,
} from "./head-query.ts";

export function createHeadReader(github: GitHubClient): HeadReader {
  return {
    async readHead(repository, { headSha, numbers, wantsMore }) {
      const client = github.installation(repository.installationId);
      const { owner, name } = repository;
      const query = headQuery(numbers, wantsMore !== undefined);
      const answer = HeadAnswer.parse(await graphql(client, query, { owner, name, oid: headSha }));
      if (!answer.repository) return { pulls: [], ranges: [], missing: ["repository"], changed: [] };

      const { object, ...asked } = answer.repository;
      const known = Object.values(asked).filter((pull): pull is PullWithCommits => pull !== null);
      const others = (object?.associatedPullRequests?.nodes ?? [])
        .filter((pull) => pull !== null)
        .filter((pull) => pull.repository.databaseId === repository.id && pull.headRefOid === headSha)
        .filter((pull) => !numbers.includes(pull.number));
      const unread = await Promise.all(
        others.filter(isOpen).map((pull) => readFirstPage(client, repository, pull, wantsMore !== undefined)),
      );

      const open = [...known, ...unread].filter((pull) => isOpen(pull) && pull.headRefOid === headSha);
      const ranges = await Promise.all(open.map((pull) => readRange(client, repository, pull)));
      const files = wantsMore ? open.map((pull) => readFiles(client, repository, pull, wantsMore)) : [];
      return {
        pulls: [...known, ...others].map((pull) => toPull(repository, pull)),
        ranges: ranges.filter((range) => range !== null),
        missing: open.flatMap((pull, index) => (ranges[index] === null ? [`commits of #${pull.number}`] : [])),
        changed: await Promise.all(files),
      };
    },

    async readPullRequest(repository, number) {
      const client = github.installation(repository.installationId);
      const { owner, name } = repository;
      const answer = PullAnswer.parse(await graphql(client, PULL_QUERY, { owner, name, number }));
      const pull = answer.repository?.pullRequest;
      return pull ? toPull(repository, pull) : null;
    },
  };
}

const isOpen = (pull: RawPull) => pull.state === "OPEN";

async function readFirstPage(
  client: InstallationClient,
  repository: Repository,
  pull: RawPull,
  filesToo: boolean,
): Promise<PullWithCommits> {
  const read = await readPage(client, repository, { number: pull.number, after: null, filesToo });
  // Kept under this head, those of a later one would stand for it for good.
  const page = read?.headRefOid === pull.headRefOid ? read : null;
  const commits = page?.commits ?? { totalCount: -1, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
  return { ...pull, commits, changedFiles: page?.changedFiles, files: page?.files };
}

interface Page {
  readonly number: number;
  readonly after: string | null;
  readonly filesToo: boolean;
}

async function readPage(client: InstallationClient, { owner, name }: Repository, { number, after, filesToo }: Page) {
  const answer = CommitsAnswer.parse(await graphql(client, commitsQuery(filesToo), { owner, name, number, after }));
  return answer.repository?.pullRequest ?? null;
}

/**
 * All commits of the pull request, or null if their unique SHAs do not reach GitHub's own total, or the head moved
 * meanwhile. REST stops at 250 commits; GraphQL pages on: https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
async function readRange(
  client: InstallationClient,
  repository: Repository,
  pull: PullWithCommits,
): Promise<CommitRange | null> {
  const commits = new Map<string, RawCommit>();
  let page: CommitPage = pull.commits;
  for (;;) {
    for (const node of page.nodes) if (node) commits.set(node.commit.oid, node.commit);
    if (!page.pageInfo.hasNextPage) break;
    const after = page.pageInfo.endCursor;
    const next = await readPage(client, repository, { number: pull.number, after, filesToo: false });
    if (next?.headRefOid !== pull.headRefOid) return null;
    page = next.commits;
  }
  if (commits.size !== page.totalCount) return null;
  return {
    repositoryId: repository.id,
    headSha: pull.headRefOid,
    baseRef: pull.baseRefName,
    commits: [...commits.values()].map((commit) => toCommit(repository, pull.number, commit)),
  };
}

export function toPull(repository: Pick<Repository, "id">, pull: RawPull): PullRequest {
  const backing = toBacking(pull);
  return {
    repositoryId: repository.id,
    number: pull.number,
    state: pull.merged ? "merged" : pull.state === "OPEN" ? "open" : "closed",
    draft: pull.isDraft,
    headSha: pull.headRefOid,
    headRef: pull.headRefName,
    baseRef: pull.baseRefName,
    author: toAuthor(pull.author),
    githubUpdatedAt: new Date(pull.updatedAt),
    ...(backing ? { backing } : {}),
  };
}

export function toAuthor(author: RawPull["author"]): AccountName | null {
  if (!author?.databaseId) return null;
  const login = author.__typename === "Bot" && !author.login.endsWith("[bot]") ? `${author.login}[bot]` : author.login;
  return { id: accountId(author.databaseId), login, type: author.__typename };
}

function toCommit(repository: Repository, number: number, raw: RawCommit): PullRequestCommit {
  const author = toIdentity(raw.author);
  const authors = raw.authors.nodes.filter((identity) => identity !== null).map(toIdentity);
  const tied = (raw.associatedPullRequests?.nodes ?? []).filter((other) => other !== null);
  return {
    sha: raw.oid,
    author,
    coAuthors: authors.filter((identity) => identity.email !== author.email),
    signedByGitHub: raw.signature?.wasSignedByGitHub === true && raw.signature.isValid,
    parents: raw.parents.totalCount,
    mergedHeads: tied
      .filter((other) => other.merged && other.number !== number && other.repository.databaseId === repository.id)
      .map(({ headRefOid }) => headRefOid),
  };
}

function toIdentity(raw: RawIdentity | null): CommitIdentity {
  return {
    account: raw?.user ? { id: accountId(raw.user.databaseId), login: raw.user.login, type: "User" } : null,
    email: (raw?.email ?? "").toLowerCase(),
    name: raw?.name ?? "",
  };
}
