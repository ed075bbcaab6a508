import type { Delivery } from "../deliveries.ts";
import { notFound } from "../refusal.ts";
import { linkHeader } from "./paging.ts";
import { type Call, numberIn, ok, route } from "./route.ts";

const DEFAULT_PAGE = 30;

export const deliveryRoutes = [
  route("GET /app/hook/config", { as: "app" }, ({ world }) =>
    ok({ content_type: "json", insecure_ssl: "0", secret: "********", url: world.app.webhookUrl ?? "" }),
  ),
  route("GET /app/hook/deliveries", { as: "app" }, list),
  route("GET /app/hook/deliveries/{delivery_id}", { as: "app" }, (call) => ok(detail(deliveryIn(call)))),
  route("POST /app/hook/deliveries/{delivery_id}/attempts", { as: "app" }, (call) => {
    call.deliveries.redeliver(deliveryIn(call));
    return { status: 202, body: {} };
  }),
];

function deliveryIn(call: Call): Delivery {
  const delivery = call.deliveries.listed().find(({ id }) => id === numberIn(call, "delivery_id"));
  if (!delivery) throw notFound();
  return delivery;
}

/** Newest first, by cursor: the id of the last delivery of the page before. */
function list(call: Call) {
  const { per_page, cursor, status } = call.query;
  const size = Number(per_page ?? DEFAULT_PAGE);
  const all = call.deliveries
    .listed()
    .filter(
      (delivery) =>
        (status === undefined || (status === "success") === isSuccess(delivery)) &&
        (cursor === undefined || delivery.id < Number(cursor.slice(3))),
    );
  const page = all.slice(0, size);
  const last = page.at(-1);
  const headers = last && all.length > size ? linkHeader(call, [{ rel: "next", cursor: `v1_${last.id}` }]) : {};
  return { status: 200, body: page.map(item), headers };
}

function isSuccess(delivery: Delivery): boolean {
  return delivery.statusCode >= 200 && delivery.statusCode < 400;
}

function item(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt.toISOString(),
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function detail(delivery: Delivery) {
  return {
    ...item(delivery),
    url: delivery.url ?? "",
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) as unknown },
    response: { headers: {}, payload: null },
  };
}
