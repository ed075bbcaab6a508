import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTimestamping } from "../../src/timestamp/authority.ts";
import { createOpensslAuthority } from "../support/openssl-timestamps.ts";
import { type Authority, startAuthority } from "../support/timestamp-authority.ts";

const NOTE = "training.example.org/log/1\n3\nqTPJtA/VR+hoSbQQ1WwN2YYCyEzvnHhwAYzKSWpUQkU=\n\n— key AAAA\n";

describe("a timestamp of OpenSSL's authority", () => {
  const openssl = createOpensslAuthority();
  let authority: Authority;
  beforeAll(async () => {
    authority = await startAuthority(openssl.answer);
  });
  afterAll(async () => {
    await authority.close();
    openssl.close();
  });

  it("is taken, and OpenSSL finds it right for these bytes and no others", async () => {
    const timestamping = createTimestamping({ url: authority.url, clock: () => new Date() });

    const { response, at } = await timestamping.stamp(new TextEncoder().encode(NOTE));

    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(openssl.verify(NOTE, response)).toContain("Verification: OK");
    expect(openssl.verify(NOTE.replace("\n3\n", "\n2\n"), response)).toContain("message imprint mismatch");
  });
});
