import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

type Subject = typeof import("./fixed.ts");

const secret = "only the provider and we know this";
const event = '{"id": "evt-1",  "type": "payment.succeeded", "orderId": "order-7"}'; // spaces as the provider sends them
const sign = (body: string, key = secret) =>
  createHmac("sha256", key).update(body).digest("hex");

/** Tells the shop that an order was paid, without having paid it. */
export async function prove(subject: Subject): Promise<void> {
  async function paidBy(body: string, signature?: string): Promise<string[]> {
    const paid: string[] = [];
    const markPaid = async (orderId: string, eventId: string) =>
      void paid.push(`${orderId} by ${eventId}`);
    const headers = signature === undefined ? {} : { "x-signature": signature };
    const request = new Request("https://shop.example/webhooks/payments", {
      method: "POST",
      body,
      headers,
    });
    const response = await subject.paymentWebhook(
      { webhookSecret: secret, markPaid },
      request,
    );
    assert.ok(
      response.status === 204 || paid.length === 0,
      "a refused message had an effect",
    );
    return paid;
  }

  assert.deepEqual(
    await paidBy(event, sign(event)),
    ["order-7 by evt-1"],
    "the provider's message is not believed",
  );
  const failed = event.replace("succeeded", "failed");
  assert.deepEqual(
    await paidBy(failed, sign(failed)),
    [],
    "a failed payment pays an order",
  );

  const other = event.replace("order-7", "order-8");
  assert.deepEqual(
    await paidBy(other),
    [],
    "anybody who knows the address can mark an order as paid",
  );
  assert.deepEqual(
    await paidBy(other, sign(event)),
    [],
    "the signature of one message covers another",
  );
  assert.deepEqual(
    await paidBy(event, sign(event, "a guess")),
    [],
    "a signature of another key is accepted",
  );
  assert.deepEqual(
    await paidBy(event, sign(event).slice(0, 8)),
    [],
    "a part of a signature is accepted",
  );
  assert.deepEqual(
    await paidBy(event, "no hex at all"),
    [],
    "a signature that is none is accepted",
  );
}
