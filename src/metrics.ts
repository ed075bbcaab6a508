import type { PgBoss } from "pg-boss";
import { Gauge, Registry } from "prom-client";
import type { Clock } from "./domain/clock.ts";
import type { OutsideStores } from "./domain/stores/index.ts";

/** What a monitor asks: is it ready, and does anybody wait for a verdict? Read from the database at each call. */
export function createMetrics({ stores, boss, clock }: { stores: OutsideStores; boss: PgBoss; clock: Clock }) {
  const registry = new Registry();
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `training_gate_${name}`, help, registers: [registry] });
  const unanswered = gauge("open_heads_without_verdict", "Heads of open pull requests that no verdict was given for");
  const oldest = gauge("oldest_head_without_verdict_seconds", "Age of the oldest of them");
  const waiting = gauge("log_entries_waiting", "Entries of the gate log that wait for their place");
  const size = gauge("log_entries", "Entries in the gate log");
  const jobs = new Gauge({
    name: "training_gate_jobs",
    help: "Jobs that wait, by queue",
    labelNames: ["queue"],
    registers: [registry],
  });

  return {
    async ready() {
      try {
        await stores.log.waiting();
        return { ok: true, detail: { database: "ok" } };
      } catch {
        // The reason is in the log of the database's own part; whoever asks here may be anybody.
        return { ok: false, detail: { database: "does not answer" } };
      }
    },
    async metrics() {
      const open = await stores.verdicts.unanswered(clock());
      unanswered.set(open.count);
      oldest.set(open.oldestSeconds);
      waiting.set(await stores.log.waiting());
      size.set(await stores.log.size());
      for (const queue of await boss.getQueues()) jobs.set({ queue: queue.name }, queue.queuedCount ?? 0);
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
