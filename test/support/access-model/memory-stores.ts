import type { AccessObservation } from "../../../src/domain/access.ts";
import { keyOf } from "../../../src/domain/access.ts";
import { modelAccess } from "../../../src/domain/access-model.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { seatsIn } from "../../../src/domain/seats.ts";
import type {
  AccessAsk,
  AccessDecided,
  AccessEffect,
  AccessRun,
  GateState,
  SeatState,
} from "../../../src/domain/stores/access-gate.ts";
import { type Hold, targetKey } from "../../../src/domain/stores/holds.ts";
import type { FileJob, Stores, Transact, TxStores } from "../../../src/domain/stores/index.ts";
import { type Subject, subjectKey } from "../../../src/domain/subject.ts";
import { ORG } from "./grounds.ts";

/** Everything that the access gate remembers. Each list is replaced and never changed, so that a copy of the record undoes a transaction. */
export interface Rows {
  observations: readonly AccessObservation[];
  holds: readonly Hold[];
  effects: readonly AccessEffect[];
  gates: readonly GateState[];
  passedAt: Date | null;
  seats: readonly (SeatState & { readonly account: AccountId })[];
  decided: readonly AccessDecided[];
  runs: readonly AccessRun[];
  asks: readonly (AccessAsk & { readonly run: string })[];
  entries: readonly { readonly type: string }[];
  jobs: readonly Subject[];
  timed: readonly { readonly subject: Subject; readonly at: Date }[];
  baselineAt: Date | null;
}

export const NO_ROWS: Rows = {
  observations: [],
  holds: [],
  effects: [],
  gates: [],
  passedAt: null,
  seats: [],
  decided: [],
  runs: [],
  asks: [],
  entries: [],
  jobs: [],
  timed: [],
  baselineAt: null,
};

export interface Memory {
  readonly rows: Rows;
  readonly stores: Stores;
  readonly transact: Transact;
  /** The next job that waits, taken from the queue. */
  takeJob(): Subject | undefined;
  forgetJobs(): void;
  /** Jobs of the clock that are due. */
  fileDue(now: Date): void;
}

/** Stands in for the database with the same contracts; `others` are the stores that the access gate only reads. */
export function createMemory(others: (rows: Rows) => Partial<Stores>): Memory {
  const rows: Rows = { ...NO_ROWS };
  const stores = known({
    ...accessStores(rows),
    ...gateStores(rows),
    ...others(rows),
    log: logOf(rows),
  } as Partial<Stores>);
  const file = async (jobs: readonly FileJob[]) => {
    for (const { subject, at } of jobs) if (at) rows.timed = [...rows.timed, { subject, at }];
    for (const { subject, at } of jobs) if (!at) rows.jobs = withJob(rows.jobs, subject);
  };
  const jobs: TxStores["jobs"] = { file, hasLiveOrDone: async () => false };
  return {
    rows,
    stores,
    async transact(run) {
      const before = { ...rows };
      try {
        return await run(known({ ...stores, jobs }) as TxStores);
      } catch (error) {
        Object.assign(rows, before);
        throw error;
      }
    },
    takeJob() {
      const [next, ...rest] = rows.jobs;
      rows.jobs = rest;
      return next;
    },
    forgetJobs() {
      rows.jobs = [];
    },
    fileDue(now) {
      const due = rows.timed.filter(({ at }) => at <= now);
      rows.timed = rows.timed.filter(({ at }) => at > now);
      for (const { subject } of due) rows.jobs = withJob(rows.jobs, subject);
    },
  };
}

/** One job waits for each key. */
function withJob(jobs: Rows["jobs"], subject: Subject): Rows["jobs"] {
  const isSame = (one: Subject) => one.kind === subject.kind && subjectKey(one) === subjectKey(subject);
  return jobs.some(isSame) ? jobs : [...jobs, subject];
}

/** A store that nobody thought of is named when it is asked for. */
function known<T extends object>(stores: T): Stores {
  return new Proxy(stores, {
    get(target, name) {
      if (name in target) return target[name as keyof T];
      throw new Error(`The model of the database has no ${String(name)}`);
    },
    ownKeys: (target) => Reflect.ownKeys(target),
  }) as unknown as Stores;
}

function logOf(rows: Rows): Stores["log"] {
  const append = async (draft: { body: unknown }) => {
    rows.entries = [...rows.entries, draft.body as { type: string }];
  };
  const appendAll = async (drafts: readonly { body: unknown }[]) => {
    rows.entries = [...rows.entries, ...drafts.map(({ body }) => body as { type: string })];
  };
  return { append, appendAll } as unknown as Stores["log"];
}

