import type { Viewer } from "../pipeline/learning-port.ts";

/** What the guards leave for routes and views. */
export interface WebEnv {
  Variables: {
    requestId: string;
    viewer: Viewer | null;
    /** Stands in every form of this session; null where nobody is signed in. */
    formToken: string | null;
  };
}

/** Behind `requireViewer`. */
export interface SignedInEnv {
  Variables: Omit<WebEnv["Variables"], "viewer"> & { viewer: Viewer };
}

declare module "hono" {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: an interface is what Hono lets itself be extended by
    (content: string | Promise<string>, page: { readonly title: string }): Response | Promise<Response>;
  }
}
