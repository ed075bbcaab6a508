import { describe, expect, it } from "vitest";
import { createManifests } from "./github/manifests.ts";
import type { World } from "./github/world.ts";

const GOOD = {
  name: "gate",
  url: "https://gate.example",
  hook_attributes: { url: "https://gate.example/api/github/webhooks" },
  redirect_url: "http://127.0.0.1:4000/callback",
  default_permissions: { checks: "write", emails: "read", metadata: "read" },
  default_events: ["check_run", "repository"],
};

describe("the stand-in as a register of Apps", () => {
  const { problems } = createManifests({} as World);
  const refused = (change: object) => problems(JSON.stringify({ ...GOOD, ...change })).join(". ");

  it("takes a manifest that is as GitHub wants it", () => {
    expect(refused({})).toBe("");
  });

  it.each([
    ["no address for deliveries", { hook_attributes: {} }, "Hook url must be a valid URL"],
    ["deliveries to the machine itself", { hook_attributes: { url: "http://localhost/x" } }, "public Internet"],
    ["an event that comes by itself", { default_events: ["installation"] }, "Default events unsupported: installation"],
    [
      "an event without its permission",
      { default_events: ["issue_comment", "repository"] },
      "Default events are not supported by permissions: issue_comment",
    ],
    ["a permission that is none", { default_permissions: { chekcs: "write" } }, "is not included in the list: chekcs"],
    ["the REST name of emails", { default_permissions: { email_addresses: "read" } }, "email_addresses"],
    ["no homepage", { url: undefined }, "Url must be a valid URL"],
    ["a name that is too long", { name: "x".repeat(35) }, "Name is invalid"],
  ])("refuses %s", (_, change, message) => {
    expect(refused(change)).toContain(message);
  });

  it("refuses what is no JSON", () => {
    expect(problems("{")).toEqual(["Invalid manifest"]);
  });
});
