import { type InstallationCaller, tokenIn } from "../auth.ts";
import { grants, type Need } from "../permissions.ts";
import { invalid, notFound, Refusal } from "../refusal.ts";
import { appShape, installationShape } from "../shapes/app.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { Installation, Permissions } from "../state.ts";
import { installedRepositories } from "../webhooks/emit.ts";
import { paged, pagedIn } from "./paging.ts";
import { type Call, created, installationIn, numberIn, ok, route } from "./route.ts";

export const appRoutes = [
  route("GET /app", { as: "app" }, ({ world }) => {
    return ok({ ...appShape(world, world.app), installations_count: world.state.installations.size });
  }),
  route("POST /app-manifests/{code}/conversions", { as: "any" }, ({ world, manifests, params }) => {
    const made = manifests.convert(params.code ?? "");
    if (!made) throw notFound();
    const { clientId, clientSecret, webhookSecret, privateKey } = made;
    const secrets = {
      client_id: clientId,
      client_secret: clientSecret,
      webhook_secret: webhookSecret,
      pem: privateKey,
    };
    return created({ ...appShape(world, made), ...secrets });
  }),
  route("GET /app/installations", { as: "app" }, (call) => {
    return paged(call, [...call.world.state.installations.values()], (one) => installationShape(call.world, one));
  }),
  route("GET /app/installations/{installation_id}", { as: "app" }, (call) => {
    return ok(installationShape(call.world, installationOf(call)));
  }),
  route("POST /app/installations/{installation_id}/access_tokens", { as: "app" }, createToken),
  route("GET /orgs/{org}/installation", { as: "app" }, (call) => installationOn(call, call.params.org)),
  route("GET /repos/{owner}/{repo}/installation", { as: "app" }, (call) => {
    const { repository } = call;
    const found = installationOn(call, call.params.owner);
    const installation = installationOfAccount(call, call.params.owner);
    if (!repository || (installation?.selected && !installation.selected.has(repository.id))) throw notFound();
    return found;
  }),
  route("GET /installation/repositories", { as: "installation", needs: ["metadata:read"] }, (call) => {
    const { installation, repositories } = installationIn(call);
    const all = installedRepositories(call.world.state, installation);
    const seen = repositories ? all.filter((repository) => repositories.has(repository.id)) : all;
    return pagedIn(call, "repositories", seen, (repository) => repositoryShape(call.world, repository));
  }),
  route("DELETE /installation/token", { as: "installation" }, (call) => {
    call.credentials.revoke(tokenIn(call.authorization) ?? "");
    return { status: 204 };
  }),
  route("DELETE /applications/{client_id}/token", { as: "client" }, (call) => {
    const { access_token } = call.body as { access_token: string };
    if (call.params.client_id !== call.world.app.clientId || !call.credentials.revoke(access_token)) throw notFound();
    return { status: 204 };
  }),
];

function installationOf(call: Call): Installation {
  const installation = call.world.state.installations.get(numberIn(call, "installation_id"));
  if (!installation) throw notFound();
  return installation;
}

function installationOfAccount({ world: { state } }: Call, login = ""): Installation | undefined {
  const account = state.logins.get(login.toLowerCase());
  return [...state.installations.values()].find((installation) => installation.accountId === account?.id);
}

function installationOn(call: Call, login: string | undefined) {
  const installation = installationOfAccount(call, login);
  if (!installation) throw notFound();
  return ok(installationShape(call.world, installation));
}

interface TokenRequest {
  readonly repositories?: readonly string[];
  readonly repository_ids?: readonly number[];
  readonly permissions?: Permissions;
}

function createToken(call: Call) {
  const { world } = call;
  const installation = installationOf(call);
  if (installation.suspendedAt) throw new Refusal(403, "This installation has been suspended");
  const asked = (call.body ?? {}) as TokenRequest;
  const caller: InstallationCaller = {
    kind: "installation",
    installation,
    permissions: narrowedPermissions(installation, asked.permissions),
    repositories: narrowedRepositories(call, installation, asked),
  };
  const { token, expiresAt } = call.credentials.issueInstallationToken(caller);
  const shown =
    caller.repositories &&
    installedRepositories(world.state, installation).filter(({ id }) => caller.repositories?.has(id));
  return created({
    token,
    expires_at: expiresAt.toISOString(),
    permissions: caller.permissions,
    repository_selection: caller.repositories || installation.selected ? "selected" : "all",
    ...(shown ? { repositories: shown.map((repository) => repositoryShape(world, repository)) } : {}),
  });
}

function narrowedPermissions(installation: Installation, asked: Permissions | undefined): Permissions {
  for (const [name, level] of Object.entries(asked ?? {})) {
    if (!grants(installation.permissions, `${name}:${level}` as Need))
      throw invalid("The permissions requested are not granted to this installation.");
  }
  return asked ? { metadata: "read", ...asked } : installation.permissions;
}

function narrowedRepositories(
  { world }: Call,
  installation: Installation,
  asked: TokenRequest,
): ReadonlySet<number> | null {
  if (!asked.repositories && !asked.repository_ids) return null;
  const all = installedRepositories(world.state, installation);
  const named = (asked.repositories ?? []).map((name) => all.find((repository) => repository.name === name)?.id);
  const numbered = (asked.repository_ids ?? []).map((id) => all.find((repository) => repository.id === id)?.id);
  const ids = [...named, ...numbered].filter((id) => id !== undefined);
  if (ids.length !== named.length + numbered.length)
    throw invalid(
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  return new Set(ids);
}
