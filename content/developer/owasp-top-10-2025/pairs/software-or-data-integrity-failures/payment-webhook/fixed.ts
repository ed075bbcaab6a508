import { createHmac, timingSafeEqual } from "node:crypto";

export interface Shop {
  webhookSecret: string;
  /** Does nothing if it has seen this event before. */
  markPaid(orderId: string, eventId: string): Promise<void>;
}

export async function paymentWebhook(shop: Shop, request: Request): Promise<Response> {
  const raw = Buffer.from(await request.arrayBuffer());
  const sent = Buffer.from(request.headers.get("x-signature") ?? "", "hex");
  const ours = createHmac("sha256", shop.webhookSecret).update(raw).digest();
  const genuine = sent.length === ours.length && timingSafeEqual(sent, ours);
  if (!genuine) return new Response(null, { status: 401 });

  const event = JSON.parse(raw.toString());
  if (event.type === "payment.succeeded") await shop.markPaid(event.orderId, event.id);
  return new Response(null, { status: 204 });
}
