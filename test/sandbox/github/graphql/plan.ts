import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { problem } from "./context.ts";

/** A connection that a query asks for, and those inside it. */
interface Asked {
  readonly name: string;
  readonly first: ValueNode | undefined;
  readonly last: ValueNode | undefined;
  readonly inside: readonly Asked[];
}

export type Plan = readonly Asked[];

export interface Weight {
  readonly nodeCount: number;
  /** In points of the hourly budget. */
  readonly cost: number;
}

type Variables = Readonly<Record<string, unknown>>;

const NODE_LIMIT = 500_000;
const PAGE_LIMIT = 100;
const REQUESTS_A_POINT = 100;

/** Reads from a query, once, which connections lie in which. */
export function planOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plan {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getQueryType();
  return root ? asked(operation.selectionSet, root) : [];

  function asked(selections: SelectionSetNode, type: GraphQLCompositeType): Asked[] {
    return selections.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return askedByField(selection, type);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      return fragment && isCompositeType(on) ? asked(fragment.selectionSet, on) : [];
    });
  }

  function askedByField(field: FieldNode, parent: GraphQLCompositeType): Asked[] {
    const found = "getFields" in parent ? parent.getFields()[field.name.value] : undefined;
    const type = found && getNamedType(found.type);
    if (!type || !isCompositeType(type) || !field.selectionSet) return [];
    const inside = asked(field.selectionSet, type);
    if (!type.name.endsWith("Connection")) return inside;
    const value = (name: string) => field.arguments?.find((argument) => argument.name.value === name)?.value;
    return [{ name: field.name.value, first: value("first"), last: value("last"), inside }];
  }
}

/** GitHub's rules on paging and size; returns what the query weighs, or the errors that it earns. */
export function weigh(plan: Plan, variables: Variables): Weight | readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  let nodeCount = 0;
  let requests = 0;
  const visit = (connections: Plan, parents: number) => {
    for (const connection of connections) {
      const size = sizeOf(connection, variables, errors);
      requests += parents;
      nodeCount += parents * size;
      visit(connection.inside, parents * size);
    }
  };
  visit(plan, 1);
  if (nodeCount > NODE_LIMIT) {
    const message = `This query requests up to ${nodeCount.toLocaleString("en")} possible nodes which exceeds the maximum limit of 500,000.`;
    errors.push(problem("MAX_NODE_LIMIT_EXCEEDED", message));
  }
  return errors.length > 0 ? errors : { nodeCount, cost: Math.max(1, Math.round(requests / REQUESTS_A_POINT)) };
}

function sizeOf({ name, first, last }: Asked, variables: Variables, errors: GraphQLError[]): number {
  const size = numberOf(first, variables) ?? numberOf(last, variables);
  const argument = numberOf(first, variables) === undefined ? "last" : "first";
  if (size === undefined) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    errors.push(problem("MISSING_PAGINATION_BOUNDARIES", message));
  } else if (size > PAGE_LIMIT) {
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`${argument}\` limit of 100 records.`;
    errors.push(problem("EXCESSIVE_PAGINATION", message));
  } else if (size < 0) {
    errors.push(problem("ARGUMENT_LIMIT", `\`${argument}\` on the \`${name}\` connection cannot be less than zero.`));
  }
  return size ?? 0;
}

function numberOf(value: ValueNode | undefined, variables: Variables): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === "number" ? given : undefined;
}
