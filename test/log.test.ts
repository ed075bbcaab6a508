import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("info", { write: (line) => void lines.push(line) }));
  for (const line of lines) JSON.parse(line);
  return lines.join("");
}

describe("the log", () => {
  it("writes a line of JSON for each event, with the part of the app that it comes from", () => {
    const line = written((log) => log.child({ part: "queue" }).info({ waiting: 3 }, "jobs wait"));

    expect(JSON.parse(line)).toMatchObject({ level: "info", part: "queue", waiting: 3, msg: "jobs wait" });
  });

  it.each([
    ["a field named for it", { token: "hush" }],
    ["a field whose name holds it", { clientSecret: "hush", webhook_secret: "hush", DATABASE_PASSWORD: "hush" }],
    ["headers, however deep", { err: { response: { headers: { authorization: "hush", cookie: "a=hush" } } } }],
    ["a list", { headers: { "set-cookie": ["hush; Path=/", "b=hush"] } }],
    ["a value with quotes in it", { secret: 'a"hush"b\\' }],
    ["an address in a field", { email: "hush@localhost", emails: ["hush"] }],
    ["an address in a text", { note: "wrote to hush.now@mail.example.org today" }],
    ["a password in a URL", { url: "postgresql://gate:hush@db.example.org/gate" }],
    ["GitHub's token in a text", { note: "used ghs_hushhushhushhushhush" }],
    ["a bearer's token in a text", { note: "Authorization: Bearer hushhushhushhushhush" }],
    ["a key in a text", { note: "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----" }],
  ])("holds back %s", (_, fields) => {
    expect(written((log) => log.info(fields, "told"))).not.toContain("hush");
  });

  it("holds back what an error carries, in its text, its fields and its causes", () => {
    const cause = new Error("refused postgresql://gate:hush@db.example.org/gate");
    const error = Object.assign(new Error("no answer for hush@mail.example.org", { cause }), {
      request: { headers: { authorization: "token hush" } },
    });

    const line = written((log) => log.child({ part: "github" }).error({ err: error }, "failed"));

    expect(line).toContain("no answer for");
    expect(line).not.toContain("hush");
  });

  it.each([
    ["one endless word", "x".repeat(400_000)],
    ["the word that a secret is named by, over and over", "token ".repeat(60_000)],
  ])("is not held up by %s", (_, note) => {
    expect(written((log) => log.info({ note }, "told"))).toContain(note);
  });

  it("leaves alone what is none of it", () => {
    const fields = { login: "mira", key: "42:3f2a91c", delivery: "72d3162e-cc78-11e3-81ab-4c9367dc0958" };

    expect(JSON.parse(written((log) => log.info(fields, "told")))).toMatchObject(fields);
  });

  it("is quiet below its level", () => {
    expect(written((log) => log.debug("detail"))).toBe("");
  });
});
