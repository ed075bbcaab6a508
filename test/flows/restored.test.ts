import { createPrivateKey } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseOrigin } from "../../src/pipeline/log/origin.ts";
import { keepLog } from "../support/log-lines.ts";
import { readNote } from "../support/signing.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const folder = mkdtempSync(join(tmpdir(), "training-gate-anchor-"));
const anchor = join(folder, "checkpoint");
const log = keepLog();

describe("a backup restored beside an anchor", () => {
  const flow = useFlow({ environment: { CHECKPOINT_ANCHOR: anchor }, logLevel: "error", logTo: log.stream });
  afterAll(() => rm(folder, { recursive: true }));

  const anchored = async () => {
    const key = createPrivateKey({
      key: Buffer.from(flow.environment.CHECKPOINT_KEY ?? "", "base64"),
      format: "der",
      type: "pkcs8",
    });
    const { origin, size } = readNote(await readFile(anchor, "utf8"), { current: key });
    return { host: parseOrigin(origin)?.host, epoch: parseOrigin(origin)?.epoch, size };
  };

  it("opens a log of its own that says which one it follows, and the gate goes on", async () => {
    const { actions } = flow.github;
    const { db } = flow.database;
    actions.openPullRequest({ as: "mira", repository });
    await flow.settled();
    // A start signs all that is there.
    await flow.restart();
    const signed = await flow.until("a checkpoint over the whole log", async () => {
      const found = await anchored().catch(() => undefined);
      return found?.size === (await db.logEntry.count()) ? found : undefined;
    });
    expect(signed).toMatchObject({ host: new URL(flow.app.url).host, epoch: 1 });

    await flow.restart(async () => {
      await db.$transaction([
        db.$executeRaw`SET LOCAL session_replication_role = replica`,
        db.$executeRaw`DELETE FROM log_entry WHERE seq >= ${signed.size - 3}`,
        db.$executeRaw`DELETE FROM log_checkpoint WHERE size > ${signed.size - 3}`,
        db.$executeRaw`DELETE FROM log_tile`,
      ]);
    });

    const second = await flow.until("a checkpoint of another log", async () => {
      const found = await anchored();
      return found.epoch === 2 ? found : undefined;
    });
    expect(second.size).toBeGreaterThanOrEqual(1);
    const opened = await db.logEntry.findUniqueOrThrow({ where: { epoch_seq: { epoch: 2, seq: 0n } } });
    expect(JSON.parse(opened.body)).toMatchObject({
      type: "epoch.opened",
      cause: "anchor-is-larger",
      previous: { epoch: 1, entries: signed.size - 3, anchor: { epoch: 1, size: signed.size } },
    });
    expect(log.lines.map(({ msg }) => msg)).toEqual([
      expect.stringContaining("The gate log was cut, or restored from a backup"),
    ]);

    const pull = actions.openPullRequest({ as: "mira", repository });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(await db.logEntry.count({ where: { epoch: 2, type: "gate.decided" } })).toBeGreaterThan(0);
    expect(await db.logEntry.count({ where: { epoch: 1 } })).toBe(signed.size - 3);
  });
});
