import { GitHubUnavailableError } from "../domain/errors.ts";
import type { InstallationClient } from "./client.ts";

/**
 * One GraphQL request. GitHub answers 200 with `errors` beside partial `data` when it runs out of time or a part
 * fails: such an answer is no answer, except for what does not exist (`NOT_FOUND`), which is null in `data`.
 */
export async function graphql(
  client: InstallationClient,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  return client.read(async (octokit) => {
    try {
      return await octokit.graphql(query, variables);
    } catch (error) {
      if (!isGraphqlFailure(error)) throw error;
      const types = error.errors.map(({ type }) => type ?? "UNKNOWN");
      if (types.every((type) => type === "NOT_FOUND") && error.data) return error.data;
      throw new GitHubUnavailableError({ errors: types.join(",") }, { cause: error });
    }
  });
}

interface GraphqlFailure {
  readonly errors: readonly { readonly type?: string; readonly message: string }[];
  readonly data: unknown;
}

function isGraphqlFailure(error: unknown): error is GraphqlFailure {
  return (
    error instanceof Error && error.name === "GraphqlResponseError" && "errors" in error && Array.isArray(error.errors)
  );
}
