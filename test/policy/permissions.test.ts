import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { FEATURE_NAMES, FEATURES, strongestOf } from "../../src/policy/registration.ts";
import { ROUTES } from "../sandbox/github/rest/routes.ts";

const SOURCES = new URL("../../src/github/", import.meta.url).pathname;
const RANK = ["read", "write", "admin"] as const;

type Need = readonly [permission: string, level: string];

/** What a query asks for by these words, as GitHub's reference of GraphQL and of App permissions has it. */
const BY_FIELD: readonly (readonly [RegExp, Need])[] = [
  [/\bpullRequests?\(/, ["pull_requests", "read"]],
  [/\bobject\(oid/, ["contents", "read"]],
  [/\bcheckSuites\(/, ["checks", "read"]],
  [/\bmergeQueue(Entry)?\b/, ["merge_queues", "read"]],
  [/\b(membersWithRole|pendingMembers|teams)\(/, ["members", "read"]],
  [/\bdeployKeys\b/, ["administration", "read"]],
  [/\bdefault_repository_permission\b/, ["organization_administration", "read"]],
  [/\brepositories?\(/, ["metadata", "read"]],
];
/** Sign-in asks as the person, and not by Octokit. */
const BY_ADDRESS: readonly (readonly [RegExp, Need])[] = [[/\/user\/emails/, ["emails", "read"]]];
/** What lets an event come, where nothing is asked: comments on pull requests are filed under issues. */
const BY_EVENT: Readonly<Record<string, Need>> = { issue_comment: ["issues", "read"] };

/** `pause` and `resume` have the token of a person. */
const BY_OWNERS_TOKEN = "gate-switch.ts";

/** Asked for by `--with`, and used by nothing yet. */
const NOT_USED_YET = ["members:write"];

/** Each operation that our code calls, with the permissions of which any one is enough. */
function operationsInCode(): readonly { readonly operation: string; readonly anyOf: readonly string[] }[] {
  return readdirSync(SOURCES)
    .filter((file) => file.endsWith(".ts") && file !== BY_OWNERS_TOKEN)
    .flatMap((file) => {
      const text = readFileSync(join(SOURCES, file), "utf8");
      const words = [...BY_FIELD, ...BY_ADDRESS].filter(([word]) => word.test(text));
      return [
        ...restCallsIn(text).map(anyOfRest),
        ...words.map(([word, need]) => ({ operation: `${file}: ${word.source}`, anyOf: [need.join(":")] })),
      ];
    });
}

/** `octokit.rest.checks.create` as `checks.create`, and what is named by its address as it is. */
function restCallsIn(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node))
      found.push(...(/^octokit\.rest\.(\w+\.\w+)$/.exec(node.getText())?.slice(1) ?? []));
    if (ts.isStringLiteral(node) && /^(GET|POST|PUT|PATCH|DELETE) \//.test(node.text)) found.push(node.text);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true));
  return found;
}

const octokit = new Octokit();

function anyOfRest(operation: string): { readonly operation: string; readonly anyOf: readonly string[] } {
  const [method, url] = operation.includes(" ") ? operation.split(" ") : addressOf(operation);
  const route = ROUTES.find((one) => one.method === method && one.path === url);
  if (!route) throw new Error(`The stand-in has no ${method} ${url}, so what ${operation} needs is not known`);
  return { operation, anyOf: route.needs };
}

function addressOf(operation: string): readonly [method: string, url: string] {
  const [namespace = "", name = ""] = operation.split(".");
  const methods = octokit.rest as unknown as Record<string, Record<string, Described>>;
  const { method, url } = methods[namespace]?.[name]?.endpoint.DEFAULTS ?? { method: "", url: "" };
  return [method, url];
}

interface Described {
  readonly endpoint: { readonly DEFAULTS: { readonly method: string; readonly url: string } };
}

function covers(granted: Readonly<Record<string, string>>, need: string): boolean {
  const [permission = "", level = ""] = need.split(":");
  const held = granted[permission];
  return held !== undefined && RANK.indexOf(held as "read") >= RANK.indexOf(level as "read");
}

describe("what the App asks of GitHub", () => {
  const parsed = parsePolicy({
    source: "app.yml",
    text: readFileSync(new URL("../../app.yml", import.meta.url), "utf8"),
  });
  if (!parsed.ok) throw new Error("app.yml is sound");
  const base = parsed.manifest.default_permissions ?? {};
  const features = FEATURE_NAMES.flatMap((name) => FEATURES[name].permissions);
  const added = features.map(({ permission, level }) => `${permission}:${level}`);
  const everything = { ...base, ...strongestOf(features) };
  const operations = operationsInCode();

  it("lets every operation in the code be done, with all features on", () => {
    const denied = operations.filter(
      ({ anyOf }) => anyOf.length > 0 && !anyOf.some((need) => covers(everything, need)),
    );

    expect(denied).toEqual([]);
  });

  it("holds nothing in app.yml that no operation and no event needs, at that level", () => {
    const events = (parsed.manifest.default_events ?? []).flatMap((event) => BY_EVENT[event]?.join(":") ?? []);
    const needed = new Set([...operations.flatMap(({ anyOf }) => anyOf), ...events]);

    const idle = Object.entries(base).filter(([permission, level]) => !needed.has(`${permission}:${level}`));

    expect(idle).toEqual([]);
  });

  it("adds by --with only what an operation needs that app.yml does not allow, but for what is still to come", () => {
    const lacking = new Set(
      operations.filter(({ anyOf }) => !anyOf.some((need) => covers(base, need))).flatMap(({ anyOf }) => anyOf),
    );
    // Not for a call: GitHub takes an App for the source of a required check only with it.
    const asked = added.filter((one) => one !== "statuses:write");

    expect(asked.filter((one) => !lacking.has(one))).toEqual(NOT_USED_YET);
  });

  it("gives a reason for each", () => {
    expect(features.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
});
