import { userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { simpleUser } from "../shapes/account.ts";
import type { Activity } from "../state.ts";
import { linkHeader } from "./paging.ts";
import { type Call, type Reply, repositoryIn, route } from "./route.ts";

export const activityRoutes = [
  route("GET /repos/{owner}/{repo}/activity", { as: "installation", needs: ["contents:read"] }, activity),
];

const DEFAULT_PAGE = 30;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/** Newest first unless asked otherwise; paged by cursors, which stand in the Link header alone. */
function activity(call: Call): Reply {
  const { query, world } = call;
  const fits = chosen(call);
  const all = repositoryIn(call).activities.filter(fits);
  if (query.direction !== "asc") all.reverse();
  const from = query.after === undefined ? 0 : all.findIndex(({ id }) => cursorOf(id) === query.after) + 1;
  const page = all.slice(from, from + Number(query.per_page ?? DEFAULT_PAGE));
  const last = page.at(-1);
  const hasNext = last !== undefined && all.at(-1) !== last;
  return {
    status: 200,
    body: page.map((one) => ({
      id: one.id,
      node_id: nodeId("Activity", one.id),
      before: one.before,
      after: one.after,
      ref: `refs/heads/${one.branch}`,
      timestamp: one.at.toISOString().replace(".000Z", "Z"),
      activity_type: one.kind,
      actor: simpleUser(world, userById(world.state, one.actorId)),
    })),
    headers: hasNext ? linkHeader(call, [{ rel: "next", after: cursorOf(last.id) }]) : {},
  };
}

function chosen({ query, world: { state } }: Call): (one: Activity) => boolean {
  const branch = query.ref?.replace(/^refs\/heads\//, "");
  const actor = query.actor === undefined ? undefined : state.logins.get(query.actor.toLowerCase())?.id;
  const since = state.clock().getTime() - (DAYS[query.time_period ?? ""] ?? Number.POSITIVE_INFINITY) * 86_400_000;
  return ({ branch: of, kind, actorId, at }) =>
    (branch === undefined || of === branch) &&
    (query.activity_type === undefined || kind === query.activity_type) &&
    (query.actor === undefined || actorId === actor) &&
    at.getTime() >= since;
}

const cursorOf = (id: number) => Buffer.from(`activity:${id}`).toString("base64url");
