import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { personId } from "../../domain/ids.ts";
import type { ApiClient } from "../../domain/stores/api-clients.ts";
import { toEligibilityJson } from "../../pipeline/eligibility/json.ts";
import type { EligibilityDesk, PersonRef } from "../../pipeline/eligibility/port.ts";
import type { WebEnv } from "../env.ts";
import { neverCached } from "../guards/headers.ts";

interface ClientEnv {
  Variables: WebEnv["Variables"] & { client: ApiClient };
}

const PAGE = 100;
const LARGEST_PAGE = 500;

/** What may stand behind the `?`. One of the three names asks about one person; none of them, about all, page by page. */
const Query = z
  .strictObject({
    login: z.string().min(1).max(100).optional(),
    github_id: z.coerce.number().int().positive().optional(),
    person: z.uuid().optional(),
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  })
  .refine(
    ({ login, github_id, person }) => [login, github_id, person].filter((one) => one !== undefined).length <= 1,
    "name one person, by login, github_id or person",
  );

/**
 * `GET /api/v1/eligibility`: who may be given access, for systems that give it. Each client has a bearer token of its own,
 * reads its organisation alone, and each answer is kept. Answers are JSON; instants are ISO 8601 in UTC.
 */
export function eligibilityRoutes(eligibility: EligibilityDesk) {
  return new Hono<ClientEnv>().get("/api/v1/eligibility", neverCached, requireClient(eligibility), async (c) => {
    const { layer: layers = [], ...given } = c.req.queries();
    const query = Query.safeParse(Object.fromEntries(Object.entries(given).map(([key, all]) => [key, all.join(",")])));
    if (!query.success) return refuse(c, 400, problemsOf(query.error));
    const { after, limit, ...named } = query.data;
    const ref = refOf(named);
    if (ref) {
      const answer = await eligibility.one(c.var.client, ref, { layers });
      if (!answer.ok) return refuse(c, 400, answer.why);
      return answer.told
        ? c.json(toEligibilityJson(answer.told))
        : refuse(c, 404, "Nobody is known by this name: they have not signed in here, and no pull request names them");
    }
    const page = { after: after === undefined ? null : personId(after), limit };
    const answer = await eligibility.page(c.var.client, page, { layers });
    if (!answer.ok) return refuse(c, 400, answer.why);
    const { asOf, people, next } = answer.told;
    return c.json({ as_of: asOf.toISOString(), people: people.map(toEligibilityJson), next });
  });
}

function requireClient(eligibility: EligibilityDesk) {
  return createMiddleware<ClientEnv>(async (c, next) => {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    const client = token === undefined ? null : await eligibility.clientOf(token);
    if (!client) {
      // RFC 6750, section 3: what the client has to send.
      c.header("WWW-Authenticate", 'Bearer realm="training-gate"');
      return refuse(c, 401, "Send `Authorization: Bearer …` with a token of `training-gate client add`");
    }
    c.set("client", client);
    return next();
  });
}

function refuse(c: Context, status: 400 | 401 | 404, error: string) {
  return c.json({ error }, status);
}

function problemsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ");
}

function refOf(named: Omit<z.output<typeof Query>, "after" | "limit">): PersonRef | null {
  if (named.login !== undefined) return { login: named.login };
  if (named.github_id !== undefined) return { account: named.github_id };
  return named.person === undefined ? null : { person: named.person };
}
