import { expect, it } from "vitest";
import { readHookUrl, shownUrl } from "../../../src/pipeline/hooks/hook-url.ts";

it.each([
  ["https://example.org/hook", "https://example.org/hook"],
  ["https://10.1.2.3:8443/hook?tenant=1#top", "https://10.1.2.3:8443/hook?tenant=1"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000/"],
  ["http://localhost:4000/a", "http://localhost:4000/a"],
  ["http://[::1]:4000/a", "http://[::1]:4000/a"],
])("%s may be told", (given, url) => {
  expect(readHookUrl(given)).toEqual({ ok: true, url });
});

it.each([
  ["http://example.org/hook", "has to begin with https://"],
  ["http://127.0.0.1.example.org/", "has to begin with https://"],
  ["ftp://127.0.0.1/", "has to begin with https://"],
  ["https://user:word@example.org/", "known by its signature"],
  ["example.org/hook", "no address"],
  [`https://example.org/${"a".repeat(2_000)}`, "no address"],
])("%s may not", (given, why) => {
  expect(readHookUrl(given)).toEqual({ ok: false, why: expect.stringContaining(why) });
});

it("is shown without what may be a secret of the receiver's", () => {
  expect(shownUrl("https://example.org/hook?key=hidden")).toBe("https://example.org/hook");
});
