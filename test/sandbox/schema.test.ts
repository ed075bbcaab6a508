import { readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { describe, expect, it } from "vitest";
import { RESOLVERS } from "./github/graphql/resolvers.ts";
import { githubSchema } from "./github/graphql/schema.ts";
import { ROUTES } from "./github/rest/routes.ts";
import { isDescribed } from "./github/validate.ts";
import { trimGraphQL } from "./schema/trim-graphql.ts";

/** The package exports no path to the file, so it is read from where it lies. */
const WHOLE = new URL("../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);

describe("the trimmed descriptions", () => {
  it.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))("hold %s", (_, route) => {
    expect(isDescribed(route)).toBe(true);
  });

  it("are what trimming GitHub's schema to the resolvers gives today", () => {
    const kept = Object.fromEntries(Object.entries(RESOLVERS).map(([type, fields]) => [type, Object.keys(fields)]));
    const committed = readFileSync(new URL("schema/github.graphql", import.meta.url), "utf8");

    expect(trimGraphQL(readFileSync(WHOLE, "utf8"), kept)).toBe(committed);
  });

  it("have a resolver for each field, so that nothing is null for want of one", () => {
    const unresolved = Object.values(githubSchema().getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith("__")
        ? Object.values(type.getFields())
            .filter(({ resolve }) => !resolve)
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );

    expect(unresolved).toEqual([]);
  });

  it("allow nothing that GitHub's schema forbids: the same types, arguments and values, only fewer", () => {
    const whole = shapeOf(buildSchema(readFileSync(WHOLE, "utf8"), { assumeValid: true }));

    const loosened = [...shapeOf(githubSchema())].filter((line) => !whole.has(line));

    expect(loosened).toEqual([]);
  });
});

/** Every promise of a schema, one a line; a part of a schema has a part of its lines. */
function shapeOf(schema: GraphQLSchema): Set<string> {
  const lines = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    lines.add(`type ${type.name}`);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const one of type.getInterfaces()) lines.add(`${type.name} implements ${one.name}`);
      for (const { name, args, type: of } of Object.values(type.getFields()))
        lines.add(
          `${type.name}.${name}(${args
            .map((arg) => `${arg.name}: ${arg.type}`)
            .sort()
            .join(", ")}): ${of}`,
        );
    }
    if (isInputObjectType(type))
      for (const { name, type: of } of Object.values(type.getFields())) lines.add(`${type.name}.${name}: ${of}`);
    if (isEnumType(type)) for (const { name } of type.getValues()) lines.add(`${type.name} = ${name}`);
    if (isUnionType(type)) for (const { name } of type.getTypes()) lines.add(`${type.name} | ${name}`);
  }
  return lines;
}
