import { createRoles, type Roles } from "../policy/roles.ts";
import { createBreakGlass } from "./break-glass.ts";
import { createImports, type ImportDeps } from "./imports.ts";
import type { BreakGlasses, Imports, Waivers } from "./port.ts";
import { createWaivers } from "./waivers.ts";

/** What people may let through, and who may: the same for the pages and the command line. */
export interface Exceptions {
  readonly roles: Roles;
  readonly waivers: Waivers;
  readonly breakGlass: BreakGlasses;
  readonly imports: Imports;
}

export function createExceptions(given: Omit<ImportDeps, "roles">): Exceptions {
  const roles = createRoles(given);
  const deps = { ...given, roles };
  return { roles, waivers: createWaivers(deps), breakGlass: createBreakGlass(deps), imports: createImports(deps) };
}
