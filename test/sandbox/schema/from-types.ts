import ts from "typescript";
import type { Operation, TrimmedApi, TrimmedOperation } from "./trim-rest.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };

/**
 * The same cut as `trimRest`, made from GitHub's description as `@octokit/openapi-types` writes it in TypeScript: what
 * is required, every type, enum and null is there; formats, patterns and bounds of numbers are not.
 */
export function describeFromTypes(source: string, operations: readonly Operation[], known: TrimmedApi): TrimmedApi {
  const file = ts.createSourceFile("types.d.ts", source, ts.ScriptTarget.Latest);
  const roots = rootsOf(file);
  const definitions: Record<string, Schema> = { ...known.definitions };
  const converter = createConverter(roots, definitions);
  const added = operations.map((one) => [`${one.method} ${one.path}`, converter.operation(one)] as const);
  return { operations: { ...known.operations, ...Object.fromEntries(added) }, definitions };
}

type Members = ReadonlyMap<string, ts.PropertySignature>;

function rootsOf(file: ts.SourceFile): Readonly<Record<"paths" | "components" | "operations", Members>> {
  const members = (name: string) => {
    const found = file.statements.find(
      (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name,
    );
    if (!found) throw new Error(`The types hold no interface ${name}`);
    return membersOf(found.members);
  };
  return { paths: members("paths"), components: members("components"), operations: members("operations") };
}

function membersOf(members: readonly ts.TypeElement[]): Members {
  return new Map(
    members.flatMap((one) =>
      ts.isPropertySignature(one) && one.type && (ts.isIdentifier(one.name) || ts.isLiteralExpression(one.name))
        ? [[one.name.text, one] as const]
        : [],
    ),
  );
}

function createConverter(roots: ReturnType<typeof rootsOf>, definitions: Record<string, Schema>) {
  const inside = (node: ts.TypeNode | undefined): Members =>
    node && ts.isTypeLiteralNode(node) ? membersOf(node.members) : new Map();

  /** `components["schemas"]["x"]`, taken apart. */
  const indexed = (node: ts.TypeNode): readonly [root: string, kind: string, name: string] | undefined => {
    if (!ts.isIndexedAccessTypeNode(node)) return undefined;
    const name = literalOf(node.indexType);
    const [root, kind] = ts.isIndexedAccessTypeNode(node.objectType)
      ? [node.objectType.objectType, literalOf(node.objectType.indexType)]
      : [node.objectType, ""];
    return ts.isTypeReferenceNode(root) && ts.isIdentifier(root.typeName)
      ? [root.typeName.text, String(kind), String(name)]
      : undefined;
  };

  const resolve = (node: ts.TypeNode | undefined): ts.TypeNode | undefined => {
    const [root, kind, name = ""] = (node && indexed(node)) ?? [];
    if (root === "operations") return roots.operations.get(name)?.type;
    return root === "components" ? inside(roots.components.get(kind ?? "")?.type).get(name)?.type : node;
  };

  function schema(node: ts.TypeNode): Schema {
    const [root, kind, name = ""] = indexed(node) ?? [];
    if (root === "components" && kind === "schemas") {
      if (!definitions[name]) {
        definitions[name] = {};
        definitions[name] = schema(resolve(node) ?? node);
      }
      return { $ref: `github#/definitions/${name}` };
    }
    if (root !== undefined) return schema(resolve(node) ?? node);
    if (ts.isParenthesizedTypeNode(node)) return schema(node.type);
    if (ts.isTypeOperatorNode(node)) return schema(node.type);
    if (ts.isTypeLiteralNode(node)) return objectSchema(node);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: schema(node.elementType) };
    if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map(schema) };
    if (ts.isUnionTypeNode(node)) return union(node.types);
    return keyword(node);
  }

  function union(types: readonly ts.TypeNode[]): Schema {
    const literals = types.map(literalOf);
    if (literals.every((one) => one !== undefined)) return { enum: literals };
    const parts = types.filter((one) => one.kind !== ts.SyntaxKind.BigIntKeyword).map(schema);
    return parts.length === 1 ? (parts[0] ?? {}) : { anyOf: parts };
  }

  function objectSchema(node: ts.TypeLiteralNode): Schema {
    const members = [...membersOf(node.members)];
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    const required = members.filter(([, { questionToken }]) => !questionToken).map(([name]) => name);
    return {
      type: "object",
      ...(members.length > 0
        ? { properties: Object.fromEntries(members.map(([name, { type }]) => [name, type ? schema(type) : {}])) }
        : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(index ? { additionalProperties: schema(index.type) } : {}),
    };
  }

  const json = (node: ts.TypeNode | undefined): ts.TypeNode | undefined =>
    inside(inside(resolve(node)).get("content")?.type).get("application/json")?.type;

  function parameters(node: ts.TypeNode | undefined): TrimmedOperation["parameters"] {
    return [...inside(node)].flatMap(([where, group]) =>
      [...inside(group.type)].map(([name, { type, questionToken }]) => ({
        name,
        in: where,
        required: !questionToken,
        schema: type ? schema(resolve(type) ?? type) : {},
      })),
    );
  }

  return {
    operation({ method, path }: Operation): TrimmedOperation {
      const named = inside(roots.paths.get(path)?.type).get(method.toLowerCase())?.type;
      const found = inside(resolve(named));
      if (found.size === 0) throw new Error(`The types hold no ${method} ${path}`);
      const request = found.get("requestBody");
      const body = json(request?.type);
      const responses = [...inside(found.get("responses")?.type)].flatMap(([status, { type }]) => {
        const answer = json(type);
        return answer ? [[status, schema(answer)] as const] : [];
      });
      return {
        parameters: parameters(found.get("parameters")?.type),
        ...(body ? { body: schema(body), bodyRequired: !request?.questionToken } : {}),
        responses: Object.fromEntries(responses),
      };
    },
  };
}

function literalOf(node: ts.TypeNode): string | number | boolean | null | undefined {
  if (!ts.isLiteralTypeNode(node)) return undefined;
  const { literal } = node;
  if (literal.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isStringLiteral(literal)) return literal.text;
  if (ts.isNumericLiteral(literal)) return Number(literal.text);
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return true;
  return literal.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, Schema> = new Map<ts.SyntaxKind, Schema>([
  [ts.SyntaxKind.StringKeyword, { type: "string" }],
  [ts.SyntaxKind.NumberKeyword, { type: "number" }],
  [ts.SyntaxKind.BooleanKeyword, { type: "boolean" }],
  [ts.SyntaxKind.UnknownKeyword, {}],
]);

/** `Record<string, never>` is how the types write an object of which nothing is said. */
function keyword(node: ts.TypeNode): Schema {
  const literal = literalOf(node);
  if (literal !== undefined) return literal === null ? { type: "null" } : { enum: [literal] };
  const known = KEYWORDS.get(node.kind);
  if (known) return known;
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && node.typeName.text === "Record")
    return { type: "object" };
  throw new Error(`No schema is known for a type of kind ${ts.SyntaxKind[node.kind]}`);
}
