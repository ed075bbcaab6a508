import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { AUDIT_NEEDS, AUDIT_SUITE, hasAuditTools } from "./support/audit-tools.ts";
import { hasOpenssl, OPENSSL_NEEDS, OPENSSL_SUITE } from "./support/openssl-timestamps.ts";
import { hasPython, PYTHON_NEEDS, PYTHON_SUITE } from "./support/python.ts";
import { findServerBinaries, SERVER_PROJECT } from "./support/server-binaries.ts";

const DB = ["test/db/**/*.test.ts", "test/queue/**/*.test.ts", "test/**/*.db.test.ts"];
const FLOWS = ["test/flows/**/*.test.ts"];
const BROWSER = ["test/browser/**/*.test.ts"];
const KILL = ["test/kill/**/*.test.ts"];
const PYTHON = ["test/training/*-python.test.ts"];
const OPENSSL = ["test/timestamp/*-openssl.test.ts"];
const AUDIT = ["test/flows/*-tools.test.ts"];
/** By `npm run soak` alone. */
const SOAK = ["test/soak/**/*.test.ts"];

/** Of our own Postgres alone: no other is started, or refuses, as it does. */
const EMBEDDED_ONLY = ["test/db/embedded.test.ts", "test/db/embedded-*.test.ts", "test/db/drift.test.ts"];

const server = findServerBinaries();
const python = hasPython();
const audit = hasAuditTools();
const openssl = hasOpenssl();
const absent = [
  ...(server ? [] : [`${SERVER_PROJECT} (needs initdb and postgres, 15 or later)`]),
  ...(python ? [] : [`${PYTHON_SUITE} (${PYTHON_NEEDS})`]),
  ...(audit ? [] : [`${AUDIT_SUITE} (${AUDIT_NEEDS})`]),
  ...(openssl ? [] : [`${OPENSSL_SUITE} (${OPENSSL_NEEDS})`]),
];
if (process.env.REQUIRE === "all" && absent.length > 0)
  throw new Error(`REQUIRE=all, and absent: ${absent.join(", ")}`);

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // One more than the cores of a small machine: many tests wait for a pace, a back-off or a database.
    maxWorkers: 3,
    // What a worker has loaded serves all its files, which halves the suite's time. So no file leaves anything changed
    // that others see: no variable of the environment, no replaced module, no closed network.
    isolate: false,
    // What was made of a file for one project is read by the next, and by the next run: the key is the file's content.
    experimental: { fsModuleCache: true },
    reporters: ["default", { onTestRunEnd: reportAbsent }],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
          exclude: [
            ...DB,
            ...FLOWS,
            ...BROWSER,
            ...KILL,
            ...SOAK,
            ...(python ? [] : PYTHON),
            ...(openssl ? [] : OPENSSL),
          ],
        },
      },
      withDatabase("db", DB),
      ...(server ? [withDatabase(SERVER_PROJECT, DB, EMBEDDED_ONLY)] : []),
      withDatabase("flows", FLOWS, audit ? [] : AUDIT),
      { extends: true, test: { name: "browser", include: BROWSER } },
      { extends: true, test: { name: "kill", include: KILL, testTimeout: 300_000 } },
    ],
  },
});

function withDatabase(name: string, include: string[], exclude: string[] = []): TestProjectConfiguration {
  return { extends: true, test: { name, include, exclude, globalSetup: "test/support/global-db.ts" } };
}

function reportAbsent(): void {
  for (const suite of absent) console.log(`Not run: ${suite}`);
}
