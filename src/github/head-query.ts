import { z } from "zod";
import { BACKING_FIELDS, RawBacking } from "./backing.ts";
import { filesOf, RawFiles } from "./changed-files.ts";

/**
 * Commits that the first request reads. What a query costs goes by what it asks for and not by what there is: with 25 it
 * is one point, with 100 four, and an hour has 5,000 to 12,500. Most pull requests have fewer commits.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#predicting-the-point-value-of-a-query
 */
const COMMITS_AT_FIRST = 25;
/** Of those that have more; GitHub allows 100 a page. */
const COMMITS_A_PAGE = 100;
/** Co-authors of one commit beyond this are not read; GitHub itself shows fewer. */
const AUTHORS_A_COMMIT = 20;

export const PULL_FIELDS = `
  number state isDraft merged updatedAt headRefOid headRefName baseRefName
  author { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }`;

/** For a sweep, which lists thousands, this would be too much. */
export const PULL_WITH_BACKING = `${PULL_FIELDS} ${BACKING_FIELDS}`;

const COMMIT_FIELDS = `
  oid
  author { name email user { databaseId login } }
  authors(first: ${AUTHORS_A_COMMIT}) { nodes { name email user { databaseId login } } }
  signature { wasSignedByGitHub isValid }
  parents(first: 2) { totalCount }
  associatedPullRequests(first: 5) { nodes { number merged headRefOid repository { databaseId } } }`;

const commitsOf = (page: string) => `
  commits(${page}) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { commit { ${COMMIT_FIELDS} } }
  }`;

/** Where nobody asks for files the query does not name them, and costs nothing for them. */
const withFiles = (filesToo: boolean) => (filesToo ? filesOf("") : "");

/**
 * One request for a head: the pull requests that we know by number with their first page of commits, and whatever
 * other pull requests GitHub ties to the SHA (a fork's are only found by number).
 */
export function headQuery(numbers: readonly number[], filesToo: boolean): string {
  const fields = `${PULL_WITH_BACKING} ${commitsOf(`first: ${COMMITS_AT_FIRST}`)} ${withFiles(filesToo)}`;
  const known = numbers.map((number) => `p${number}: pullRequest(number: ${number}) { ${fields} }`);
  return `query ReadHead($owner: String!, $name: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $name) {
      ${known.join("\n")}
      object(oid: $oid) { ... on Commit {
        associatedPullRequests(first: 20) { nodes { ${PULL_WITH_BACKING} repository { databaseId } } }
      } }
    }
  }`;
}

export function commitsQuery(filesToo: boolean): string {
  return `query ReadCommits($owner: String!, $name: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { headRefOid ${commitsOf(`first: ${COMMITS_A_PAGE}, after: $after`)} ${withFiles(filesToo)} }
    }
  }`;
}

export const PULL_QUERY = `query ReadPullRequest($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${PULL_WITH_BACKING} } }
}`;

const Identity = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  user: z.object({ databaseId: z.number(), login: z.string() }).nullable(),
});
export type RawIdentity = z.infer<typeof Identity>;

const RawCommit = z.object({
  oid: z.string(),
  author: Identity.nullable(),
  authors: z.object({ nodes: z.array(Identity.nullable()) }),
  signature: z.object({ wasSignedByGitHub: z.boolean(), isValid: z.boolean() }).nullable(),
  parents: z.object({ totalCount: z.number() }),
  associatedPullRequests: z
    .object({
      nodes: z
        .array(
          z
            .object({
              number: z.number(),
              merged: z.boolean(),
              headRefOid: z.string(),
              repository: z.object({ databaseId: z.number() }),
            })
            .nullable(),
        )
        .nullable(),
    })
    .nullable(),
});
export type RawCommit = z.infer<typeof RawCommit>;

const CommitPage = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.object({ commit: RawCommit }).nullable()),
});
export type CommitPage = z.infer<typeof CommitPage>;

export const RawPull = RawBacking.extend({
  number: z.number(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  merged: z.boolean(),
  updatedAt: z.string(),
  headRefOid: z.string(),
  headRefName: z.string(),
  baseRefName: z.string(),
  author: z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullable(),
});
export type RawPull = z.infer<typeof RawPull>;

const PullWithCommits = RawPull.extend({ commits: CommitPage, ...RawFiles.shape });
export type PullWithCommits = z.infer<typeof PullWithCommits>;

/** `object` and the pull requests asked for by number; a pull request that does not exist is null. */
export const HeadAnswer = z.object({
  repository: z
    .object({
      object: z
        .object({
          associatedPullRequests: z
            .object({
              nodes: z
                .array(RawPull.extend({ repository: z.object({ databaseId: z.number() }) }).nullable())
                .nullable(),
            })
            .nullish(),
        })
        .nullable(),
    })
    .catchall(PullWithCommits.nullable())
    .nullable(),
});

export const CommitsAnswer = z.object({
  repository: z
    .object({
      pullRequest: z.object({ headRefOid: z.string(), commits: CommitPage, ...RawFiles.shape }).nullable(),
    })
    .nullable(),
});

export const PullAnswer = z.object({ repository: z.object({ pullRequest: RawPull.nullable() }).nullable() });
