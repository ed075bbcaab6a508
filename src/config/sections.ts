import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { parsePrivateKey } from "./key-text.ts";
import { PACKAGE_ROOT } from "./package.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SESSION_KEY_BYTES = 32;

/** GitHub itself, or an enterprise server; all that is GitHub's goes there. */
export const GitHubHost = z
  .object({
    GHE_HOST: z
      .string()
      .regex(/^[A-Za-z0-9.-]+(?::\d{1,5})?$/, "must be a host, with a port if it needs one: github.example.org")
      .optional(),
    GHE_PROTOCOL: z.enum(["https", "http"], { error: "must be https or http" }).default("https"),
  })
  .transform(({ GHE_HOST: host, GHE_PROTOCOL: protocol }) =>
    host === undefined
      ? { apiUrl: "https://api.github.com", webUrl: "https://github.com" }
      : { apiUrl: `${protocol}://${host}/api/v3`, webUrl: `${protocol}://${host}` },
  );

export const AppId = z.object({
  APP_ID: z
    .string({ error: "is not set. It is the number on the App's settings page" })
    .regex(/^[1-9]\d{0,14}$/, "must be the App's number, as on its settings page")
    .transform(Number),
});

export const AppKey = z
  .object({ PRIVATE_KEY: z.string().optional(), PRIVATE_KEY_PATH: z.string().optional() })
  .transform(({ PRIVATE_KEY: text, PRIVATE_KEY_PATH: path }, context) => {
    const variable = path === undefined ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH";
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", path: [variable], message });
      return z.NEVER;
    };
    if (text !== undefined && path !== undefined) return refuse("is set beside PRIVATE_KEY. Keep one of them");
    if (text === undefined && path === undefined)
      return refuse("is not set. Set it, or PRIVATE_KEY_PATH, to the key that GitHub made for the App (.pem)");
    const found = text ?? readText(path ?? "");
    if (found === undefined) return refuse("names a file that cannot be read");
    const key = parsePrivateKey(found, "rsa");
    if (!key) return refuse("is no RSA key. It takes the .pem file that GitHub made, as it is or in base64");
    return key.export({ format: "pem", type: "pkcs8" }).toString();
  });

export const WebhookSecrets = z.object({
  WEBHOOK_SECRET: z
    .string({ error: "is not set. It is the secret that deliveries are signed with: openssl rand -hex 32" })
    .refine((secret) => secret !== "development", "is `development`, which everybody knows: openssl rand -hex 32"),
  WEBHOOK_SECRET_PREVIOUS: z
    .string()
    .refine((secret) => secret !== "development", "is `development`, which everybody knows. Leave it out")
    .optional(),
});

export const SignIn = z.object({
  GITHUB_CLIENT_ID: z.string({ error: "is not set. It is the client id on the App's settings page" }),
  GITHUB_CLIENT_SECRET: z.string({ error: "is not set. Make a client secret on the App's settings page" }),
});

export const OwnerToken = z.object({
  GITHUB_TOKEN: z.string({
    error: "is not set. It is the token of an owner of the organisation: GITHUB_TOKEN=$(gh auth token)",
  }),
});

export const Server = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port from 0 to 65535")
    .default(3000),
  BASE_URL: z
    .string({ error: "is not set. It is where browsers reach this server: https://training.example.org" })
    .refine(isOrigin, "must be an address without a path: https://training.example.org")
    .refine(isPrivate, "must begin with https://, since people sign in there; http:// is for this machine alone")
    .transform((text) => new URL(text).origin),
});

const DatabaseUrl = z
  .string()
  .regex(/^postgres(?:ql)?:\/\/./, "must be a Postgres address: postgresql://user:password@host:5432/name");

/** Paths are made absolute here, so that they mean the same whatever the process does later. */
export const Database = z
  .object({
    DATABASE_URL: DatabaseUrl.optional(),
    DATABASE_ADMIN_URL: DatabaseUrl.optional(),
    DATA_DIR: z.string().default("./data").transform(toAbsolute),
  })
  .superRefine(({ DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl }, context) => {
    if (adminUrl === undefined || url !== undefined) return;
    const message = "is set without DATABASE_URL. Set both, or neither for the embedded database";
    context.addIssue({ code: "custom", path: ["DATABASE_ADMIN_URL"], message });
  });

