import { readFileSync, writeFileSync } from "node:fs";
import { RESOLVERS } from "../github/graphql/resolvers.ts";
import { ROUTES } from "../github/rest/routes.ts";
import { trimGraphQL } from "./trim-graphql.ts";
import { trimRest } from "./trim-rest.ts";

/**
 * Cuts GitHub's descriptions down to what the stand-in serves, and writes `rest.json` and `github.graphql` beside this file:
 *
 *     tsx test/sandbox/schema/trim.ts <api.github.com.json> <schema.graphql>
 *
 * The first is in the npm package `@octokit/openapi` under `generated/` (385 MB, which is why it is not a dependency),
 * the second in `@octokit/graphql-schema`.
 */
function main([restFile, graphqlFile]: readonly string[]): void {
  if (!restFile || !graphqlFile) throw new Error("Usage: trim.ts <api.github.com.json> <schema.graphql>");
  const rest = trimRest(JSON.parse(readFileSync(restFile, "utf8")), ROUTES);
  writeFileSync(new URL("rest.json", import.meta.url), JSON.stringify(rest));

  const kept = Object.fromEntries(Object.entries(RESOLVERS).map(([type, fields]) => [type, Object.keys(fields)]));
  writeFileSync(new URL("github.graphql", import.meta.url), trimGraphQL(readFileSync(graphqlFile, "utf8"), kept));
}

main(process.argv.slice(2));
