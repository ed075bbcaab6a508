import { type Manifest, WEBHOOK_PATH } from "./manifest.ts";

/** A part of the product that asks for more than the check on pull requests needs. */
export type Feature = "access" | "rulesets" | "notices" | "properties";

export interface Asked {
  readonly permission: string;
  readonly level: "read" | "write";
  readonly reason: string;
}

interface FeatureNeeds {
  readonly permissions: readonly Asked[];
  readonly events: readonly string[];
}

/** What is asked for beside `app.yml`, and why. */
export const FEATURES: Readonly<Record<Feature, FeatureNeeds>> = {
  rulesets: {
    permissions: [
      ask("statuses", "write", "GitHub takes an App for the source of a required check only with it"),
      ask("organization_administration", "write", "reads and keeps the organisation's ruleset that requires the check"),
      ask("administration", "write", "does the same in each repository where the plan has no organisation rulesets"),
    ],
    events: ["repository_ruleset", "branch_protection_rule"],
  },
  access: {
    permissions: [
      ask("members", "write", "puts people into the teams that wait for their training"),
      ask("administration", "write", "holds back and gives roles of single accounts on repositories"),
      ask("organization_administration", "read", "tells what every member may do in every repository"),
      ask("organization_custom_org_roles", "read", "tells who has access by a role in the organisation itself"),
    ],
    events: [],
  },
  properties: {
    permissions: [
      ask("organization_custom_properties", "read", "tells the scopes apart that are named by a custom property"),
    ],
    events: ["custom_property_values"],
  },
  notices: {
    permissions: [ask("issues", "write", "tells people of training that ends, in an issue of their own")],
    events: [],
  },
};
export const FEATURE_NAMES = Object.keys(FEATURES) as readonly Feature[];

function ask(permission: string, level: Asked["level"], reason: string): Asked {
  return { permission, level, reason };
}

/** Two features may need one permission at two levels. */
export function strongestOf(asked: readonly Asked[]): Readonly<Record<string, Asked["level"]>> {
  const byLevel = [...asked].sort((a, b) => a.level.localeCompare(b.level));
  return Object.fromEntries(byLevel.map(({ permission, level }) => [permission, level]));
}

export interface Registration {
  /** As GitHub takes it: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
  readonly manifest: Manifest;
  /** What is asked for beside `app.yml`. */
  readonly added: readonly Asked[];
}

/** The manifest of `app.yml` with this deployment's own addresses, and with what the features need. */
export function registrationOf(
  manifest: Manifest,
  given: { readonly baseUrl: string; readonly redirectUrl: string; readonly features: readonly Feature[] },
): Registration {
  const { baseUrl, redirectUrl, features } = given;
  const needs = features.map((feature) => FEATURES[feature]);
  const added = needs.flatMap(({ permissions }) => permissions);
  return {
    added,
    manifest: {
      ...manifest,
      url: baseUrl,
      hook_attributes: { url: `${baseUrl}${WEBHOOK_PATH}`, active: true },
      callback_urls: [`${baseUrl}/sign-in/callback`],
      redirect_url: redirectUrl,
      default_permissions: {
        ...manifest.default_permissions,
        ...strongestOf(added),
      },
      default_events: [...new Set([...(manifest.default_events ?? []), ...needs.flatMap(({ events }) => events)])],
    },
  };
}
