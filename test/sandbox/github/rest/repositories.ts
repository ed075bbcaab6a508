import { createHash } from "node:crypto";
import { collaboratorsOf, roleOf } from "../access.ts";
import { fullName, resolveRef } from "../find.ts";
import { invalid, notFound } from "../refusal.ts";
import { simpleUser } from "../shapes/account.ts";
import { commitShape } from "../shapes/commit.ts";
import { fullRepository, legacyPermission, permissionFlags } from "../shapes/repository.ts";
import { type Repository, ROLES, type Role } from "../state.ts";
import { apiUrl, htmlUrl } from "../world.ts";
import { paged } from "./paging.ts";
import { type Call, ok, repositoryIn, route } from "./route.ts";

const METADATA = { as: "installation", needs: ["metadata:read"] } as const;
const CONTENTS = { as: "installation", needs: ["contents:read"] } as const;

export const repositoryRoutes = [
  route("GET /repos/{owner}/{repo}", METADATA, (call) => ok(fullRepository(call.world, repositoryIn(call)))),
  route("GET /repos/{owner}/{repo}/contents/{path}", CONTENTS, content),
  route("GET /repos/{owner}/{repo}/commits/{ref}", CONTENTS, (call) => {
    const commit = resolveRef(call.world.state, repositoryIn(call), call.params.ref ?? "");
    if (!commit) throw invalid(`No commit found for SHA: ${call.params.ref}`);
    return ok(commitShape(call.world, repositoryIn(call), commit));
  }),
  route("GET /repos/{owner}/{repo}/collaborators", METADATA, collaborators),
  route("GET /repos/{owner}/{repo}/collaborators/{username}/permission", METADATA, permission),
];

function content(call: Call) {
  const repository = repositoryIn(call);
  const commit = resolveRef(call.world.state, repository, call.query.ref ?? repository.defaultBranch);
  const path = call.params.path ?? "";
  const text = commit?.files.get(path);
  if (commit && text !== undefined) return ok(file(call, repository, path, text));
  const inside = [...(commit?.files ?? [])].filter(([name]) => name.startsWith(path === "" ? "" : `${path}/`));
  if (inside.length === 0) throw notFound();
  return ok(
    inside.map(([name, body]) => ({ ...file(call, repository, name, body), content: undefined, encoding: undefined })),
  );
}

/** A file as the contents API gives it: base64 in lines of sixty, with git's own blob hash. */
function file(call: Call, repository: Repository, path: string, text: string) {
  const bytes = Buffer.from(text);
  const name = fullName(call.world.state, repository);
  const ref = call.query.ref ?? repository.defaultBranch;
  const sha = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  const url = `${apiUrl(call.world, `/repos/${name}/contents/${path}`)}?ref=${encodeURIComponent(ref)}`;
  const git = apiUrl(call.world, `/repos/${name}/git/blobs/${sha}`);
  const html = htmlUrl(call.world, `/${name}/blob/${ref}/${path}`);
  return {
    type: "file",
    encoding: "base64",
    size: bytes.length,
    name: path.split("/").at(-1),
    path,
    content: bytes.toString("base64").replace(/.{60}/g, "$&\n"),
    sha,
    url,
    git_url: git,
    html_url: html,
    download_url: htmlUrl(call.world, `/${name}/raw/${ref}/${path}`),
    _links: { self: url, git, html },
  };
}

const PERMISSION_ROLE: Readonly<Record<string, Role>> = { pull: "read", push: "write" };

function collaborators(call: Call) {
  const { state } = call.world;
  const repository = repositoryIn(call);
  const { affiliation = "all", permission: least = "pull" } = call.query;
  const members = state.organizations.get(repository.ownerId)?.members;
  const chosen = collaboratorsOf(state, repository).filter(({ user, role }) => {
    const direct = repository.collaborators.has(user.id);
    const fits = affiliation === "all" || (direct && (affiliation === "direct" || !members?.has(user.id)));
    return fits && ROLES.indexOf(role) >= ROLES.indexOf(PERMISSION_ROLE[least] ?? (least as Role));
  });
  return paged(call, chosen, ({ user, role }) => ({
    ...simpleUser(call.world, user),
    permissions: permissionFlags(role),
    role_name: role,
  }));
}

function permission(call: Call) {
  const user = call.world.state.logins.get((call.params.username ?? "").toLowerCase());
  if (!user || user.type === "Organization") throw notFound();
  const role = roleOf(call.world.state, repositoryIn(call), user);
  return ok({
    permission: legacyPermission(role),
    role_name: role,
    user: { ...simpleUser(call.world, user), permissions: permissionFlags(role), role_name: role },
  });
}
