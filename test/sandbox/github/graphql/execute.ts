import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import type { InstallationCaller } from "../auth.ts";
import type { World } from "../world.ts";
import { type Context, problem, type RateLimitSeen } from "./context.ts";
import { type Plan, planOf, weigh } from "./plan.ts";
import { typeNameOf } from "./resolvers.ts";
import { githubSchema } from "./schema.ts";

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly plan: Plan;
}

/** A query that has passed the schema and GitHub's limits, or the errors that say why not. */
export type Read =
  | {
      readonly ok: true;
      readonly cost: number;
      readonly run: (caller: InstallationCaller, limit: RateLimitSeen) => Promise<Answer>;
    }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly object[];
}

export interface GraphQLEngine {
  read(request: GraphQLRequest): Read;
}

const DOCUMENTS_KEPT = 200;

/** Parses and validates each text once; then a query costs its execution alone. */
export function createGraphQLEngine(world: World): GraphQLEngine {
  const known = new Map<string, Prepared | readonly GraphQLError[]>();

  return {
    read(request) {
      const key = `${request.operationName ?? ""}\n${request.query}`;
      const prepared = known.get(key) ?? prepare(request);
      if (!known.has(key)) keep(known, key, prepared);
      return isErrors(prepared) ? { ok: false, errors: prepared } : read(world, prepared, request.variables ?? {});
    },
  };
}

/** Texts that name pull requests differ without end, so the oldest goes. */
function keep<Value>(known: Map<string, Value>, key: string, value: Value): void {
  const oldest = known.keys().next().value;
  if (known.size >= DOCUMENTS_KEPT && oldest !== undefined) known.delete(oldest);
  known.set(key, value);
}

function isErrors(value: object): value is readonly GraphQLError[] {
  return Array.isArray(value);
}

function prepare({ query, operationName }: GraphQLRequest): Prepared | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const errors = validate(githubSchema(), document);
  if (errors.length > 0) return errors;
  const operation = getOperationAST(document, operationName);
  if (!operation)
    return [problem("INVALID_OPERATION", "Must provide operation name if query contains multiple operations.")];
  if (operation.operation !== "query") return [problem("FORBIDDEN", "The stand-in has no mutations.")];
  return { document, operation, plan: planOf(githubSchema(), document, operation) };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function read(world: World, { document, operation, plan }: Prepared, given: Readonly<Record<string, unknown>>): Read {
  const variables = getVariableValues(githubSchema(), operation.variableDefinitions ?? [], given);
  if (variables.errors) return { ok: false, errors: variables.errors };
  const weight = weigh(plan, variables.coerced);
  if (isErrors(weight)) return { ok: false, errors: weight };

  const { cost, nodeCount } = weight as Exclude<typeof weight, readonly GraphQLError[]>;
  const run = async (caller: InstallationCaller, rateLimit: RateLimitSeen) => {
    const contextValue: Context = { world, caller, cost, nodeCount, rateLimit };
    const typeResolver = (source: unknown) => typeNameOf(source as object);
    const result = await execute({
      schema: githubSchema(),
      document,
      operationName: operation.name?.value,
      variableValues: given,
      contextValue,
      typeResolver,
    });
    return shown(result);
  };
  return { ok: true, cost, run };
}

function shown({ data, errors }: ExecutionResult): Answer {
  return errors ? { data, errors: errors.map(shownError) } : { data };
}

/** GitHub puts the kind of an error at its top, beside the message. */
export function shownError(error: GraphQLError): GraphQLFormattedError & { readonly type?: unknown } {
  const { extensions, ...formatted } = error.toJSON();
  return extensions?.type === undefined
    ? { ...formatted, ...(extensions ? { extensions } : {}) }
    : { type: extensions.type, ...formatted };
}
