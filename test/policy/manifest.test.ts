import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { problemsInText } from "./files.ts";

const HEAD = `url: https://gate.example
hook_attributes: { url: https://gate.example/api/github/webhooks }
`;
const TAIL = "\nenforcement: { mode: observe }\n";

describe("the manifest in app.yml", () => {
  it("is not needed: a file may be a policy alone", () => {
    expect(problemsInText("enforcement: { mode: observe }\n")).toEqual([]);
  });

  it("may hold the keys that GitHub documents", () => {
    const text = `${HEAD}name: gate
redirect_url: https://gate.example/a
callback_urls: [https://gate.example/b]
setup_url: https://gate.example/c
setup_on_update: true
description: What it does
public: false
default_events: [push]
default_permissions: { contents: read }
request_oauth_on_install: false${TAIL}`;

    expect(problemsInText(text)).toEqual([]);
  });

  it.each([
    [
      "a key that GitHub does not document",
      `${HEAD}webhook_secret: x`,
      "webhook_secret is not a key that may stand here",
    ],
    ["a key misspelled", `${HEAD}default_event: [push]`, "Did you mean default_events?"],
    [
      "no homepage",
      "hook_attributes: { url: https://gate.example/api/github/webhooks }",
      "url is missing. GitHub needs it",
    ],
    ["no webhook", "url: https://gate.example", "hook_attributes is missing. GitHub needs it"],
    [
      "a webhook without an address",
      "url: https://gate.example\nhook_attributes: { active: true }",
      "hook_attributes.url is missing",
    ],
    [
      "a webhook where this app does not listen",
      "url: https://gate.example\nhook_attributes: { url: https://gate.example/ }",
      "hook_attributes.url must end in /api/github/webhooks, where this app listens",
    ],
    ["an address that is no web address", "url: javascript:alert(1)", "url must be an http or https address"],
    [
      "an automatic event",
      `${HEAD}default_events: [installation]`,
      "names installation, which is automatic. Leave it out",
    ],
    [
      "an event without its permission",
      `${HEAD}default_events: [issue_comment]\ndefault_permissions: { pull_requests: write }`,
      "names issue_comment without the permission that it needs. Add issues: read to default_permissions",
    ],
    [
      "an event that this app does not use",
      `${HEAD}default_events: [watch]`,
      'names "watch", an event that this app does not use',
    ],
    ["an event that every object inherits", `${HEAD}default_events: [constructor]`, 'names "constructor", an event'],
    [
      "GitHub's other name of emails",
      `${HEAD}default_permissions: { email_addresses: read }`,
      "refuses in a manifest. Write emails",
    ],
    [
      "a permission that is none",
      `${HEAD}default_permissions: { checks: all }`,
      'must be read, write or admin, not "all"',
    ],
    [
      "eleven callbacks",
      `${HEAD}callback_urls: [${"https://x.example, ".repeat(11)}]`,
      "callback_urls must name at most 10",
    ],
    ["a name that GitHub cuts", `${HEAD}name: ${"x".repeat(35)}`, "name must be at most 34 characters"],
  ])("is refused with %s", (_, text, message) => {
    expect(problemsInText(`${text}${TAIL}`).join("\n")).toContain(message);
  });
});

describe("the shipped manifest", () => {
  it("asks for what the check on pull requests needs, and for nothing else", async () => {
    const parsed = parsePolicy({
      source: "app.yml",
      text: await readFile(new URL("../../app.yml", import.meta.url), "utf8"),
    });

    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.manifest.default_permissions).toEqual({
      checks: "write",
      pull_requests: "write",
      contents: "read",
      issues: "read",
      members: "read",
      merge_queues: "read",
      metadata: "read",
      emails: "read",
    });
  });
});
