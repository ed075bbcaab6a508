import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../../../src/cli/cli.ts";
import { start } from "../../../src/cli/server/start.ts";
import { sweep } from "../../../src/cli/server/sweep.ts";
import { aCli } from "../a-cli.ts";

const env = {
  APP_ID: "1",
  PRIVATE_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ format: "pem", type: "pkcs1" })
    .toString(),
  WEBHOOK_SECRET: "of-ours",
  GITHUB_CLIENT_ID: "id",
  GITHUB_CLIENT_SECRET: "secret",
  BASE_URL: "http://localhost:3000",
  LOG_LEVEL: "silent",
};

function aServer() {
  const events: string[] = [];
  const startServer: App["startServer"] = async ({ server }) => {
    events.push(`started on ${server.host}:${server.port}`);
    return {
      url: "",
      stop: async () => {
        events.push("stopped");
      },
    };
  };
  return { events, startServer };
}

describe("start", () => {
  it("serves until it is asked to stop, and then stops", async () => {
    const { events, startServer } = aServer();
    const cli = aCli({ env, app: { startServer } });

    const code = start(cli);
    await vi.waitFor(() => expect(events).toEqual(["started on 127.0.0.1:3000"]));
    cli.stop();

    expect(await code).toBe(0);
    expect(events.at(-1)).toBe("stopped");
  });

  it("stops also if it was asked to while it was starting", async () => {
    const { events, startServer } = aServer();
    const cli = aCli({ env, app: { startServer } });
    cli.stop();

    expect(await start(cli)).toBe(0);
    expect(events).toEqual(["started on 127.0.0.1:3000", "stopped"]);
  });
});

describe("sweep", () => {
  it.each([
    [{ heads: 3, evaluated: 3 }, 0, "3 heads without their right verdict, 0 still so"],
    [{ heads: 3, evaluated: 1 }, 1, "3 heads without their right verdict, 2 still so"],
  ])("of %j answers %i", async (swept, code, line) => {
    const cli = aCli({ env, app: { runSweep: async () => swept } });

    expect(await sweep(cli, {})).toBe(code);
    expect(cli.told).toEqual([line]);
  });

  it("prints what it did as JSON", async () => {
    const cli = aCli({ env, app: { runSweep: async () => ({ heads: 2, evaluated: 2 }) } });

    await sweep(cli, { json: true });

    expect(JSON.parse(cli.told.join(""))).toEqual({ heads: 2, evaluated: 2 });
  });
});