/** Oldest first, as the database orders them. */
const ordered = (observations: readonly AccessObservation[]) =>
  observations.toSorted((one, other) => one.observedAt.getTime() - other.observedAt.getTime());

function newest(observations: readonly AccessObservation[]): readonly AccessObservation[] {
  return [...new Map(ordered(observations).map((seen) => [keyOf(seen), seen])).values()].filter(
    ({ present }) => present,
  );
}

function accessStores(rows: Rows): Partial<Stores> {
  const model = () => modelAccess(newest(rows.observations));
  const access: Partial<Stores["access"]> = {
    async record(observations) {
      rows.observations = [...rows.observations, ...observations];
    },
    inOrganisation: async (_, account) => {
      const { isOwner, teams } = model().holder(account);
      return { isOwner, teams };
    },
    current: async () => newest(rows.observations),
    ofAccount: async (_, account) => newest(rows.observations.filter(({ accountId }) => accountId === account)),
    seatsOf: async (_, account) => seatsIn(ordered(rows.observations.filter(({ accountId }) => accountId === account))),
    async newestOf(_, keys) {
      const named = new Set(keys.map(keyOf));
      const own = ordered(rows.observations.filter((seen) => named.has(keyOf(seen))));
      return [...new Map(own.map((seen) => [keyOf(seen), seen])).values()];
    },
    ofTeams: async (_, teams) =>
      newest(rows.observations).filter(({ teamId }) => teamId !== null && teams.includes(teamId)),
  };
  return { access: access as Stores["access"] };
}

function gateStores(rows: Rows): Partial<Stores> {
  return { holds: holdsOf(rows), accessEffects: effectsOf(rows), accessGates: gatesOf(rows), accessRuns: runsOf(rows) };
}

function holdsOf(rows: Rows): Stores["holds"] {
  const change = (id: string, changed: Partial<Hold>): boolean => {
    const found = rows.holds.some((hold) => hold.id === id && hold.ended === null);
    rows.holds = rows.holds.map((hold) => (hold.id === id && hold.ended === null ? { ...hold, ...changed } : hold));
    return found;
  };
  const waiting = () => rows.holds.filter(({ ended }) => ended === null);
  return {
    async open(hold) {
      const isSame = (one: Hold) => one.account === hold.account && targetKey(one.target) === targetKey(hold.target);
      if (waiting().some(isSame)) return false;
      rows.holds = [...rows.holds, { ...hold, withdrawnAt: null, releasedBy: null, releasedAt: null, ended: null }];
      return true;
    },
    find: async (id) => rows.holds.find((hold) => hold.id === id) ?? null,
    ofAccount: async (_, account) => waiting().filter((hold) => hold.account === account),
    releasedOf: async (_, account) =>
      rows.holds.filter((hold) => hold.account === account && hold.ended?.how === "released" && hold.releasedAt),
    ofPerson: async (person) => waiting().filter((hold) => hold.person === person),
    list: async () => waiting(),
    async update(id, changed) {
      change(id, changed);
    },
    release: async (id, releasedBy, releasedAt) => change(id, { releasedBy, releasedAt }),
    end: async (id, how, at) => change(id, { ended: { how, at } }),
    countWaiting: async () => waiting().length,
    countSince: async (_, cause, since) =>
      rows.holds.filter((hold) => hold.cause === cause && hold.openedAt >= since).length,
  };
}

function effectsOf(rows: Rows): Stores["accessEffects"] {
  return {
    async plan(effects) {
      rows.effects = [...rows.effects, ...effects.map((effect) => ({ ...effect, doneAt: null, outcome: null }))];
    },
    async finish(id, doneAt, outcome) {
      rows.effects = rows.effects.map((one) => (one.id === id && !one.doneAt ? { ...one, doneAt, outcome } : one));
    },
    ofAccount: async (_, account) => rows.effects.filter((one) => one.account === account),
  };
}

