import { fullName, ownerById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { type Repository, ROLES, type Role } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

const URL_TEMPLATES = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
} as const;

/** `repository`: the keys that REST's `full-repository`, `minimal-repository` and the webhooks have in common. */
export function repositoryShape(world: World, repository: Repository) {
  const name = fullName(world.state, repository);
  const url = apiUrl(world, `/repos/${name}`);
  const html = htmlUrl(world, `/${name}`);
  const open = [...repository.pulls.values()].filter((pull) => pull.state === "open").length;
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: name,
    private: repository.visibility !== "public",
    owner: simpleUser(world, ownerById(world.state, repository.ownerId)),
    html_url: html,
    description: null,
    fork: repository.parentId !== null,
    url,
    ...Object.fromEntries(Object.entries(URL_TEMPLATES).map(([key, path]) => [key, url + path])),
    created_at: repository.createdAt.toISOString(),
    updated_at: repository.pushedAt.toISOString(),
    pushed_at: repository.pushedAt.toISOString(),
    git_url: `${html.replace(/^https?/, "git")}.git`,
    ssh_url: `git@github.example:${name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    custom_properties: {},
    visibility: repository.visibility,
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** `full-repository`, as `GET /repos/{owner}/{repo}` answers. */
export function fullRepository(world: World, repository: Repository) {
  return { ...repositoryShape(world, repository), network_count: 0, subscribers_count: 0 };
}

/** The three lines that `installation` events give of a repository. */
export function repositoryBrief(world: World, repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(world.state, repository),
    private: repository.visibility !== "public",
  };
}

/** REST's object of five booleans, each role holding all weaker ones. */
export function permissionFlags(role: Role) {
  const has = (least: Role) => ROLES.indexOf(role) >= ROLES.indexOf(least);
  return {
    pull: has("read"),
    triage: has("triage"),
    push: has("write"),
    maintain: has("maintain"),
    admin: has("admin"),
  };
}

/** REST's older vocabulary of four: triage reads, maintain writes. */
export function legacyPermission(role: Role): "none" | "read" | "write" | "admin" {
  if (role === "triage") return "read";
  return role === "maintain" ? "write" : role;
}

/** The word that teams use for a role: `pull` and `push` for read and write. */
export function teamPermission(role: Role): string {
  if (role === "read" || role === "none") return "pull";
  return role === "write" ? "push" : role;
}
