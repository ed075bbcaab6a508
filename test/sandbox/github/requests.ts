/** One request as tests count them. */
export interface SeenRequest {
  readonly method: string;
  /** The route's template, `graphql <operation name>`, or the path if nothing answers there. */
  readonly route: string;
  readonly path: string;
  /** `token` is signing in as the App or a person; the rest is told apart by what it does to GitHub. */
  readonly kind: "read" | "write" | "token";
  status: number;
  readonly at: Date;
}

export interface Requests extends Iterable<SeenRequest> {
  readonly all: readonly SeenRequest[];
  add(request: SeenRequest): void;
  clear(): void;
}

export interface RequestCount {
  readonly read: number;
  readonly write: number;
  readonly token: number;
}

export function createRequests(): Requests {
  const all: SeenRequest[] = [];
  return {
    all,
    add: (request) => void all.push(request),
    clear: () => void all.splice(0),
    [Symbol.iterator]: () => all[Symbol.iterator](),
  };
}

/** Since an index into the list (`requests.all.length` taken earlier), so that two in one millisecond are told apart. */
export function countRequests({ all }: Requests, since = 0): RequestCount {
  const count = { read: 0, write: 0, token: 0 };
  for (const { kind } of all.slice(since)) count[kind]++;
  return count;
}

export function kindOf(method: string, route: string): SeenRequest["kind"] {
  if (
    route.endsWith("/access_tokens") ||
    route.startsWith("/login/") ||
    route === "/installation/token" ||
    route.startsWith("/applications/")
  )
    return "token";
  return method === "GET" || route.startsWith("graphql") ? "read" : "write";
}
