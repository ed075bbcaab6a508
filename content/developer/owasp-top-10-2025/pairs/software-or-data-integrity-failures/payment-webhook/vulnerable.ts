export interface Shop {
  webhookSecret: string;
  /** Does nothing if it has seen this event before. */
  markPaid(orderId: string, eventId: string): Promise<void>;
}

export async function paymentWebhook(shop: Shop, request: Request): Promise<Response> {
  const event = JSON.parse(await request.text());
  if (event.type === "payment.succeeded") await shop.markPaid(event.orderId, event.id);
  return new Response(null, { status: 204 });
}
