import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { App, Permissions } from "./state.ts";

/** What the shipped `app.yml` asks for: the merge gate, and no more. */
export const DEFAULT_PERMISSIONS: Permissions = {
  checks: "write",
  contents: "read",
  emails: "read",
  issues: "read",
  members: "read",
  merge_queues: "read",
  metadata: "read",
  pull_requests: "write",
};

export const DEFAULT_EVENTS: readonly string[] = [
  "issue_comment",
  "member",
  "membership",
  "merge_group",
  "organization",
  "pull_request",
  "pull_request_review",
  "push",
  "repository",
  "team",
];

let keys: Promise<{ privateKey: string; publicKey: string }> | undefined;

/** One pair a process: making one takes longer than everything else at start. */
function keyPair() {
  keys ??= promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return keys;
}

export async function createApp(
  given: Partial<App>,
  ids: { readonly botId: number; readonly ownerId: number; readonly createdAt: Date },
): Promise<App> {
  return {
    id: 990_001,
    slug: "training-gate",
    name: "training-gate",
    clientId: "Iv23liSandboxTrainingGate",
    clientSecret: "sandbox-client-secret-0f8e2c5a9b714d63",
    webhookSecret: "sandbox-webhook-secret-4c1d7e90ab2356f8",
    permissions: DEFAULT_PERMISSIONS,
    events: DEFAULT_EVENTS,
    webhookUrl: null,
    callbackUrls: [],
    ...(await keyPair()),
    ...ids,
    ...given,
  };
}
