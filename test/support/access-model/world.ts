import type { AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, accountId, decisionId } from "../../../src/domain/ids.ts";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import type { Subject } from "../../../src/domain/subject.ts";
import { createAccessGate } from "../../../src/pipeline/access/access-gate.ts";
import { createHoldsDesk } from "../../../src/pipeline/access/holds-desk.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import type { Actor } from "../../../src/pipeline/exceptions/port.ts";
import type { AccessSnapshot } from "../../../src/pipeline/github-port.ts";
import { recordAccess } from "../../../src/pipeline/observed/record-access.ts";
import { recordBaseline } from "../../../src/pipeline/sweep/baseline.ts";
import type { SweepDeps } from "../../../src/pipeline/sweep/sweep.ts";
import { COURSE, INSTALLATION, ORG, POLICIES, REPOSITORIES, TEAMS } from "./grounds.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { createMemory, type Memory } from "./memory-stores.ts";
import { createModelGitHub, type ModelGitHub, type Told } from "./model-github.ts";
import { LostRequestError, marked, portsOn } from "./model-ports.ts";
import { completionOf, personOf, placeOf, snapshotOf, uuid } from "./model-records.ts";
import { type Records, storesOn } from "./records.ts";

const LOGINS = ["ann", "bob", "cid", "dee"] as const;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);
/** More jobs than any of these worlds needs to come to rest. */
const JOBS_TO_REST = 500;

/** The access gate as it is, on a database and a GitHub in memory. */
export interface World {
  readonly github: ModelGitHub;
  readonly memory: Memory;
  readonly ledger: Ledger;
  /** Writes that GitHub carried out for us. */
  readonly writes: readonly string[];
  /** The App comes: what is there is older than it. */
  install(): Promise<void>;
  isInstalled(): boolean;
  advance(ms: number): void;
  complete(account: AccountId): Promise<void>;
  leaveByRoster(account: AccountId): Promise<void>;
  setPolicy(index: number): Promise<void>;
  /** Nothing is asked of them for so long. */
  waive(account: AccountId, days: number): Promise<void>;
  makeOwner(account: AccountId): void;
  /** An admin ends the first of what waits for them. */
  dropHold(account: AccountId): Promise<void>;
  /** The next requests fail, as many as told. */
  fail(fate: "lost" | "answer-lost", after: number, count: number): void;
  /** All deliveries under way come, in the world's order. */
  deliverAll(): Promise<void>;
  /** One of the deliveries under way comes; `again`: it will come once more. */
  deliver(index: number, again?: boolean): Promise<void>;
  lose(index: number): void;
  underWay(): number;
  /** Does up to so many jobs; one that fails is filed again, as the queue retries. */
  work(jobs: number): Promise<void>;
  sweep(): Promise<void>;
  /** Nothing fails any more; what is under way is lost; a sweep and all work. */
  rest(): Promise<void>;
}

