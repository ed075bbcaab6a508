import { Counter, Gauge, Registry } from "prom-client";
import type { Clock } from "./domain/clock.ts";
import type { OutsideStores } from "./domain/stores/index.ts";

export interface JobsSeen {
  readonly queue: string;
  readonly waiting: number;
  /** Of those, how many failed and are to be tried again. */
  readonly failing: number;
  /** Since when the oldest could have been done. */
  readonly oldestSeconds: number;
}

export interface BudgetSeen {
  readonly installation: number;
  readonly resource: string;
  readonly remaining: number;
}

export interface MetricsDeps {
  readonly stores: OutsideStores;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly jobs: () => Promise<readonly JobsSeen[]>;
  readonly budgets: () => readonly BudgetSeen[];
}

/** What only this process has seen: of several servers each tells its own, to be added up. */
export interface Counters {
  readonly registry: Registry;
  redelivered(count: number): void;
}

const named = (name: string) => `training_gate_${name}`;

export function createCounters(): Counters {
  const registry = new Registry();
  const redeliveries = new Counter({
    name: named("redeliveries_total"),
    help: "Failed deliveries that GitHub was asked to send again",
    registers: [registry],
  });
  return { registry, redelivered: (count) => redeliveries.inc(count) };
}

/** What a monitor asks: is it ready, and does anybody wait for a verdict? Read from the database at each call. */
export function createMetrics(deps: MetricsDeps) {
  const { registry } = deps.counters;
  const readings = [headReadings(deps), logReadings(deps), jobReadings(deps), gitHubReadings(deps), hookReadings(deps)];
  return {
    async ready() {
      try {
        await deps.stores.log.waiting();
        return { ok: true, detail: { database: "ok" } };
      } catch {
        // The reason is in the log of the database's own part; whoever asks here may be anybody.
        return { ok: false, detail: { database: "does not answer" } };
      }
    },
    async metrics() {
      for (const read of readings) await read();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

type Reading = () => Promise<void>;

function gauges<Label extends string>({ counters }: MetricsDeps, ...labelNames: Label[]) {
  return (name: string, help: string) =>
    new Gauge<Label>({ name: named(name), help, labelNames, registers: [counters.registry] });
}

function headReadings(deps: MetricsDeps): Reading {
  const gauge = gauges(deps);
  const unanswered = gauge("open_heads_without_verdict", "Heads of open pull requests that no verdict was given for");
  const oldest = gauge("oldest_head_without_verdict_seconds", "Age of the oldest of them");
  const swept = gauge(
    "last_sweep_seconds",
    "Since all open heads were compared with GitHub, where that is longest ago",
  );
  const wanted = gauge("repositories_to_require", "Repositories in which a kept rule is to require the check");
  const waiting = gauge("repositories_waiting", "Of those, how many wait until every open head has its verdict");
  return async () => {
    const progress = await deps.stores.rules.progress();
    wanted.set(progress.wanted);
    waiting.set(progress.waiting);
    const now = deps.clock();
    const open = await deps.stores.verdicts.unanswered(now);
    unanswered.set(open.count);
    oldest.set(open.oldestSeconds);
    swept.set(secondsSince(await deps.stores.installations.sweptLongestAgo(), now));
  };
}

function logReadings(deps: MetricsDeps): Reading {
  const gauge = gauges(deps);
  const waiting = gauge("log_entries_waiting", "Entries of the gate log that wait for their place");
  const size = gauge("log_entries", "Entries in the gate log");
  const age = gauge("log_checkpoint_age_seconds", "Since the newest checkpoint of the gate log was signed");
  const refused = gauge("log_signing_refused", "1 while no checkpoint is signed, since the log is not what was signed");
  return async () => {
    const { logTree } = deps.stores;
    age.set(secondsSince((await logTree.latest())?.createdAt ?? null, deps.clock()));
    refused.set((await logTree.signing()).refusedSince === null ? 0 : 1);
    waiting.set(await deps.stores.log.waiting());
    size.set(await deps.stores.log.size());
  };
}

function jobReadings(deps: MetricsDeps): Reading {
  const gauge = gauges(deps, "queue");
  const waiting = gauge("jobs", "Jobs that are to be done now, by queue");
  const failing = gauge("jobs_failing", "Of those, how many failed and are to be tried again");
  const lag = gauge("delivery_lag_seconds", "Since when the oldest of them waits or is being done");
  const delivered = gauges(deps)("last_delivery_seconds", "Since GitHub's last delivery was stored");
  return async () => {
    for (const seen of await deps.jobs()) {
      const { queue } = seen;
      waiting.set({ queue }, seen.waiting);
      failing.set({ queue }, seen.failing);
      lag.set({ queue }, seen.oldestSeconds);
    }
    delivered.set(secondsSince(await deps.stores.deliveries.newestAt(), deps.clock()));
  };
}

function gitHubReadings(deps: MetricsDeps): Reading {
  const remaining = gauges(
    deps,
    "installation",
    "resource",
  )("github_requests_remaining", "What GitHub's limit of this hour leaves, as last told to this process");
  return async () => {
    remaining.reset();
    for (const seen of deps.budgets())
      remaining.set({ installation: String(seen.installation), resource: seen.resource }, seen.remaining);
  };
}

function hookReadings(deps: MetricsDeps): Reading {
  const gauge = gauges(deps);
  const taken = gauge("hook_messages_taken", "Messages that hooks of other systems have taken");
  const waiting = gauge("hook_messages_waiting", "Messages that they have not taken yet, and that are tried again");
  const givenUp = gauge("hook_messages_given_up", "Messages that they did not take for three days");
  return async () => {
    const counts = await deps.stores.hooks.counts();
    taken.set(counts.taken);
    waiting.set(counts.waiting);
    givenUp.set(counts.givenUp);
  };
}

/** Nothing yet has no age. */
function secondsSince(then: Date | null, now: Date): number {
  return then === null ? 0 : Math.max(0, (now.getTime() - then.getTime()) / 1000);
}
