import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { Probot } from "probot";
import { openStorage } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createInbox } from "../../src/pipeline/deliveries/accept.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createDescriber } from "../../src/webhook/describe.ts";
import { createIngress, WEBHOOK_PATH } from "../../src/webhook/ingress.ts";
import { type BodyFacts, listen } from "../../src/webhook/listen.ts";

/** The product's way in, whole, and nothing behind it: jobs are stored and nobody works them. */
const config = readConfig(process.env, ["github", "server", "database"]);
const log = pino({ level: "error" });
const storage = await openStorage(config, { log, version: "0.0.0", role: "server" });
const { appId, privateKey, webhookSecrets } = config.github;
const probot = new Probot({ appId, privateKey, secret: webhookSecrets[0] ?? "", log });
await probot.ready();

const bodies = new WeakMap<object, BodyFacts>();
const clock = () => new Date();
const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
const describe = createDescriber({ appId, policy: { repository: config.policy.repository } });
listen(probot, { inbox: createInbox({ transact: storage.transact, entries, clock }), describe, clock, bodies });
const server = createServer(createIngress({ probot, secrets: webhookSecrets, bodies, log }));
server.listen(0, "127.0.0.1", () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${WEBHOOK_PATH}` }),
);
process.once("message", async () => {
  server.close();
  server.closeAllConnections();
  await storage.close();
  process.disconnect();
});