function gatesOf(rows: Rows): Stores["accessGates"] {
  return {
    gatesOf: async () => rows.gates,
    async openGates(_, gates) {
      const news = gates.filter(({ key }) => !rows.gates.some((gate) => gate.key === key));
      rows.gates = [...rows.gates, ...news.map((gate) => ({ ...gate, syncedAt: null, triedAt: null }))];
    },
    async closeGates(_, keys) {
      rows.gates = rows.gates.filter(({ key }) => !keys.includes(key));
    },
    async markSynced(_, key, triedAt) {
      rows.gates = rows.gates.map((gate) =>
        gate.key === key ? { ...gate, triedAt, syncedAt: gate.syncedAt ?? triedAt } : gate,
      );
    },
    async takeTry(_, key, lastBefore, triedAt) {
      const due = rows.gates.find((gate) => gate.key === key && gate.triedAt !== null && gate.triedAt <= lastBefore);
      rows.gates = rows.gates.map((gate) => (gate === due ? { ...gate, triedAt } : gate));
      return due !== undefined;
    },
    async clearSynced(_, key) {
      const refused = rows.gates.some((gate) => gate.key === key && gate.syncedAt !== null);
      rows.gates = rows.gates.map((gate) => (gate.key === key ? { ...gate, syncedAt: null, triedAt: null } : gate));
      return refused;
    },
    async markPassed(_, at) {
      rows.passedAt = at;
    },
    passedAt: async () => rows.passedAt,
    teams: async () =>
      newest(rows.observations).flatMap(({ kind, teamId, role }) =>
        kind === "team" && teamId !== null && role !== null ? [{ id: teamId, slug: role }] : [],
      ),
    concerned: async (accounts) => accounts.map((account) => ({ orgId: ORG, account })),
    seatsOf: async (_, account) => rows.seats.filter((seat) => seat.account === account).map(withoutAccount),
    async saveSeats(_, account, seats) {
      const keys = new Set(seats.map(({ key }) => key));
      const others = rows.seats.filter((seat) => seat.account !== account || !keys.has(seat.key));
      rows.seats = [...others, ...seats.map((seat) => ({ ...seat, account }))];
    },
    conflicts: async () => rows.seats.filter(({ conflictAt }) => conflictAt !== null),
    lastDecided: async (_, account) => rows.decided.findLast((decided) => decided.account === account) ?? null,
    async saveDecided(decided) {
      rows.decided = [...rows.decided, decided];
    },
    async moveChangesAt(id, changesAt) {
      rows.decided = rows.decided.map((decided) => (decided.id === id ? { ...decided, changesAt } : decided));
    },
    async accountsIn(_, { teams, repositories }, { after, limit }) {
      const seated = newest(rows.observations).filter(
        ({ kind, teamId, repositoryId }) =>
          (kind === "team-member" && teamId !== null && teams.includes(teamId)) ||
          (kind === "collaborator" && repositoryId !== null && repositories.includes(repositoryId)),
      );
      const waiting = rows.holds.filter(({ ended }) => ended === null).map(({ account }) => account);
      const all = new Set([...seated.flatMap(({ accountId }) => accountId ?? []), ...waiting]);
      return [...all]
        .filter((account) => account > (after ?? 0))
        .sort((one, other) => one - other)
        .slice(0, limit);
    },
    countMembers: async () =>
      newest(rows.observations).filter(({ kind, accountId }) => kind === "member" && accountId).length,
  };
}

const withoutAccount = ({ account: _, ...seat }: Rows["seats"][number]): SeatState => seat;

function runsOf(rows: Rows): Stores["accessRuns"] {
  const isFrom = (run: AccessRun, since: Date) =>
    (run.state === "passed" && run.at >= since) ||
    (run.state === "released" && run.endedAt !== null && run.endedAt >= since);
  return {
    async save(run, asks) {
      rows.runs = [...rows.runs, run];
      rows.asks = [...rows.asks, ...asks.map((ask) => ({ ...ask, run: run.id }))];
    },
    find: async (id) => rows.runs.find((run) => run.id === id) ?? null,
    listHeld: async () => rows.runs.filter(({ state }) => state === "held"),
    asksOf: async (id) => rows.asks.filter(({ run }) => run === id),
    async end(id, state, endedBy, endedAt) {
      const held = rows.runs.some((run) => run.id === id && run.state === "held");
      rows.runs = rows.runs.map((run) =>
        run.id === id && run.state === "held" ? { ...run, state, endedBy, endedAt } : run,
      );
      return held;
    },
    async allowed(_, account, since) {
      const runs = new Set(rows.runs.filter((run) => isFrom(run, since)).map(({ id }) => id));
      return rows.asks.filter((ask) => ask.account === account && runs.has(ask.run));
    },
    takenSince: async (_, kind, since) =>
      rows.runs
        .filter((run) => run.kind === kind && run.state === "passed" && run.at > since)
        .reduce((sum, { asked }) => sum + asked, 0),
  };
}
