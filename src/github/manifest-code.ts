import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { GateError } from "../domain/errors.ts";
import { fetchFromGitHub } from "./fetch.ts";

/** An App that GitHub has just made, with the secrets that it tells this once. */
export interface MadeApp {
  readonly id: number;
  readonly slug: string;
  readonly owner: string;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookSecret: string;
  readonly privateKey: string;
}

/** GitHub did not give the secrets of the App that it made. */
export class AppSecretsError extends GateError {
  override readonly name = "AppSecretsError";
  override readonly remedy = "operator";

  constructor(status: number, options?: ErrorOptions) {
    const remedy = "the code is good once and for an hour. Delete the App on GitHub, and run setup again";
    super("GitHub did not give the secrets of the new App", { status, remedy }, options);
  }
}

const Answer = z.object({
  id: z.number(),
  slug: z.string(),
  html_url: z.string(),
  owner: z.object({ login: z.string() }),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string(),
  pem: z.string(),
});

/** Octokit tells of failures by itself; here setup does. */
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest */
export async function exchangeManifestCode(apiUrl: string, code: string): Promise<MadeApp> {
  const octokit = new Octokit({ baseUrl: apiUrl, log: silent, request: { fetch: fetchFromGitHub } });
  const { data } = await octokit.rest.apps.createFromManifest({ code }).catch((error: unknown) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
    throw new AppSecretsError(status, { cause: error });
  });
  const made = Answer.parse(data);
  return {
    id: made.id,
    slug: made.slug,
    owner: made.owner.login,
    url: made.html_url,
    clientId: made.client_id,
    clientSecret: made.client_secret,
    webhookSecret: made.webhook_secret,
    privateKey: made.pem,
  };
}
