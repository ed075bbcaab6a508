import { GraphQLError } from "graphql";
import type { InstallationCaller } from "../auth.ts";
import { grants, type Need, reaches } from "../permissions.ts";
import type { Repository, State } from "../state.ts";
import type { World } from "../world.ts";

export interface RateLimitSeen {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  readonly resetAt: Date;
}

export interface Context {
  readonly world: World;
  readonly caller: InstallationCaller;
  readonly cost: number;
  readonly nodeCount: number;
  readonly rateLimit: RateLimitSeen;
}

export type Args = Readonly<Record<string, unknown>>;
export type Resolve = (source: unknown, args: Args, context: Context) => unknown;
export type Fields<Source> = Readonly<Record<string, (source: Source, args: Args, context: Context) => unknown>>;

/** The resolvers of one object type. Source types are ours to keep: whoever returns a `Commit` returns a `CommitSource`. */
export function fields<Source>(resolvers: Fields<Source>): Readonly<Record<string, Resolve>> {
  return resolvers as Readonly<Record<string, Resolve>>;
}

export function problem(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

export function requireNeed({ caller }: Context, need: Need): void {
  if (!grants(caller.permissions, need)) throw problem("FORBIDDEN", "Resource not accessible by integration");
}

/** May the token see this repository at all? Public ones it may, installed or not. */
export function sees({ caller }: Pick<Context, "caller">, repository: Repository): boolean {
  return repository.visibility === "public" || reaches(caller, repository);
}

export function visible(state: State, context: Context, id: number): Repository | null {
  const repository = state.repositories.get(id);
  return repository && sees(context, repository) ? repository : null;
}

const INT_MAX = 2 ** 31 - 1;

/** GitHub's `databaseId` is a 32-bit Int and null for what has outgrown it; `fullDatabaseId` is not. */
export function int32(id: number): number | null {
  return id <= INT_MAX ? id : null;
}
