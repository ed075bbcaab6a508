import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./auth.ts";
import { authorize } from "./authorize.ts";
import type { Faults } from "./faults.ts";
import { createGraphQLEngine, type GraphQLRequest, shownError } from "./graphql/execute.ts";
import { type Budget, budgetHeaders, type Limits } from "./limits.ts";
import { invalid, notAccessible, notFound, Refusal } from "./refusal.ts";
import { kindOf, type Requests, type SeenRequest } from "./requests.ts";
import type { Call, Reply, Route, Services } from "./rest/route.ts";
import { matchRoute } from "./rest/routes.ts";
import type { Repository } from "./state.ts";
import { requestProblems, responseProblems, type Violation } from "./validate.ts";
import { withFaults } from "./with-faults.ts";

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** `reset`: cut the connection instead of answering. */
export type ApiReply = Reply | "reset";

export interface ApiParts {
  readonly services: Services;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly requests: Requests;
  readonly violations: Violation[];
  readonly validateResponses: boolean;
}

export interface Api {
  rest(request: ApiRequest): Promise<ApiReply>;
  graphql(request: ApiRequest): Promise<ApiReply>;
  /** For calls that are answered elsewhere (sign-in): seen, counted, and subject to faults. */
  around(
    request: { readonly method: string; readonly route: string; readonly path: string },
    answer: () => Promise<Reply>,
  ): Promise<ApiReply>;
}

export function createApi(parts: ApiParts): Api {
  const { services, limits, faults, requests, violations } = parts;
  const engine = createGraphQLEngine(services.world);

  const around: Api["around"] = async ({ method, route, path }, answer) => {
    const seen: SeenRequest = {
      method,
      route,
      path,
      kind: kindOf(method, route),
      status: 0,
      at: services.world.state.clock(),
    };
    requests.add(seen);
    const reply = await withFaults(faults, seen, answer);
    seen.status = reply === "reset" ? 0 : reply.status;
    return reply;
  };

  /** Spends the caller's budget around the work, and shows what is left of it. */
  const limited = async (
    caller: Caller,
    charge: Omit<Parameters<Limits["enter"]>[0], "caller">,
    work: (budget: Budget) => Promise<Reply> | Reply,
  ) => {
    try {
      const budget = limits.enter({ caller, ...charge });
      const reply = await work(budget);
      return { ...reply, headers: { ...budgetHeaders(budget), ...reply.headers } };
    } finally {
      limits.leave(caller);
    }
  };

  const refuseViolations = (route: Route, call: Call) => {
    const problems = requestProblems(route, { path: call.params, query: call.query, body: call.body });
    if (problems.length === 0) return;
    violations.push(...problems);
    throw invalid(
      `Invalid request.\n\n${problems.map(({ problem }) => problem).join("\n")}`,
      problems.map(({ problem }) => problem),
    );
  };

  async function answerRest(request: ApiRequest, path: string): Promise<Reply> {
    const authorization = request.headers.authorization;
    const caller = services.credentials.identify(authorization);
    const match = matchRoute(request.method, path);
    if (!match) throw notFound();
    const { route, params } = match;
    const endpoint = `${route.method} ${route.path}`;
    const writes = route.method !== "GET";
    return limited(caller, { resource: "core", endpoint, writes, creates: route.creates, cost: 1 }, () => {
      const repository = repositoryIn(services, params);
      const query = Object.fromEntries(request.url.searchParams);
      const body = request.text === "" ? undefined : parsed(request.text);
      const call: Call = {
        ...services,
        caller,
        authorization,
        params,
        query,
        body,
        url: request.url.pathname + request.url.search,
        repository,
      };
      authorize(route, call);
      refuseViolations(route, call);
      const reply = route.handle(call);
      if (parts.validateResponses) violations.push(...responseProblems(route, reply.status, reply.body));
      return reply;
    });
  }

  async function answerGraphQL(request: ApiRequest, body: GraphQLRequest): Promise<Reply> {
    const caller = services.credentials.identify(request.headers.authorization);
    if (caller.kind === "anonymous") throw new Refusal(403, "API rate limit exceeded for 127.0.0.1.");
    if (caller.kind !== "installation") throw notAccessible();
    const read = engine.read(body);
    const cost = read.ok ? read.cost : 1;
    return limited(
      caller,
      { resource: "graphql", endpoint: "graphql", writes: false, creates: false, cost },
      async (budget) => {
        if (read.ok) return { status: 200, body: await read.run(caller, budget) };
        violations.push(
          ...read.errors.map(({ message }) => ({ operation: "graphql", part: "graphql" as const, problem: message })),
        );
        return { status: 200, body: { errors: read.errors.map(shownError) } };
      },
    );
  }

  return {
    around,
    rest(request) {
      const path = request.url.pathname.replace(/^\/api\/v3/, "");
      const route = matchRoute(request.method, path)?.route.path ?? path;
      return around({ method: request.method, route, path }, () => answerRest(request, path));
    },
    graphql(request) {
      const body = graphqlBody(request);
      const name = body ? (body.operationName ?? /\bquery\s+(\w+)/.exec(body.query)?.[1] ?? "anonymous") : "unreadable";
      return around({ method: request.method, route: `graphql ${name}`, path: "/graphql" }, async () => {
        if (!body) throw new Refusal(400, "Problems parsing JSON");
        return answerGraphQL(request, body);
      });
    },
  };
}

function graphqlBody({ method, text }: ApiRequest): GraphQLRequest | undefined {
  if (method !== "POST") return undefined;
  try {
    const body = JSON.parse(text) as Partial<GraphQLRequest>;
    return typeof body.query === "string" ? { ...body, query: body.query } : undefined;
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

function repositoryIn(
  { world: { state } }: Services,
  { owner, repo }: Readonly<Record<string, string>>,
): Repository | undefined {
  return owner && repo ? state.repositoryNames.get(`${owner}/${repo}`.toLowerCase()) : undefined;
}
