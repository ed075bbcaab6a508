import { describe, expect, it } from "vitest";
import { digestOfSecret, secretOf, signedHeaders } from "../../../src/pipeline/hooks/sign.ts";

const KEY = new Uint8Array(32).fill(7);

describe("the signature of a message", () => {
  it("is that of the Standard Webhooks libraries' own test", () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const message = {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };

    expect(signedHeaders(secret, message)).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("changes with each thing that it covers", () => {
    const message = { id: "a", at: new Date(1_000), body: "{}" };
    const others = [
      { ...message, id: "b" },
      { ...message, at: new Date(2_000) },
      { ...message, body: "[]" },
    ];
    const signatureOf = (one: typeof message) => signedHeaders(secretOf(KEY, "hook"), one)["webhook-signature"];

    expect(new Set([message, ...others].map(signatureOf)).size).toBe(4);
  });
});

describe("the secret of a hook", () => {
  it("holds between 24 and 64 bytes, as the standard has it, and is the same each time", () => {
    const secret = secretOf(KEY, "one");

    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+={0,2}$/);
    expect(Buffer.from(secret.slice("whsec_".length), "base64").byteLength).toBe(32);
    expect(secretOf(KEY, "one")).toBe(secret);
  });

  it("is another for each hook and each key, and so is its digest", () => {
    const secrets = [secretOf(KEY, "one"), secretOf(KEY, "other"), secretOf(new Uint8Array(32).fill(8), "one")];

    expect(new Set(secrets).size).toBe(3);
    expect(new Set(secrets.map(digestOfSecret)).size).toBe(3);
  });
});
