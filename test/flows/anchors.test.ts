import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startServer } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { openNote, parseVkey } from "../../src/gatelog/note.ts";
import { SCHEDULED_MAIL, SCHEDULED_STAMP } from "../../src/queue/queues.ts";
import { type Flow, fileScheduled, startFlow } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { freePort } from "../support/free-port.ts";
import { type Mailbox, partsOf, startMailbox } from "../support/mailbox.ts";
import { type Authority, startAuthority } from "../support/timestamp-authority.ts";
import { createTwinAuthority } from "../support/twin-timestamps.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const TO = ["ada@audit.example", "bo@audit.example"];

describe("the log's checkpoints, out of reach of whoever runs the server", () => {
  let flow: Flow;
  let authority: Authority;
  let mailbox: Mailbox;
  let another: App;

  beforeAll(async () => {
    authority = await startAuthority(await createTwinAuthority());
    mailbox = await startMailbox();
    const environment = {
      TSA_URL: authority.url,
      SMTP_URL: mailbox.url,
      MAIL_FROM: "gate@training.example",
      CHECKPOINT_MAIL_TO: TO.join(","),
    };
    flow = await startFlow({ environment });
    const beside = { ...flow.environment, PORT: String(await freePort()) };
    const config = readConfig(beside, ["github", "sign-in", "server", "database"]);
    another = await startServer(config, { log: pino({ level: "silent" }), version: "0.0.0-test" });
    await flow.settled();
    flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api" });
    await flow.settled();
    await flow.until("a first checkpoint", async () => ((await ask("/log/checkpoint")).ok ? true : undefined), 20_000);
  });
  afterAll(async () => {
    await another?.stop();
    await flow?.close();
    await authority?.close();
    await mailbox?.close();
  });

  const ask = (path: string) => fetch(`${flow.app.url}${path}`);
  const read = async (path: string) => (await ask(path)).text();
  const run = (name: string) => fileScheduled(name, flow.database.url);
  const stamped = () => flow.database.db.logCheckpoint.findMany({ where: { tsr: { not: null } } });

  it("are read by anybody, and checked with the key that stands beside them", async () => {
    const [vkey = ""] = (await read("/log/vkey")).split("\n");
    const key = parseVkey(vkey);

    const opened = openNote(await read("/log/checkpoint"), key ? [key] : []);

    expect(opened).toMatchObject({ ok: true });
  });

  it("get a timestamp from outside, over the note that was signed", async () => {
    await run(SCHEDULED_STAMP);
    await flow.settled();

    const [checkpoint, ...more] = await stamped();
    const imprint = createHash("sha256")
      .update(checkpoint?.note ?? "")
      .digest();
    expect(Buffer.from(checkpoint?.tsr ?? []).includes(imprint)).toBe(true);
    expect(more).toEqual([]);
  });

  it("are mailed to those who audit, once, though there are two servers and both are asked twice", async () => {
    await Promise.all([run(SCHEDULED_MAIL), run(SCHEDULED_MAIL)]);
    await flow.settled();
    await run(SCHEDULED_MAIL);
    await flow.settled();

    expect(mailbox.mails.map(({ to }) => to)).toEqual([TO]);
    const [text, attached] = partsOf(mailbox.mails[0]!);
    expect(text).toContain(attached);
    const notes = await flow.database.db.logCheckpoint.findMany();
    expect(notes.map(({ note }) => note)).toContain(attached);
  });

  it.each([
    ["the log alone", ["log", "export"], "."],
    ["the evidence", ["evidence", "export", "--from", TODAY, "--to", TODAY], "log"],
  ])("leave with an export of %s, with a timestamp of their own", async (_, command, within) => {
    const folder = await mkdtemp(join(tmpdir(), "training-gate-anchors-"));
    const before = (await stamped()).length;
    flow.github.actions.openPullRequest({ as: "jo", repository: "acme/payments-api" });
    await flow.settled();

    const { code } = await runBeside(flow, [...command, "--out", join(folder, "out")]);

    expect(code).toBe(0);
    const note = await readFile(join(folder, "out", within, "checkpoint"));
    const tsr = await readFile(join(folder, "out", within, "checkpoint.tsr"));
    expect(tsr.includes(createHash("sha256").update(note).digest())).toBe(true);
    expect(await stamped()).toHaveLength(before + 1);
    await rm(folder, { recursive: true });
  });

  it("are what doctor speaks of last: where they are, and what nobody would see", async () => {
    const { told } = await runBeside(flow, ["doctor", "--org", "acme"]);

    expect(told).toMatch(/Gate log: \d+ entries are under the newest checkpoint, of .+ \(\d+ min ago\)\./);
    expect(told).toContain("CHECKPOINT_ANCHOR is not set");
    expect(told).not.toContain("TSA_URL");
  });

  it("are told of by metrics", async () => {
    const metrics = await read("/metrics");

    expect(metrics).toMatch(/^training_gate_log_checkpoint_age_seconds \d/m);
    expect(metrics).toContain("training_gate_log_signing_refused 0\n");
  });

  it("leave with an export without a timestamp while the authority is away, and doctor says since when", async () => {
    const folder = await mkdtemp(join(tmpdir(), "training-gate-anchors-"));
    authority.turn(503);
    flow.github.actions.openPullRequest({ as: "jo", repository: "acme/payments-api" });
    await flow.settled();

    const exported = await runBeside(flow, ["log", "export", "--out", join(folder, "log")]);
    const { told } = await runBeside(flow, ["doctor", "--org", "acme"]);

    expect(exported.code).toBe(0);
    await expect(readFile(join(folder, "log", "checkpoint.tsr"))).rejects.toThrow("ENOENT");
    expect(told).toMatch(/no timestamp from TSA_URL since .+: answered 503/);
    await rm(folder, { recursive: true });
  });
});
