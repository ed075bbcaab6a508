import { randomBytes } from "node:crypto";
import type { App, Permissions } from "./state.ts";
import { permissionNames } from "./validate.ts";
import type { World } from "./world.ts";

const CODE_MS = 3_600_000;

/** Events that GitHub sends to every App, and does not let one ask for. */
const AUTOMATIC = ["installation", "installation_repositories", "github_app_authorization"];

/**
 * What lets an App hear of an event; one of them is enough. From GitHub's reference of webhook events, and not from the
 * product's own table: what that believes is held against this.
 */
const HEARD_WITH: Readonly<Record<string, readonly string[]>> = {
  branch_protection_rule: ["administration"],
  check_run: ["checks"],
  check_suite: ["checks"],
  custom_property_values: ["organization_custom_properties"],
  issue_comment: ["issues"],
  member: ["members"],
  membership: ["members"],
  merge_group: ["merge_queues"],
  organization: ["members"],
  pull_request: ["pull_requests"],
  pull_request_review: ["pull_requests"],
  push: ["contents"],
  repository: ["metadata"],
  repository_ruleset: ["administration", "organization_administration"],
  team: ["members"],
};

interface Manifest {
  readonly name?: string;
  readonly url?: string;
  readonly hook_attributes?: { readonly url?: string };
  readonly redirect_url?: string;
  readonly callback_urls?: readonly string[];
  readonly public?: boolean;
  readonly default_permissions?: Permissions;
  readonly default_events?: readonly string[];
}

export interface Manifests {
  /** What GitHub would write above the form instead of making the App; empty: it is fine. */
  problems(text: string): readonly string[];
  /** The owner has pressed "Create GitHub App": where the browser is sent, with the code. */
  create(text: string, state: string | undefined): string;
  /** Trades the code for the App, once. Undefined for a code that is not good. */
  convert(code: string): App | undefined;
}

/** The stand-in has one App; a manifest changes what it may do and where it listens. */
export function createManifests({ state, app }: World): Manifests {
  const codes = new Map<string, { readonly manifest: Manifest; readonly expiresAt: number }>();
  return {
    problems,
    create(text, given) {
      const manifest = JSON.parse(text) as Manifest;
      const code = randomBytes(20).toString("hex");
      codes.set(code, { manifest, expiresAt: state.clock().getTime() + CODE_MS });
      const url = new URL(manifest.redirect_url ?? "");
      url.searchParams.set("code", code);
      if (given !== undefined) url.searchParams.set("state", given);
      return url.href;
    },
    convert(code) {
      const known = codes.get(code);
      codes.delete(code);
      if (!known || known.expiresAt <= state.clock().getTime()) return undefined;
      const { manifest } = known;
      app.permissions = manifest.default_permissions ?? {};
      app.events = manifest.default_events ?? [];
      app.webhookUrl = manifest.hook_attributes?.url ?? null;
      app.callbackUrls = manifest.callback_urls ?? [];
      return app;
    },
  };
}

function problems(text: string): readonly string[] {
  const manifest = parsed(text);
  if (!manifest) return ["Invalid manifest"];
  const { name, url, hook_attributes: hook, redirect_url: redirect, default_permissions: permissions = {} } = manifest;
  const unknown = Object.entries(permissions).filter(
    ([permission, level]) => !permissionNames().includes(permission) || !["read", "write", "admin"].includes(level),
  );
  return [
    ...(name === undefined || name.length > 34 ? ["Name is invalid"] : []),
    ...(isWeb(url) ? [] : ["Url must be a valid URL"]),
    ...(isWeb(redirect) ? [] : ["Redirect url must be a valid URL"]),
    ...hookProblems(hook?.url),
    ...(unknown.length > 0
      ? [`Default permission records resource is not included in the list: ${unknown.join("; ")}`]
      : []),
    ...eventProblems(manifest),
  ];
}

function hookProblems(url: string | undefined): readonly string[] {
  if (!isWeb(url)) return ["Hook url must be a valid URL"];
  const { hostname } = new URL(url);
  const isReachable = !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return isReachable ? [] : ["Hook url is not supported because it isn't reachable over the public Internet"];
}

function eventProblems({ default_events: events = [], default_permissions: permissions = {} }: Manifest) {
  const automatic = events.filter((event) => AUTOMATIC.includes(event));
  const unheard = events.filter(
    (event) => !AUTOMATIC.includes(event) && !HEARD_WITH[event]?.some((name) => permissions[name] !== undefined),
  );
  return [
    ...(automatic.length > 0 ? [`Default events unsupported: ${automatic.join(" and ")}`] : []),
    ...(unheard.length > 0 ? [`Default events are not supported by permissions: ${unheard.join(" and ")}`] : []),
  ];
}

function parsed(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}

function isWeb(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
