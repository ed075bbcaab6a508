import { z } from "zod";
import { InstallationUnusableError } from "../domain/errors.ts";
import type { WriteOutcome } from "../pipeline/access/github-port.ts";
import type { InstallationClient, Octokit } from "./client.ts";

type Done = Extract<WriteOutcome, { ok: true }>["state"];
type Refused = Extract<WriteOutcome, { ok: false }>;

/** What is written to: it decides what a 403 means. */
type Target = "team" | "repository" | "invitation";

/** One write. What GitHub will answer each time that it is asked is a value; what may pass by itself throws. */
export async function attempt(
  client: InstallationClient,
  target: Target,
  call: (octokit: Octokit) => Promise<Done>,
): Promise<WriteOutcome> {
  try {
    return { ok: true, state: await client.write(call) };
  } catch (error) {
    const refused = refusalOf(target, error);
    if (refused === undefined) throw error;
    return refused;
  }
}

const Failure = z.object({
  status: z.number(),
  message: z.string(),
  request: z.object({ url: z.string() }),
  response: z.object({ data: z.object({ errors: z.array(z.unknown()).optional() }).catch({}) }).optional(),
});

/**
 * A 403 on a team is GitHub's answer where an identity provider keeps it; with these words it is the App's permission
 * that is missing, which is for an owner to mend: https://docs.github.com/en/rest/teams/members
 */
function refusalOf(target: Target, error: unknown): Refused | undefined {
  const cause = error instanceof InstallationUnusableError ? error.cause : error;
  if (!(cause instanceof Error)) return undefined;
  const parsed = Failure.safeParse({ ...cause, message: cause.message });
  if (!parsed.success || parsed.data.request.url.endsWith("/access_tokens")) return undefined;
  const { status, message, response } = parsed.data;
  if (status === 404) return { ok: false, why: "gone", status };
  if (status === 403 && !/not accessible by integration/i.test(message))
    return { ok: false, why: target === "team" ? "synced" : "refused", status };
  if (status !== 422) return undefined;
  const isLimit = target === "invitation" && /invitation rate limit/i.test(JSON.stringify(response?.data.errors ?? []));
  return { ok: false, why: isLimit ? "invitation-limit" : "refused", status };
}
