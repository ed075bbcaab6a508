import { fullName } from "../find.ts";
import { accountOf } from "../git.ts";
import { nodeId } from "../node-id.ts";
import type { Commit, GitPerson, Repository } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

/** Commits hold no tree objects here; a tree is named after its commit. */
export function treeSha(commit: Commit): string {
  return [...commit.sha].reverse().join("");
}

function gitPerson(person: GitPerson) {
  return { name: person.name, email: person.email, date: person.date.toISOString() };
}

/** The linked account, bots included: REST links a bot's noreply address where GraphQL's `GitActor.user` does not. */
function linked(world: World, person: GitPerson) {
  const user = accountOf(world.state, person.email);
  return user ? simpleUser(world, user) : null;
}

/** `commit` of the REST API. */
export function commitShape(world: World, repository: Repository, commit: Commit) {
  const name = fullName(world.state, repository);
  const at = (sha: string) => apiUrl(world, `/repos/${name}/commits/${sha}`);
  const html = (sha: string) => htmlUrl(world, `/${name}/commit/${sha}`);
  const tree = treeSha(commit);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", `${repository.id}:${commit.sha}`),
    commit: {
      author: gitPerson(commit.author),
      committer: gitPerson(commit.committer),
      message: commit.message,
      tree: { sha: tree, url: apiUrl(world, `/repos/${name}/git/trees/${tree}`) },
      url: apiUrl(world, `/repos/${name}/git/commits/${commit.sha}`),
      comment_count: 0,
      verification: verification(commit),
    },
    url: at(commit.sha),
    html_url: html(commit.sha),
    comments_url: `${at(commit.sha)}/comments`,
    author: linked(world, commit.author),
    committer: linked(world, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: at(sha), html_url: html(sha) })),
  };
}

function verification(commit: Commit) {
  if (commit.signature === "none")
    return { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  const verified_at = commit.committer.date.toISOString();
  return {
    verified: true,
    reason: "valid",
    signature: "-----BEGIN PGP SIGNATURE-----",
    payload: commit.sha,
    verified_at,
  };
}

/**
 * A commit as `push` lists it; `username` comes from the commit's address and proves nothing. `distinct` says that no push
 * brought it before.
 */
export function pushedCommit(world: World, repository: Repository, commit: Commit, distinct: boolean) {
  const named = (person: GitPerson) => {
    const user = accountOf(world.state, person.email);
    return {
      name: person.name,
      email: person.email,
      date: person.date.toISOString(),
      ...(user ? { username: user.login } : {}),
    };
  };
  return {
    id: commit.sha,
    tree_id: treeSha(commit),
    distinct,
    message: commit.message,
    timestamp: commit.committer.date.toISOString(),
    url: htmlUrl(world, `/${fullName(world.state, repository)}/commit/${commit.sha}`),
    author: named(commit.author),
    committer: named(commit.committer),
    added: [],
    removed: [],
    modified: [],
  };
}

/** `simple-commit`: the head commit inside a check suite. */
export function simpleCommit(commit: Commit) {
  const person = ({ name, email }: GitPerson) => ({ name, email });
  return {
    id: commit.sha,
    tree_id: treeSha(commit),
    message: commit.message,
    timestamp: commit.committer.date.toISOString(),
    author: person(commit.author),
    committer: person(commit.committer),
  };
}
