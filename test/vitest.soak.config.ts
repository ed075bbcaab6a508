import { defineConfig } from "vitest/config";

/** The long versions of the tests that kill and cut off; hours are not too many for them. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    name: "soak",
    include: ["test/soak/**/*.test.ts"],
    globalSetup: "test/support/global-db.ts",
    testTimeout: 4 * 3_600_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