/** GitHub sends nothing again after that: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
const TOLD_FOR_MS = 3 * 86_400_000;

export async function createWorld(order: (underWay: number) => number): Promise<World> {
  let now = START;
  let policy = 0;
  let policySince = new Date(START);
  let by: "us" | "people" = "people";
  let failing: { fate: "lost" | "answer-lost"; after: number; count: number } | null = null;
  let ids = 0;
  let untold: readonly Told[] = [];
  const arrived = new Set<Told>();
  const writes: string[] = [];
  const records: Records = { completions: [], waivers: [], gone: new Map() };
  const clock = () => new Date(now);
  const newId = () => uuid(++ids + 10_000);

  const github = createModelGitHub(
    { logins: LOGINS, teams: TEAMS, repositories: REPOSITORIES.map(({ id }) => id) },
    clock,
    (told, isSent) => {
      ledger.changed(told, by);
      if (isSent) untold = [...untold, told];
    },
  );
  const isHeld = (account: AccountId, place: number | null) =>
    memory.rows.holds.some(
      ({ ended, target, ...hold }) => ended === null && hold.account === account && placeOf(target) === place,
    );
  const ledger = createLedger({ github, clock, policy: () => inForce().policy, isHeld });
  const inForce = () => ({
    policy: POLICIES[policy] ?? (POLICIES[0] as (typeof POLICIES)[number]),
    digest: String(policy).padStart(64, "0"),
    since: policySince,
  });
  const memory = createMemory(storesOn(github, records, inForce));
  const { stores, transact } = memory;

  const ports = portsOn(github, {
    fate() {
      if (!failing) return "fine";
      if (failing.after > 0) {
        failing = { ...failing, after: failing.after - 1 };
        return "fine";
      }
      const { fate, count } = failing;
      failing = count > 1 ? { ...failing, count: count - 1 } : null;
      return fate;
    },
    wrote(write) {
      ledger.wrote(write);
      writes.push(`${write.what} ${write.before.login} ${write.team ?? write.repository ?? ""}`);
    },
  });
  const whose = (who: typeof by) => {
    by = who;
  };

  const entries = createEntries({ id: uuid(1), version: "0.0.0" });
  const gate = createAccessGate({
    stores,
    transact,
    policies: { inForce: async () => inForce() },
    accountAccess: ports.reader,
    accessWriter: marked(
      ports.writer,
      () => whose("us"),
      () => whose("people"),
    ),
    entries,
    courses: () => [{ id: COURSE, version: "1.0.0", title: "OWASP", minutes: 60, testOutMinutes: 20 }],
    clock,
    newId,
    newDecisionId: () => decisionId(newId()),
    newSalt: () => new Uint8Array(32),
  });

  const desk = createHoldsDesk({
    stores: stores as OutsideStores,
    ...{ transact, entries, clock, newId, newDecisionId: newId, policies: { inForce: async () => inForce() } },
    roles: {
      rolesOf: async () => [],
      rolesInOrganisation: async () => ({ admin: true, approver: true, auditor: true }),
    },
  });

  async function record(told: Told): Promise<void> {
    const at = clock();
    const seen: AccessObservation = {
      orgId: ORG,
      ...told,
      source: "event",
      deliveryId: null,
      externalId: null,
      observedAt: at,
      notBefore: null,
      recordedAt: at,
    };
    await transact(async (tx) => {
      // A delivery that is known by its id tells nothing new; its jobs are filed again.
      if (!arrived.has(told)) await recordAccess(tx, [seen], entries);
      if (told.accountId !== null) await tx.jobs.file([{ subject: accessOf(told.accountId) }]);
    });
    arrived.add(told);
  }

  async function sweep(): Promise<void> {
    now += 1_000;
    const at = clock();
    const readAccess = async (): Promise<AccessSnapshot> => snapshotOf(github, at);
    const deps = { ...{ transact, stores, entries, clock }, installations: { readAccess } } as unknown as SweepDeps;
    await recordBaseline({ ...INSTALLATION, baselineAt: memory.rows.baselineAt }, REPOSITORIES, at, deps);
    await transact((tx) => tx.jobs.file([{ subject: RUN }]));
  }

  async function workOne(): Promise<boolean> {
    memory.fileDue(clock());
    const subject = memory.takeJob();
    if (!subject) return false;
    if (subject.kind !== "access" && subject.kind !== "access-run") return true;
    now += 1_000;
    try {
      await gate.look(subject);
    } catch (error) {
      if (!(error instanceof LostRequestError)) throw error;
      await transact((tx) => tx.jobs.file([{ subject }]));
      return true;
    }
    if (subject.kind === "access") ledger.looked(subject.accountId, await placesKnownOf(subject.accountId));
    return true;
  }

  async function placesKnownOf(account: AccountId): Promise<readonly number[]> {
    const seats = await stores.access.seatsOf(ORG, account);
    return seats.flatMap(({ teamId, repositoryId }) => teamId ?? repositoryId ?? []);
  }

  async function workAll(): Promise<void> {
    for (let jobs = 0; jobs < JOBS_TO_REST; jobs++) if (!(await workOne())) return;
    throw new Error(`Still at work after ${JOBS_TO_REST} jobs`);
  }

  // Most people are in the organisation already.
  for (const person of [...github.people.values()].slice(0, 3)) person.membership = "member";

  return {
    github,
    memory,
    ledger,
    writes,
    async install() {
      untold = [];
      ledger.begin();
      memory.forgetJobs();
      await sweep();
      await workAll();
    },
    isInstalled: () => memory.rows.baselineAt !== null,
    advance(ms) {
      now += ms;
      github.expire();
      if (ms > TOLD_FOR_MS) untold = [];
    },
    async complete(account) {
      const at = clock();
      records.completions.unshift(completionOf(personOf(account), at, newId()));
      ledger.completed(account);
      await transact((tx) => tx.jobs.file([{ subject: accessOf(account) }]));
    },
    async leaveByRoster(account) {
      records.gone.set(personOf(account), clock());
      ledger.left(account);
      await transact((tx) => tx.jobs.file([{ subject: accessOf(account) }]));
    },
    async setPolicy(index) {
      if (policy === index) return;
      policy = index;
      policySince = clock();
      ledger.policyChanged();
      await transact((tx) => tx.jobs.file([{ subject: RUN }]));
    },
    async waive(account, days) {
      const startsAt = clock();
      const endsAt = new Date(now + days * DAY_MS);
      records.waivers.push({
        id: newId(),
        person: personOf(account),
        layer: "developer",
        repositories: [],
        startsAt,
        endsAt,
      });
      ledger.waived(account, endsAt);
      await transact((tx) => tx.jobs.file([{ subject: accessOf(account) }]));
    },
    makeOwner(account) {
      github.find(account).membership = "owner";
      ledger.owns(account);
    },
    async dropHold(account) {
      const [hold] = await stores.holds.ofAccount(ORG, account);
      if (!hold) return;
      const done = await desk.drop(ADMIN, hold.id, "not needed");
      if (!done.ok) throw new Error(done.why);
      ledger.dropped(account, placeOf(hold.target));
    },
    fail(fate, after, count) {
      failing = { fate, after, count };
    },
    async deliver(index, again = false) {
      const told = untold[index % Math.max(1, untold.length)];
      if (!told) return;
      if (!again) untold = untold.filter((one) => one !== told);
      await record(told);
    },
    async deliverAll() {
      while (untold.length > 0) {
        const told = untold[order(untold.length) % untold.length] as Told;
        untold = untold.filter((one) => one !== told);
        await record(told);
      }
    },
    lose(index) {
      const told = untold[index % Math.max(1, untold.length)];
      untold = untold.filter((one) => one !== told);
    },
    underWay: () => untold.length,
    async work(jobs) {
      for (let done = 0; done < jobs; done++) if (!(await workOne())) return;
    },
    sweep,
    async rest() {
      failing = null;
      for (let look = 0; look < 2; look++) {
        untold = [];
        await sweep();
        await workAll();
      }
      ledger.settled();
    },
  };
}

const ADMIN: Actor = { person: personOf(accountId(99)), account: accountId(99), login: "sam", via: "cli" };
const RUN: Subject = { kind: "access-run", installationId: INSTALLATION.id };
const accessOf = (account: AccountId): Subject => ({
  kind: "access",
  installationId: INSTALLATION.id,
  accountId: account,
});
