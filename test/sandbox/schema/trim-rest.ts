/** A piece of an OpenAPI 3.0 document. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };

export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** What is kept of an operation: JSON Schema (draft 7) for each parameter, the body and the answers that have one. */
export interface TrimmedOperation {
  readonly parameters: ReadonlyArray<{
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Node;
  }>;
  readonly body?: Node;
  readonly bodyRequired?: boolean;
  readonly responses: Readonly<Record<string, Node>>;
}

export interface TrimmedApi {
  readonly operations: Readonly<Record<string, TrimmedOperation>>;
  /** Referred to as `github#/definitions/<name>`. */
  readonly definitions: Readonly<Record<string, Node>>;
}

const KEPT_FORMATS = new Set(["date-time", "date", "uri"]);
const DROPPED = new Set([
  "description",
  "example",
  "examples",
  "title",
  "discriminator",
  "xml",
  "externalDocs",
  "default",
  "deprecated",
  "readOnly",
]);

/** GitHub's description cut to these operations, descriptions and examples gone, OpenAPI's `nullable` made JSON Schema. */
export function trimRest(api: Node, operations: readonly Operation[]): TrimmedApi {
  const definitions: Record<string, Node> = {};
  const schemas = at(at(api, "components"), "schemas");

  const resolve = (node: Node): Node => (typeof node.$ref === "string" ? resolve(follow(api, node.$ref)) : node);
  const define = (name: string): void => {
    if (definitions[name]) return;
    definitions[name] = {};
    definitions[name] = schema(at(schemas, name));
  };

  function schema(node: Node): Node {
    if (typeof node.$ref === "string") {
      const name = node.$ref.split("/").at(-1) ?? "";
      define(name);
      return { $ref: `github#/definitions/${name}` };
    }
    const kept = Object.entries(node).filter(([key, value]) => isKept(key, value));
    return nullable(Object.fromEntries(kept.map(([key, value]) => [key, inner(key, value)])));
  }

  function inner(key: string, value: Json): Json {
    if (key === "properties")
      return Object.fromEntries(Object.entries(value as Node).map(([name, one]) => [name, schema(one as Node)]));
    if (key === "anyOf" || key === "oneOf" || key === "allOf") return (value as Node[]).map(schema);
    const nested = key === "items" || key === "additionalProperties" || key === "not";
    return nested && typeof value === "object" ? schema(value as Node) : value;
  }

  const content = (node: Node): Node | undefined => {
    const json = at(node, "content")["application/json"];
    return json && at(json as Node, "schema") ? schema(at(json as Node, "schema")) : undefined;
  };

  function operation({ method, path }: Operation): TrimmedOperation {
    const found = at(at(at(api, "paths"), path), method.toLowerCase());
    if (Object.keys(found).length === 0) throw new Error(`GitHub describes no ${method} ${path}`);
    const body = found.requestBody ? resolve(found.requestBody as Node) : undefined;
    const bodySchema = body && content(body);
    return {
      parameters: ((found.parameters ?? []) as Node[]).map(resolve).map(parameter),
      ...(bodySchema ? { body: bodySchema, bodyRequired: body?.required === true } : {}),
      responses: Object.fromEntries(
        Object.entries(at(found, "responses")).flatMap(([status, answer]) => {
          const answerSchema = content(resolve(answer as Node));
          return answerSchema ? [[status, answerSchema]] : [];
        }),
      ),
    };
  }

  function parameter(node: Node): TrimmedOperation["parameters"][number] {
    return {
      name: String(node.name),
      in: String(node.in),
      required: node.required === true,
      schema: schema(at(node, "schema")),
    };
  }

  const trimmed = Object.fromEntries(operations.map((one) => [`${one.method} ${one.path}`, operation(one)]));
  return { operations: trimmed, definitions };
}

function isKept(key: string, value: Json): boolean {
  if (key.startsWith("x-")) return false;
  if (key === "format") return KEPT_FORMATS.has(String(value));
  return !DROPPED.has(key);
}

/** `nullable: true` allows null beside whatever else the schema says. */
function nullable({ nullable: allowed, ...rest }: Node): Node {
  if (allowed !== true) return rest;
  if (typeof rest.type !== "string") return Object.keys(rest).length > 0 ? { anyOf: [rest, { type: "null" }] } : rest;
  const values = Array.isArray(rest.enum) && !rest.enum.includes(null) ? { enum: [...rest.enum, null] } : {};
  return { ...rest, ...values, type: [rest.type, "null"] };
}

function at(node: Node, key: string): Node {
  return (node[key] ?? {}) as Node;
}

function follow(api: Node, ref: string): Node {
  return ref.slice(2).split("/").reduce(at, api);
}
