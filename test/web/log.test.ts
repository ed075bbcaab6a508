import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { vkeyOf } from "../../src/gatelog/note.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import type { PublicLog } from "../../src/web/deps.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";

const NOTE = "training.example.org/log/1\n3\nqTPJtA/VR+hoSbQQ1WwN2YYCyEzvnHhwAYzKSWpUQkU=\n\n— key AAAA\n";
const newKey = () => vkeyOf("training.example.org/log/1", generateKeyPairSync("ed25519").publicKey);
const [KEY, KEY_BEFORE] = [newKey(), newKey()];

describe("the gate log, to whoever asks without signing in", () => {
  let curriculum: Curriculum;
  beforeAll(async () => {
    curriculum = await shippedCurriculum();
  });

  function ask(path: string, { init, ...log }: Partial<PublicLog> & { init?: RequestInit } = {}) {
    const publicLog = { checkpoint: async () => NOTE, vkeys: async () => [KEY, KEY_BEFORE], ...log };
    return aWeb({ curriculum, publicLog }).web.request(path, init);
  }

  it("shows the newest checkpoint byte for byte", async () => {
    const response = await ask("/log/checkpoint");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe(NOTE);
  });

  it("is kept for seconds only, and sent again only where it changed", async () => {
    const { headers } = await ask("/log/checkpoint");
    const tag = headers.get("etag") ?? "";

    const same = await ask("/log/checkpoint", { init: { headers: { "If-None-Match": tag } } });
    const other = await ask("/log/checkpoint", {
      init: { headers: { "If-None-Match": tag } },
      checkpoint: async () => NOTE.replace("\n3\n", "\n4\n"),
    });

    expect(headers.get("cache-control")).toBe("public, max-age=30");
    expect([same.status, other.status]).toEqual([304, 200]);
  });

  it("answers HEAD with the headers alone", async () => {
    const response = await ask("/log/checkpoint", { init: { method: "HEAD" } });

    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]+"$/);
  });

  it("says before the first checkpoint that there is none", async () => {
    const checkpoint = await ask("/log/checkpoint", { checkpoint: async () => null });
    const vkey = await ask("/log/vkey", { vkeys: async () => [] });

    expect([checkpoint.status, vkey.status]).toEqual([404, 404]);
    expect(await checkpoint.text()).toMatch(/^No checkpoint was signed yet: /);
  });

  it("shows keys a line each, the one in force first, and says in comments where else to compare them", async () => {
    const lines = (await (await ask("/log/vkey")).text()).trimEnd().split("\n");

    expect(lines.slice(0, 2)).toEqual([KEY, KEY_BEFORE]);
    expect(lines.slice(2).every((line) => line.startsWith("#"))).toBe(true);
    expect(lines.join("\n")).toContain("Compare it with");
  });

  it("keeps entries to auditors, and says so", async () => {
    const response = await ask("/log/tile/entries/000");

    expect(response.status).toBe(404);
    expect(await response.text()).toContain("not public");
  });
});
