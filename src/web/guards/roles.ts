import { createMiddleware } from "hono/factory";
import type { OrganisationRoles, Roles } from "../../pipeline/policy/roles.ts";
import type { AdminEnv, ReaderEnv } from "../env.ts";

/** Behind `requireViewer`: for everybody without a role in any organisation these pages do not exist. */
export function requireRole(roles: Roles) {
  return createMiddleware<AdminEnv>(async (c, next) => {
    const held = await roles.rolesOf(c.var.viewer.account.id);
    if (held.length === 0) return c.notFound();
    c.set("roles", held);
    return next();
  });
}

/** Behind `requireRole`: for everybody but administrators and auditors these pages do not exist. */
export const requireReader = createMiddleware<ReaderEnv>(async (c, next) => {
  const readable = c.var.roles.filter(mayRead);
  const reading = organisationNamed(c.req.query("org"), readable);
  if (!reading) return c.notFound();
  c.set("roles", readable);
  c.set("reading", reading);
  return next();
});

/** The organisation that an address names; without a name the first. */
export function organisationNamed(
  named: string | undefined,
  held: readonly OrganisationRoles[],
): OrganisationRoles | undefined {
  return held.find(({ org }) => named === undefined || String(org) === named);
}

/** Whether they see all that administrators see; who may only approve sees what there is to approve. */
export function mayRead({ admin, auditor }: OrganisationRoles): boolean {
  return admin || auditor;
}

/** Whether they may do more than read. */
export function mayChange({ admin, approver }: OrganisationRoles): boolean {
  return admin || approver;
}

/** The organisation that a form names, if its sender may change something there; with only one it need not be named. */
export function organisationIn(form: FormData, held: readonly OrganisationRoles[]): OrganisationRoles | undefined {
  const changeable = held.filter(mayChange);
  const named = form.get("org");
  if (named === null) return changeable.length === 1 ? changeable[0] : undefined;
  return changeable.find(({ org }) => String(org) === named);
}
