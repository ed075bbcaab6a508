import { createHash } from "node:crypto";
import { Integer, OctetString } from "asn1js";
import { PKIStatus, type TSTInfo } from "pkijs";
import { afterEach, describe, expect, it } from "vitest";
import { TimestampError } from "../../src/pipeline/anchors/timestamping.ts";
import { createTimestamping } from "../../src/timestamp/authority.ts";
import { type Answer, type Authority, startAuthority } from "../support/timestamp-authority.ts";
import { createTwinAuthority, type TwinOptions } from "../support/twin-timestamps.ts";

const NOTE = new TextEncoder().encode("training.example.org/log/1\n3\n…\n");
const NOW = new Date("2026-11-23T10:00:00.000Z");

const open: Authority[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

async function serve(answer: Answer): Promise<Authority> {
  const authority = await startAuthority(answer);
  open.push(authority);
  return authority;
}

async function stampAt(answer: Answer) {
  const { url } = await serve(answer);
  return createTimestamping({ url, clock: () => NOW }).stamp(NOTE);
}

const twin = (options: TwinOptions = {}) => createTwinAuthority({ now: () => NOW, ...options });

/** Why it was not taken. */
async function reasonOf(stamping: Promise<unknown>): Promise<string> {
  const error = await stamping.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TimestampError))
    throw new Error("It was taken, or something else went wrong", { cause: error });
  expect(error.remedy).toBe("retry");
  return String(error.detail.reason);
}

describe("a timestamp", () => {
  it("is asked for over the digest of the bytes, and kept whole with the authority's time", async () => {
    const seen: Uint8Array[] = [];
    const answer = await twin();

    const stamp = await stampAt((query) => {
      seen.push(query);
      return answer(query);
    });

    expect(stamp.at).toEqual(NOW);
    expect(Buffer.from(stamp.response).includes(createHash("sha256").update(NOTE).digest())).toBe(true);
    expect(Buffer.from(seen[0]!).includes(createHash("sha256").update(NOTE).digest())).toBe(true);
  });

  it("is asked for with another nonce each time", async () => {
    const queries = new Set<string>();
    const answer = await twin();
    const { url } = await serve((query) => {
      queries.add(Buffer.from(query).toString("hex"));
      return answer(query);
    });
    const timestamping = createTimestamping({ url, clock: () => NOW });

    await timestamping.stamp(NOTE);
    await timestamping.stamp(NOTE);

    expect(queries.size).toBe(2);
  });

  it.each<[string, (info: TSTInfo) => void, string]>([
    [
      "other bytes",
      (info) => {
        info.messageImprint.hashedMessage = new OctetString({ valueHex: new Uint8Array(32) });
      },
      "the answer is about other bytes than were sent",
    ],
    [
      "another request",
      (info) => {
        info.nonce = new Integer({ value: 4711 });
      },
      "the answer is to another request",
    ],
    [
      "another hour",
      (info) => {
        info.genTime = new Date(NOW.getTime() - 3_600_000);
      },
      "the authority's clock and ours differ by -3600 seconds",
    ],
  ])("of %s is refused", async (_, alter, reason) => {
    expect(await reasonOf(stampAt(await twin({ alter })))).toBe(reason);
  });

  it("is not made of an answer that grants nothing", async () => {
    expect(await reasonOf(stampAt(await twin({ status: PKIStatus.rejection })))).toBe("refused, with status 2");
  });

  it.each([
    ["no DER at all", new TextEncoder().encode("<html>It works!</html>")],
    ["granted, and no token", Buffer.from("30053003020100", "hex")],
  ])("is not made of %s", async (_, bytes) => {
    expect(await reasonOf(stampAt(() => bytes))).toMatch(/^the answer (?:is no timestamp|holds no token)$/);
  });

  it("is not looked for in an answer without end", async () => {
    expect(await reasonOf(stampAt(() => new Uint8Array(1_000_000)))).toBe("the answer is over 65536 bytes");
  });

  it("waits for an authority that answers with an error, or not at all", async () => {
    const authority = await serve(await twin());
    const timestamping = createTimestamping({ url: authority.url, clock: () => NOW });
    authority.turn(503);

    expect(await reasonOf(timestamping.stamp(NOTE))).toBe("answered 503");
    await authority.close();
    expect(await reasonOf(timestamping.stamp(NOTE))).toBe("not reached");
  });

  it("is asked for with the user and password of the address", async () => {
    const authority = await serve(await twin());
    const address = new URL(authority.url);
    address.username = "us@er";
    address.password = "pass:word";

    await createTimestamping({ url: address.href, clock: () => NOW }).stamp(NOTE);

    expect(authority.authorization).toBe(`Basic ${Buffer.from("us@er:pass:word").toString("base64")}`);
  });
});