export const Policy = z.object({
  POLICY_FILE: z.string().default(join(PACKAGE_ROOT, "app.yml")).transform(toAbsolute),
  POLICY_REPOSITORY: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, "must be the name of a repository, without its owner: .github")
    .default(".github"),
});

export const Content = z
  .object({ CONTENT_EXTRA: z.string().transform(toAbsolute).optional() })
  .transform(({ CONTENT_EXTRA: extra }) => [join(PACKAGE_ROOT, "content"), ...(extra === undefined ? [] : [extra])]);

const CheckpointKey = z
  .string()
  .transform((text) => parsePrivateKey(text, "ed25519"))
  .refine(
    (key) => key !== undefined,
    "must be an Ed25519 key (PKCS#8, PEM or base64). `training-gate keys create` prints one",
  );

export const Keys = z.object({
  SESSION_KEY: z
    .string()
    .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
    .refine(
      ({ byteLength }) => byteLength >= SESSION_KEY_BYTES,
      `must be at least ${SESSION_KEY_BYTES} bytes in base64. \`training-gate keys create\` prints one`,
    )
    .optional(),
  CHECKPOINT_KEY: CheckpointKey.optional(),
  CHECKPOINT_KEY_PREVIOUS: CheckpointKey.optional(),
});

/** `BASE_URL` is checked where it is needed; here it only lends the log its name. */
export const GateLog = z
  .object({
    BASE_URL: z.string().optional(),
    CHECKPOINT_ANCHOR: z
      .string()
      .refine(
        (text) => !text.includes("://") || isWebAddress(text),
        "must be a file, or an address that takes GET and PUT: https://store.example.org/checkpoint",
      )
      .transform((text) => (text.includes("://") ? { url: text } : { file: toAbsolute(text) }))
      .optional(),
  })
  .transform(({ BASE_URL: baseUrl, CHECKPOINT_ANCHOR: anchor }) => ({
    ...(baseUrl !== undefined && isOrigin(baseUrl) && { host: new URL(baseUrl).host }),
    ...(anchor && { anchor }),
  }));

const Address = z.email();
const NAMED = /^[^<>"]*<([^<>]+)>$/;

/** All of a mail's way, or nothing of it: who sends by whom, and who is written to about the gate log. */
export const Mail = z
  .object({
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: "must be an address like smtps://user:password@host:465" })
      .optional(),
    MAIL_FROM: z
      .string()
      .refine(
        (text) => isAddress(NAMED.exec(text)?.[1] ?? text),
        "must be a mail address, or one with a name: Training gate <training@example.org>",
      )
      .optional(),
    MAIL_REPLY_TO: z.string().refine(isAddress, "must be a mail address").optional(),
    CHECKPOINT_MAIL_TO: z
      .string()
      .transform((text) => text.split(",").map((one) => one.trim()))
      .refine((addresses) => addresses.every(isAddress), "must be mail addresses, with commas between them")
      .optional(),
  })
  .transform(({ SMTP_URL: url, MAIL_FROM: from, MAIL_REPLY_TO: replyTo, ...rest }, context) => {
    const { CHECKPOINT_MAIL_TO: checkpointTo = [] } = rest;
    if (url === undefined && from === undefined && replyTo === undefined && checkpointTo.length === 0) return null;
    if (url !== undefined && from !== undefined) return { url, from, replyTo, checkpointTo };
    const refuse = (variable: string, message: string) =>
      context.addIssue({ code: "custom", path: [variable], message: `is not set. ${message}` });
    if (url === undefined) refuse("SMTP_URL", "Mail goes by that server: smtps://user:password@host:465");
    if (from === undefined) refuse("MAIL_FROM", "It is the address that mail of this server is from");
    return z.NEVER;
  });

export const Other = z.object({
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be fatal, error, warn, info, debug, trace or silent",
    })
    .default("info"),
  TSA_URL: z
    .url({ protocol: /^https?$/, error: "must be the http or https address of an RFC 3161 service" })
    .optional(),
});

function isAddress(text: string): boolean {
  return Address.safeParse(text).success;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

function isPrivate(text: string): boolean {
  if (!isOrigin(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || LOOPBACK.has(hostname);
}

function toAbsolute(path: string): string {
  return isAbsolute(path) ? path : resolve(path);
}
