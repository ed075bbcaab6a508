import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Pack } from "../../src/evidence/pack.ts";
import { sendDownload } from "../../src/web/stream.ts";
import { zipOf } from "../../src/web/zip.ts";

const NOON = new Date(Date.UTC(2026, 10, 2, 12));
const text = (one: string) => Buffer.from(one, "utf8");

/** Says what was made and whether it was ended; `fails` after so many chunks. */
function aSource({ chunks = 3, fails = Number.POSITIVE_INFINITY } = {}) {
  const seen = { made: 0, ended: false };
  async function* bytes() {
    try {
      for (; seen.made < chunks; ) {
        if (seen.made === fails) throw new Error("The records went away");
        seen.made += 1;
        yield text(`chunk ${seen.made}\n`);
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, bytes };
}

const sending = (bytes: () => AsyncIterable<Uint8Array>) =>
  new Hono()
    .onError((_, c) => c.text("", 500))
    .get("/", (c) => sendDownload(c, { name: "some.csv", type: "text/csv", bytes: bytes() }));

describe("a download", () => {
  it("is made no faster than it is read, and ends with who reads it", async () => {
    const { seen, bytes } = aSource({ chunks: 1_000 });

    const response = await sending(bytes).request("/");
    const reader = response.body?.getReader();
    await reader?.read();
    expect(seen.made).toBeLessThan(5);
    await reader?.cancel();

    expect(seen.ended).toBe(true);
  });

  it("holds nothing open where only its head is asked for", async () => {
    const { seen, bytes } = aSource();

    const response = await sending(bytes).request("/", { method: "HEAD" });

    expect(response.headers.get("content-disposition")).toBe('attachment; filename="some.csv"');
    expect(seen.ended).toBe(true);
  });

  it("is an error page where it fails before it begins, and breaks off where it fails later", async () => {
    const early = await sending(aSource({ fails: 0 }).bytes).request("/");
    const late = await sending(aSource({ fails: 2 }).bytes).request("/");

    expect(early.status).toBe(500);
    await expect(late.text()).rejects.toThrow("The records went away");
  });
});

describe("a zip of a pack", () => {
  const read = async (zip: AsyncIterable<Uint8Array>) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it("asks for each file when the one before was read to its end, and names them all", async () => {
    const order: string[] = [];
    async function* pack(): Pack {
      for (const path of ["one.csv", "log/tile/0/000.p/3", "SHA256SUMS"]) {
        order.push(`asked ${path}`);
        yield { path, bytes: noting(path) };
      }
    }
    async function* noting(path: string) {
      for (let at = 0; at < 100; at++) yield Buffer.alloc(20_000, at);
      order.push(`read ${path}`);
    }

    const zip = await read(zipOf(pack(), NOON));

    expect(order).toEqual([
      ...["asked one.csv", "read one.csv"],
      ...["asked log/tile/0/000.p/3", "read log/tile/0/000.p/3"],
      ...["asked SHA256SUMS", "read SHA256SUMS"],
    ]);
    expect(zip.subarray(0, 4)).toEqual(Buffer.from("PK\u0003\u0004", "latin1"));
    // Its directory at the end: how many entries there are stands ten bytes into the last record.
    const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
    expect(zip.readUInt16LE(end + 10)).toBe(3);
    for (const path of ["one.csv", "log/tile/0/000.p/3", "SHA256SUMS"]) expect(zip.includes(path)).toBe(true);
  });

  it("ends its pack, and the file that is read, with who stops reading", async () => {
    const { seen, bytes } = aSource({ chunks: 1_000_000 });
    let isEnded = false;
    async function* pack(): Pack {
      try {
        yield { path: "endless.csv", bytes: bytes() };
      } finally {
        isEnded = true;
      }
    }

    for await (const _ of zipOf(pack(), NOON)) break;

    expect({ file: seen.ended, pack: isEnded }).toEqual({ file: true, pack: true });
  });

  it("fails with the file that fails", async () => {
    async function* pack(): Pack {
      yield { path: "broken.csv", bytes: aSource({ fails: 2 }).bytes() };
    }

    await expect(read(zipOf(pack(), NOON))).rejects.toThrow("The records went away");
  });
});
