import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, print, type TypeNode, visit } from "graphql";

/** Object types to the fields that are kept of them. */
export type Kept = Readonly<Record<string, readonly string[]>>;

/**
 * GitHub's schema without what is not in `kept`: those fields, with every argument, input, enum and scalar that they
 * name. Nothing is loosened, so a query that is valid in the result is valid in the whole schema.
 */
export function trimGraphQL(sdl: string, kept: Kept): string {
  const bare = visit(parse(sdl, { noLocation: true }), {
    enter: (node) => ("description" in node && node.description ? { ...node, description: undefined } : undefined),
    Directive: (node) => (node.name.value === "deprecated" ? undefined : null),
  });
  const types = new Map(
    bare.definitions.flatMap((one) => ("name" in one && one.name ? [[one.name.value, one] as const] : [])),
  );
  checkFields(types, kept);
  const wanted = new Set(Object.keys(kept));
  const result = new Map<string, DefinitionNode>();
  for (const name of wanted) {
    const definition = types.get(name);
    const trimmed = definition && trimDefinition(definition, kept, types);
    if (!trimmed) continue;
    result.set(name, trimmed);
    for (const used of namesIn(trimmed)) wanted.add(used);
  }
  const definitions = [...result].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
  return `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}

function checkFields(types: ReadonlyMap<string, DefinitionNode>, kept: Kept): void {
  for (const [name, fields] of Object.entries(kept)) {
    const definition = types.get(name);
    if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(`GitHub's schema has no object type ${name}`);
    const missing = fields.filter((field) => !definition.fields?.some((one) => one.name.value === field));
    if (missing.length > 0) throw new Error(`GitHub's ${name} has no field ${missing.join(", ")}`);
  }
}

function trimDefinition(
  definition: DefinitionNode,
  kept: Kept,
  types: ReadonlyMap<string, DefinitionNode>,
): DefinitionNode | undefined {
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
    const fields = definition.fields?.filter((field) => kept[definition.name.value]?.includes(field.name.value)) ?? [];
    const interfaces =
      definition.interfaces?.filter(({ name }) => commonFields(name.value, kept, types).length > 0) ?? [];
    return { ...definition, fields, interfaces };
  }
  if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const fields = commonFields(definition.name.value, kept, types);
    const interfaces =
      definition.interfaces?.filter(({ name }) => commonFields(name.value, kept, types).length > 0) ?? [];
    return { ...definition, fields, interfaces };
  }
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
    return { ...definition, types: definition.types?.filter(({ name }) => kept[name.value]) ?? [] };
  }
  return definition;
}

/** An interface keeps the fields that all its kept types answer; without any it is dropped. */
function commonFields(name: string, kept: Kept, types: ReadonlyMap<string, DefinitionNode>): FieldDefinitionNode[] {
  const definition = types.get(name);
  if (definition?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  const implementers = Object.keys(kept).filter((type) => {
    const object = types.get(type);
    return object?.kind === Kind.OBJECT_TYPE_DEFINITION && object.interfaces?.some((one) => one.name.value === name);
  });
  return (definition.fields ?? []).filter((field) =>
    implementers.every((type) => kept[type]?.includes(field.name.value)),
  );
}

function namesIn(definition: DefinitionNode): string[] {
  const names: string[] = [];
  visit(definition, { NamedType: (node: TypeNode & { kind: Kind.NAMED_TYPE }) => void names.push(node.name.value) });
  return names;
}
