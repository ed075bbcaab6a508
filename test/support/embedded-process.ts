import { openEmbedded } from "../../src/db/embedded.ts";
import type { Role } from "../../src/db/postgres/session.ts";
import { quietLog } from "./scratch-postgres.ts";

/** A process that uses an embedded database until it is told to stop: `embedded-process.ts <dataDir> <role>`. */
const [dataDir = "", role = "command"] = process.argv.slice(2);

const embedded = await openEmbedded({ dataDir, role: role as Role, log: quietLog, durable: false });
process.send?.({ url: embedded.url });
process.once("message", async () => {
  await embedded.stop();
  process.disconnect();
});
