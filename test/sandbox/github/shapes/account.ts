import { nodeId } from "../node-id.ts";
import type { Organization, Owner, User } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";

/** `simple-user` of GitHub's OpenAPI, for people, bots and organisations alike. */
export function simpleUser(world: World, owner: Owner) {
  const url = apiUrl(world, `/users/${encodeURIComponent(owner.login)}`);
  return {
    login: owner.login,
    id: owner.id,
    node_id: nodeId(owner.type, owner.id),
    avatar_url: htmlUrl(world, `/avatars/u/${owner.id}`),
    gravatar_id: "",
    url,
    html_url: htmlUrl(world, `/${owner.login.replace(/^(.*)\[bot\]$/, "apps/$1")}`),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: owner.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** `public-user`: what anybody sees of an account. Nobody here has made an address public. */
export function publicUser(world: World, user: Owner) {
  const at = user.createdAt.toISOString();
  return {
    ...simpleUser(world, user),
    name: user.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: at,
    updated_at: at,
  };
}

/** `private-user`: what somebody sees of their own account. */
export function privateUser(world: World, user: User) {
  return {
    ...publicUser(world, user),
    user_view_type: "private",
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

/** `organization-simple`, which webhooks carry as `organization`. */
export function organizationSimple(world: World, organization: Organization) {
  const url = apiUrl(world, `/orgs/${organization.login}`);
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId("Organization", organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: htmlUrl(world, `/avatars/u/${organization.id}`),
    description: organization.name,
  };
}

export function organizationFull(world: World, organization: Organization) {
  const at = organization.createdAt.toISOString();
  const own = [...world.state.repositories.values()].filter(({ ownerId }) => ownerId === organization.id);
  const count = (visibility: string) => own.filter((one) => one.visibility === visibility).length;
  return {
    ...organizationSimple(world, organization),
    html_url: htmlUrl(world, `/${organization.login}`),
    name: organization.name,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: count("public"),
    total_private_repos: count("private") + count("internal"),
    public_gists: 0,
    followers: 0,
    following: 0,
    type: "Organization",
    default_repository_permission: organization.basePermission,
    two_factor_requirement_enabled: true,
    created_at: at,
    updated_at: at,
    archived_at: null,
  };
}
