import { activityRoutes } from "./activity.ts";
import { appRoutes } from "./apps.ts";
import { checkRoutes } from "./checks.ts";
import { collaboratorRoutes } from "./collaborators.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { invitationRoutes } from "./invitations.ts";
import { issueRoutes } from "./issues.ts";
import { organizationRoleRoutes } from "./organization-roles.ts";
import { organizationRoutes } from "./organizations.ts";
import { propertyRoutes } from "./properties.ts";
import { protectionRoutes } from "./protection.ts";
import { pullRoutes } from "./pulls.ts";
import { repositoryRoutes } from "./repositories.ts";
import type { Route } from "./route.ts";
import { rulesetRoutes } from "./rulesets.ts";
import { teamMembershipRoutes } from "./team-memberships.ts";
import { userRoutes } from "./users.ts";

/** Every REST operation of the stand-in. After adding one, run `test/sandbox/schema/extend.ts`. */
export const ROUTES: readonly Route[] = [
  ...appRoutes,
  ...deliveryRoutes,
  ...checkRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...repositoryRoutes,
  ...activityRoutes,
  ...organizationRoutes,
  ...organizationRoleRoutes,
  ...teamMembershipRoutes,
  ...invitationRoutes,
  ...collaboratorRoutes,
  ...rulesetRoutes,
  ...protectionRoutes,
  ...propertyRoutes,
  ...userRoutes,
];

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const compiled: readonly Compiled[] = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, (_, name) => (name === "path" ? "(.*)" : "([^/]+)"))}$`),
  names: [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
}));

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function matchRoute(method: string, path: string): Match | undefined {
  for (const { route, pattern, names } of compiled) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (found)
      return {
        route,
        params: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")])),
      };
  }
  return undefined;
}
