import type { Viewer } from "../pipeline/learning/port.ts";
import type { OrganisationRoles } from "../pipeline/policy/roles.ts";
import type { Writing } from "./writing.ts";

/** What the guards leave for routes and views. */
export interface WebEnv {
  Variables: {
    requestId: string;
    viewer: Viewer | null;
    /** Stands in every form of this session; null where nobody is signed in. */
    formToken: string | null;
    writing: Writing;
  };
}

/** Behind `requireViewer`. */
export interface SignedInEnv {
  Variables: Omit<WebEnv["Variables"], "viewer"> & { viewer: Viewer };
}

/** Behind `requireRole`: at least one. */
export interface AdminEnv {
  Variables: SignedInEnv["Variables"] & { roles: readonly OrganisationRoles[] };
}

/** Behind `requireReader`: the organisation that is looked at, and all that could be. */
export interface ReaderEnv {
  Variables: AdminEnv["Variables"] & { reading: OrganisationRoles };
}

declare module "hono" {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: an interface is what Hono lets itself be extended by
    (content: string | Promise<string>, page: { readonly title: string }): Response | Promise<Response>;
  }
}
