import { readFileSync, writeFileSync } from "node:fs";
import { RESOLVERS } from "../github/graphql/resolvers.ts";
import { ROUTES } from "../github/rest/routes.ts";
import { describeFromTypes } from "./from-types.ts";
import { trimGraphQL } from "./trim-graphql.ts";
import type { TrimmedApi } from "./trim-rest.ts";

/**
 * Adds to `rest.json` the operations that the stand-in serves and the file lacks, and writes `github.graphql` anew, from
 * the packages that are installed anyhow:
 *
 *     tsx --tsconfig test/tsconfig.json test/sandbox/schema/extend.ts
 *
 * What `trim.ts` cuts from the whole description is stricter, and is kept where it is there.
 */
function main(): void {
  const packages = new URL("../../../node_modules/@octokit/", import.meta.url);
  const file = new URL("rest.json", import.meta.url);
  const known = JSON.parse(readFileSync(file, "utf8")) as TrimmedApi;
  const missing = ROUTES.filter(({ method, path }) => !known.operations[`${method} ${path}`]);
  const types = readFileSync(new URL("openapi-types/types.d.ts", packages), "utf8");
  if (missing.length > 0) writeFileSync(file, JSON.stringify(describeFromTypes(types, missing, known)));

  const kept = Object.fromEntries(Object.entries(RESOLVERS).map(([type, fields]) => [type, Object.keys(fields)]));
  const schema = readFileSync(new URL("graphql-schema/schema.graphql", packages), "utf8");
  writeFileSync(new URL("github.graphql", import.meta.url), trimGraphQL(schema, kept));
}

main();
