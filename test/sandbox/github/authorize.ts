import { roleOf } from "./access.ts";
import { requireApp } from "./auth.ts";
import { requirePermission, requireRepository } from "./permissions.ts";
import { needsAuthentication, notAccessible, notFound } from "./refusal.ts";
import type { Call, Route } from "./rest/route.ts";

/** Who may call this at all, and with this repository; throws what GitHub would answer. */
export function authorize(route: Route, call: Call): void {
  if (route.as === "app") requireApp(call.caller);
  if (route.as === "client" && call.caller.kind !== "client") throw needsAuthentication();
  if (route.as === "user") requireUser(call);
  if (route.as === "installation") requireInstallation(route, call);
  if (route.as === "administrator") requireAdministrator(route, call);
}

/** To whom does not administer it, GitHub does not even tell that it is there. */
function requireAdministrator(route: Route, call: Call): void {
  const { caller, params, repository, world } = call;
  if (caller.kind !== "user" || !caller.personal) {
    requireInstallation(route, call);
    return;
  }
  const owner = world.state.logins.get((params.org ?? "").toLowerCase());
  const owns = owner?.type === "Organization" && owner.members.get(caller.user.id) === "admin";
  const administers = repository !== undefined && roleOf(world.state, repository, caller.user) === "admin";
  if (!owns && !administers) throw notFound();
}

function requireUser({ caller }: Call): void {
  if (caller.kind === "anonymous") throw needsAuthentication();
  if (caller.kind !== "user") throw notAccessible();
}

/** To a stranger a private repository does not exist. */
function requireInstallation(route: Route, { caller, repository, params }: Call): void {
  const named = params.repo !== undefined;
  if (caller.kind === "anonymous")
    throw named && repository?.visibility !== "public" ? notFound() : needsAuthentication();
  if (caller.kind !== "installation") throw notAccessible();
  if (!named) requirePermission(caller.permissions, route.needs);
  else if (repository) requireRepository(caller, repository, route.needs, route.method !== "GET");
  else throw notFound();
}
