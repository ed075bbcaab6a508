import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface OktaUser {
  readonly id: string;
  readonly profile: { readonly login: string; readonly githubId?: string };
}

export interface Okta {
  readonly url: string;
  readonly token: string;
  readonly users: OktaUser[];
  /** Ids of the users in the one group that there is, `trained`. */
  readonly members: Set<string>;
  /** Answers nothing but 503. */
  down: boolean;
  close(): Promise<void>;
}

const PAGE = 2;

/** The few operations on groups and users that an application needs, in pages as small as can be. */
export async function startOkta(): Promise<Okta> {
  const server = createServer((request, response) => answer(request, response, okta));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const okta: Okta = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "okta-token",
    users: [],
    members: new Set(),
    down: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return okta;
}

function answer(request: IncomingMessage, response: ServerResponse, okta: Okta): void {
  const url = new URL(request.url ?? "", okta.url);
  const status = statusOf(request, okta);
  const found = status === 200 && request.method === "GET" ? listed(url, okta) : undefined;
  if (found) sendPage(found, url, response);
  else response.writeHead(status === 200 ? changed(request.method, url.pathname, okta) : status).end();
}

function statusOf({ headers }: IncomingMessage, { down, token }: Okta): 200 | 401 | 503 {
  if (down) return 503;
  return headers.authorization === `SSWS ${token}` ? 200 : 401;
}

function listed({ pathname, searchParams }: URL, { users, members }: Okta): readonly OktaUser[] | undefined {
  if (pathname === "/api/v1/groups/trained/users") return users.filter(({ id }) => members.has(id));
  const isSearch = pathname === "/api/v1/users" && searchParams.get("search") === "profile.githubId pr";
  return isSearch ? users.filter(({ profile }) => profile.githubId !== undefined) : undefined;
}

function changed(method: string | undefined, path: string, { users, members }: Okta): 204 | 404 | 405 {
  const member = /^\/api\/v1\/groups\/trained\/users\/([^/]+)$/.exec(path)?.[1];
  if (member === undefined || !users.some(({ id }) => id === member)) return 404;
  if (method === "PUT") members.add(member);
  else if (method === "DELETE") members.delete(member);
  else return 405;
  return 204;
}

/** `after` is Okta's own word for where a page begins; here it is a number. */
function sendPage(users: readonly OktaUser[], url: URL, response: ServerResponse): void {
  const from = Number(url.searchParams.get("after") ?? 0);
  const next = new URL(url);
  next.searchParams.set("after", String(from + PAGE));
  const link = [`<${url}>; rel="self"`, ...(from + PAGE < users.length ? [`<${next}>; rel="next"`] : [])];
  response.writeHead(200, { "Content-Type": "application/json", Link: link });
  response.end(JSON.stringify(users.slice(from, from + PAGE)));
}
