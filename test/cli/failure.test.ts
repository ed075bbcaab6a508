import { mkdir } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { linesOf, UsageError } from "../../src/cli/failure.ts";
import { ConfigError } from "../../src/config.ts";
import { DataDirInUseError } from "../../src/db/postgres/errors.ts";
import { GateError } from "../../src/domain/errors.ts";

class Listed extends GateError {
  override readonly name = "Listed";
  override readonly remedy = "operator";
}

describe("linesOf", () => {
  it("names place and remedy of a failure that was foreseen", () => {
    const error = new Listed("A key is open", { path: "/data/keys", remedy: "chmod 700 /data/keys" });

    expect(linesOf(error)).toEqual(["A key is open: path /data/keys. chmod 700 /data/keys"]);
  });

  it("names the server that has the data folder", () => {
    const [line] = linesOf(new DataDirInUseError("/data", "training-gate server (process 12)"));

    expect(line).toContain("training-gate server (process 12)");
    expect(line).toContain("/data");
  });

  it("gives each problem of a list its own line", () => {
    const error = new Listed("The policy cannot be used", { problems: "app.yml:1:2 is wrong\napp.yml:3:4 is too" });

    expect(linesOf(error)).toEqual(["The policy cannot be used", "app.yml:1:2 is wrong", "app.yml:3:4 is too"]);
  });

  it("tells wrong usage and wrong environment as they are", () => {
    expect(linesOf(new UsageError("Write OWNER/REPO"))).toEqual(["Write OWNER/REPO"]);
    expect(linesOf(new ConfigError([{ variable: "PORT", message: "must be a port" }]))).toEqual([
      "PORT must be a port.",
    ]);
  });

  it("says which variable to change where the port is taken", async () => {
    const first = createServer();
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    const address = first.address();
    const port = typeof address === "object" && address ? address.port : 0;

    const error = await new Promise((resolve) => createServer().once("error", resolve).listen(port, "127.0.0.1"));
    first.close();

    expect(linesOf(error)).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+\. .*set PORT$/)]);
  });

  it("says of a place that cannot be written by what another one is named", async () => {
    const refused = await mkdir("/dev/null/evidence").catch((error: unknown) => error);

    expect(linesOf(refused)).toEqual([expect.stringMatching(/'\/dev\/null\/evidence'\. .*by --out or DATA_DIR/)]);
  });

  it("says that nobody answers where the database should be", async () => {
    const refused = await new Promise((resolve) => connect(1, "127.0.0.1").once("error", resolve));

    expect(linesOf(refused)).toEqual(["DATABASE_URL: nobody answers there (ECONNREFUSED)"]);
    expect(linesOf(Object.assign(new AggregateError([refused]), { code: "ECONNREFUSED" }))).toEqual([
      "DATABASE_URL: nobody answers there (ECONNREFUSED)",
    ]);
  });

  it("tells what Postgres says", () => {
    const error = Object.assign(new Error('database "gate" does not exist'), { code: "3D000", severity: "FATAL" });

    expect(linesOf(error)).toEqual(['DATABASE_URL: database "gate" does not exist (3D000)']);
  });
});
