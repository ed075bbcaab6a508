import { z } from "zod";
import type { Access } from "../domain/access.ts";
import type { Installation } from "../domain/installation.ts";
import { isGranted } from "../policy/app-needs.ts";
import type { Look } from "./access-look.ts";
import type { InstallationClient } from "./client.ts";

const Installed = z.object({
  id: z.number(),
  repository_selection: z.string(),
  permissions: z.record(z.string(), z.string().optional()),
  suspended_at: z.string().nullish(),
});

/**
 * All Apps that are installed in the organisation, ours among them: one request for each 100. GitHub shows them to those
 * alone who may administer the organisation. Which repositories an App was given, where it was not given all of them, is
 * told to that App alone. A suspended one can do nothing.
 */
export async function readApps(client: InstallationClient, installation: Installation, look: Look): Promise<void> {
  if (!isGranted(installation.permissions, { permission: "organization_administration", level: "read" })) {
    look.leaveOut("app");
    look.leaveOut("app-on-some");
    return;
  }
  const asked = { org: installation.orgLogin, per_page: 100 };
  const answer = await client.read((octokit) => octokit.paginate(octokit.rest.orgs.listAppInstallations, asked));
  for (const { id, repository_selection: on, permissions, suspended_at: suspended } of Installed.array().parse(answer))
    if (!suspended) look.add(on === "all" ? "app" : "app-on-some", { external: String(id) }, accessOfApp(permissions));
}

/** Of the organisation, of the enterprise, of people, or no more than that a repository is there. */
const ELSEWHERE =
  /^(metadata|members|organization_.*|enterprise_.*|emails|email_addresses|followers|profile|starring)$/;

/**
 * What an App may do, as a role: its code, by `contents`, and who may enter it, by `administration`. Anything else on
 * repositories counts as reading, since pull requests, checks and their like show code.
 */
function accessOfApp(permissions: z.infer<typeof Installed>["permissions"]): Access {
  if (isGranted(permissions, { permission: "administration", level: "write" })) return "admin";
  if (isGranted(permissions, { permission: "contents", level: "write" })) return "write";
  return Object.keys(permissions).some((name) => !ELSEWHERE.test(name)) ? "read" : "none";
}
