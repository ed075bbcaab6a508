import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { appendToEnvFile, type Environment, readConfig, requireWritable } from "../../config.ts";
import type { Manifest } from "../../policy/manifest.ts";
import { parsePolicy } from "../../policy/parse.ts";
import { FEATURE_NAMES, type Feature } from "../../policy/registration.ts";
import type { Cli, ExitCode, MadeApp } from "../cli.ts";
import { UsageError } from "../failure.ts";

export interface SetupOptions {
  readonly org: string;
  /** As it was written: `access,rulesets`. */
  readonly with?: string;
  readonly port?: number;
}

/** What setup writes; where one of them is set, an App is in use. */
const SECRETS = [
  "APP_ID",
  "PRIVATE_KEY",
  "PRIVATE_KEY_PATH",
  "WEBHOOK_SECRET",
  "GITHUB_CLIENT_ID",
  "GITHUB_CLIENT_SECRET",
];

/** Registers the App through a browser on this machine, and writes its secrets into `.env` of the folder. */
export async function setup({ terminal, app }: Cli, options: SetupOptions): Promise<ExitCode> {
  const environment = terminal.environment();
  refuseSecretsInUse(environment);
  const { server, gitHubHost, policy } = readConfig(environment, ["address"]);
  const features = featuresIn(options.with);
  const manifest = await readManifest(policy.file);
  const envFile = join(terminal.folder, ".env");
  await requireWritable(envFile);

  const { startSetup } = await app();
  const keep = (made: MadeApp) => appendToEnvFile(envFile, valuesOf(made));
  const { org, port = 0 } = options;
  const running = await startSetup({ gitHubHost, baseUrl: server.baseUrl, org, manifest, features, port, keep });
  try {
    for (const { permission, level, reason } of running.added)
      terminal.tell(`Beside what app.yml asks for: ${permission} ${level}, since it ${reason}`);
    terminal.tell(`Open this in a browser on this machine. It is good once:\n\n  ${running.url}\n`);
    const made = await Promise.race([running.registered, terminal.stopRequested()]);
    if (!made) return 1;
    terminal.tell(nextSteps(made, { org, envFile }));
    return 0;
  } finally {
    await running.close();
  }
}

function refuseSecretsInUse(environment: Environment): void {
  const used = SECRETS.filter((name) => environment[name]?.trim());
  if (used.length === 0) return;
  const names = used.join(", ");
  throw new UsageError(`${names} set already, in the environment or in .env. Take them out to register another App`);
}

function featuresIn(text: string | undefined): readonly Feature[] {
  const named = (text ?? "").split(",").map((name) => name.trim());
  const unknown = named.filter((name) => name !== "" && !FEATURE_NAMES.some((feature) => feature === name));
  if (unknown.length > 0)
    throw new UsageError(`--with does not know ${unknown.join(", ")}. It takes ${FEATURE_NAMES.join(", ")}`);
  return FEATURE_NAMES.filter((feature) => named.includes(feature));
}

async function readManifest(source: string): Promise<Manifest> {
  const parsed = parsePolicy({ source, text: await readFile(source, "utf8") });
  if (parsed.ok) return parsed.manifest;
  const problems = parsed.problems.map(({ line, column, message }) => `${source}:${line}:${column} ${message}`);
  throw new UsageError(problems.join("\n"));
}

/** The key on one line, as a file of variables takes it. */
function valuesOf(made: MadeApp): Readonly<Record<string, string>> {
  return {
    APP_ID: String(made.id),
    PRIVATE_KEY: Buffer.from(made.privateKey).toString("base64"),
    WEBHOOK_SECRET: made.webhookSecret,
    GITHUB_CLIENT_ID: made.clientId,
    GITHUB_CLIENT_SECRET: made.clientSecret,
  };
}

function nextSteps(
  { slug, url }: MadeApp,
  { org, envFile }: { readonly org: string; readonly envFile: string },
): string {
  return [
    `${slug} is registered, and its secrets are in ${envFile}. Next:`,
    "",
    "  npx training-gate policy explain         what app.yml asks of whom",
    "  npx training-gate start                  serve; then install the App:",
    `                                           ${url}/installations/new`,
    `  npx training-gate doctor --org ${org}    is the gate real?`,
  ].join("\n");
}
