import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema, isObjectType } from "graphql";
import { RESOLVERS } from "./resolvers.ts";

const FILE = new URL("../../schema/github.graphql", import.meta.url);

let built: GraphQLSchema | undefined;

/** GitHub's own schema, cut to what the stand-in resolves, with the resolvers put in. Built once a process. */
export function githubSchema(): GraphQLSchema {
  built ??= withResolvers(buildSchema(readFileSync(FILE, "utf8"), { assumeValid: true, noLocation: true }));
  return built;
}

function withResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const [typeName, resolvers] of Object.entries(RESOLVERS)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`The schema has no type ${typeName}: run test/sandbox/schema/trim.ts`);
    for (const [name, resolve] of Object.entries(resolvers)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(`The schema has no field ${typeName}.${name}: run test/sandbox/schema/trim.ts`);
      field.resolve = (source: unknown, args: Record<string, unknown>, context, _info) =>
        resolve(source, args, context);
    }
  }
  return schema;
}
