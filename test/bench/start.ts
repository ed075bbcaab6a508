import { rm } from "node:fs/promises";
import { createGitHub } from "../sandbox/github/server.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";
import { environmentOf, startServerProcess } from "../support/server-process.ts";
import type { Bench } from "./row.ts";
import { median } from "./statistics.ts";

const TIMES = 3;

/** From its sources, which have to be compiled on the way: the package starts sooner. */
export const start: Bench = {
  name: "start",
  async run() {
    const github = await createGitHub();
    const dataDir = await makeDataDir();
    const environment = await environmentOf(github, { dataDir, enforcement: " { mode: observe }\n" });
    const startAndStop = async () => {
      const server = startServerProcess(environment);
      await server.ready();
      const seconds = (performance.now() - server.startedAt) / 1000;
      await server.stop();
      return seconds;
    };
    try {
      await startAndStop();
      const seconds: number[] = [];
      for (let time = 0; time < TIMES; time++) seconds.push(await startAndStop());
      const what = "start with an existing embedded database, to /readyz";
      return [{ what, measured: median(seconds), unit: "s", limit: { at: "most", value: 3 } }];
    } finally {
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
