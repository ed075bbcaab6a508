import { needsAuthentication, notAccessible, notFound } from "../refusal.ts";
import { privateUser, publicUser } from "../shapes/account.ts";
import type { Owner, User } from "../state.ts";
import { paged } from "./paging.ts";
import { type Call, numberIn, ok, route } from "./route.ts";

export const userRoutes = [
  route("GET /user", { as: "user" }, (call) => ok(privateUser(call.world, userIn(call)))),
  route("GET /user/emails", { as: "user" }, (call) => {
    if (!call.world.app.permissions.emails) throw notAccessible();
    return paged(call, userIn(call).emails, (email) => ({ ...email, visibility: email.primary ? "private" : null }));
  }),
  route("GET /users/{username}", { as: "any" }, (call) => {
    return account(call, call.world.state.logins.get((call.params.username ?? "").toLowerCase()));
  }),
  route("GET /user/{account_id}", { as: "any" }, (call) => {
    const id = numberIn(call, "account_id");
    return account(call, call.world.state.users.get(id) ?? call.world.state.organizations.get(id));
  }),
];

function userIn({ caller }: Call): User {
  if (caller.kind !== "user") throw caller.kind === "anonymous" ? needsAuthentication() : notAccessible();
  return caller.user;
}

function account({ world }: Call, owner: Owner | undefined) {
  if (!owner) throw notFound();
  return ok(publicUser(world, owner as User));
}
