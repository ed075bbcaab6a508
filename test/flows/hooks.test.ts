import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../sandbox/learner.ts";
import { BLOCK } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { type Received, type Receiver, startReceiver } from "../support/receiver.ts";
import { train, useFlow } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;

describe("a client that is told by itself", () => {
  let ahead = 0;
  const flow = useFlow({
    enforcement: `${BLOCK}
  grace: { renewal: 0d }
  layers:
    developer: { courses: [owasp-top-10-2025], valid_for: 365d }
`,
    clock: () => new Date(Date.now() + ahead),
  });
  let receiver: Receiver;
  let hook = "";

  beforeAll(async () => {
    receiver = await startReceiver();
    await train(flow, "mira");
    const client = JSON.parse((await runBeside(flow, ["client", "add", "Okta", "--by", "sam", "--json"])).told);
    const args = ["--client", client.id, "--url", receiver.url, "--by", "sam", "--json"];
    const made = JSON.parse((await runBeside(flow, ["client", "hook", "add", ...args])).told);
    hook = made.id;
    receiver.secret = made.secret;
  });
  afterAll(() => receiver.close());

  const about = (login: string) =>
    receiver.received.filter(({ data }) => data.github?.some((account) => account.login === login));
  const told = (login: string, count: number): Promise<readonly Received[]> =>
    flow.until(`message ${count} about ${login}`, () => (about(login).length >= count ? about(login) : undefined));
  const onHook = (command: string) => runBeside(flow, ["client", "hook", command, hook, "--by", "sam"]);

  it("is told, signed, of those who are current when it begins, and of nobody else", async () => {
    const [message] = await told("mira", 1);
    await flow.settled();

    expect(message).toMatchObject({ type: "person.current", isSigned: true, data: { eligible: true } });
    expect(receiver.received.map(({ data }) => data.github?.map(({ login }) => login))).toEqual([["mira"]]);
  });

  it("is told what GET /api/v1/eligibility answers of them", async () => {
    const made = JSON.parse((await runBeside(flow, ["client", "add", "Asker", "--by", "sam", "--json"])).told);
    const answer = await fetch(`${flow.environment.BASE_URL}/api/v1/eligibility?login=mira`, {
      headers: { Authorization: `Bearer ${made.token}` },
    });

    expect(about("mira")[0]?.data).toEqual(await answer.json());
  });

  it("gets what it did not take again, under the same id, until it takes it", async () => {
    receiver.status = 503;
    await (await createLearner({ app: flow.app.url, github: flow.github.url }, "jo")).complete("jo");
    await told("jo", 1);
    receiver.status = 204;
    await told("jo", 2);
    await flow.settled();

    const messages = about("jo");
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
    expect(messages.every(({ isSigned, type }) => isSigned && type === "person.current")).toBe(true);
    expect(await flow.database.db.hookTold.findMany({ where: { messageId: { not: null } } })).toEqual([]);
  });

  it("is told nothing twice: neither by a sweep nor where nothing changed", async () => {
    const before = receiver.received.length;

    await flow.sweep();

    expect(receiver.received).toHaveLength(before);
  });

  it("is to be told at the instant at which somebody lapses", async () => {
    const lapses = about("mira")[0]?.data.changes_at ?? "";
    const person = about("mira")[0]?.data.person ?? "";

    const timed = await flow.database.db.$queryRaw<{ at: Date }[]>`
      SELECT start_after AS at FROM pgboss.job WHERE name = 'timed' AND data ->> 'person' = ${person}`;
    expect(timed.map(({ at }) => at.toISOString())).toContain(lapses);
  });

  it("is told that somebody lapsed, by the clock alone", async () => {
    ahead = 366 * DAY_MS;
    await flow.sweep();

    expect(about("mira").at(-1)).toMatchObject({ type: "person.lapsed", isSigned: true, data: { eligible: false } });
    expect(about("jo").at(-1)).toMatchObject({ type: "person.lapsed" });
    expect(about("mira")).toHaveLength(2);
  });

  it("is told that they are current again once time has not passed after all", async () => {
    ahead = 0;
    await flow.sweep();

    expect(about("mira").map(({ type }) => type)).toEqual(["person.current", "person.lapsed", "person.current"]);
  });

  it("is given up where it asks for that, and told everything once it answers again", async () => {
    receiver.status = 302;
    ahead = 366 * DAY_MS;
    await flow.lookAround();
    const elsewhere = await onHook("test");
    receiver.status = 410;
    await flow.sweep();
    const givenUp = await flow.database.db.hookTold.count({ where: { givenUpAt: { not: null } } });
    const metrics = await (await fetch(`${flow.environment.BASE_URL}/metrics`)).text();
    receiver.status = 204;
    const before = about("mira").length;
    const test = await onHook("test");
    await flow.settled();

    expect(elsewhere).toMatchObject({ code: 1, complaints: [expect.stringContaining("no redirect is followed")] });
    expect(givenUp).toBe(2);
    expect(metrics).toContain("training_gate_hook_messages_given_up 2");
    expect(test.code).toBe(0);
    expect(about("mira")).toHaveLength(before + 1);
    expect(receiver.received.filter(({ type }) => type === "hook.test").every(({ isSigned }) => isSigned)).toBe(true);
  });

  it("is known by the digest of its secret alone, and told of in the log without its address", async () => {
    const kept = await flow.database.db.apiHook.findMany();
    const entry = await flow.database.db.logEntry.findFirstOrThrow({ where: { type: "hook.added" } });

    expect(JSON.stringify(kept)).not.toContain(receiver.secret);
    expect(JSON.parse(entry.body)).toMatchObject({ hook_id: hook, actor: { kind: "admin" } });
    expect(entry.body).not.toContain("127.0.0.1");
  });

  it("hears nothing more once it is revoked", async () => {
    const before = receiver.received.length;
    const revoked = await onHook("revoke");
    const again = await onHook("revoke");
    ahead = 0;
    await flow.sweep();

    expect(revoked.code).toBe(0);
    expect(again.complaints.join()).toContain("revoked already");
    expect((await onHook("test")).code).toBe(1);
    expect(receiver.received).toHaveLength(before);
  });

  it.each([
    ["an address without TLS", ["--url", "http://example.org/"], "has to begin with https://"],
    ["a layer that there is not", ["--url", "https://example.org/", "--layer", "finance"], "has no layer finance"],
    ["an unknown client", ["--url", "https://example.org/"], "There is no client"],
  ])("is not made for %s", async (what, args, why) => {
    const clients = JSON.parse((await runBeside(flow, ["client", "list", "--json"])).told);
    const client = what === "an unknown client" ? "nobody" : clients[0].id;

    const refused = await runBeside(flow, ["client", "hook", "add", "--client", client, "--by", "sam", ...args]);

    expect(refused).toMatchObject({ code: 1, complaints: [expect.stringContaining(why)] });
  });
});
