import { randomBytes, randomUUID } from "node:crypto";
import { inTransaction } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import { decisionId, type PersonId } from "../../src/domain/ids.ts";
import type { OutsideStores } from "../../src/domain/stores/index.ts";
import { type Subject, subjectKey } from "../../src/domain/subject.ts";
import { createAccessGate } from "../../src/pipeline/access/access-gate.ts";
import { createHoldsDesk } from "../../src/pipeline/access/holds-desk.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import type { Actor } from "../../src/pipeline/exceptions/port.ts";
import { createInForce } from "../../src/pipeline/policy/in-force.ts";
import { recordBaseline } from "../../src/pipeline/sweep/baseline.ts";
import type { SweepDeps } from "../../src/pipeline/sweep/sweep.ts";
import { policyDigest } from "../../src/policy/digest.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { COURSE, INSTALLATION, ORG, REPOSITORIES } from "./access-model/grounds.ts";
import { createModelGitHub, type ModelTeam, type Person } from "./access-model/model-github.ts";
import { portsOn } from "./access-model/model-ports.ts";
import { completionOf, snapshotOf } from "./access-model/model-records.ts";
import type { useStores } from "./stores.ts";

const HOUR_MS = 3_600_000;
const TEAM_SIZE = 10;
/** More jobs than any of these tests needs to come to rest. */
const JOBS_TO_REST = 2_000;

/**
 * Many people, trained on one day, of whom the first so many tens sit in a team each ten; the access gate as it is, on the
 * real database; and a GitHub in memory that keeps what was written to it.
 */
export async function createLargeOrganisation(
  { db }: Pick<ReturnType<typeof useStores>, "db">,
  { people, teams }: { readonly people: number; readonly teams: number },
) {
  let now = new Date("2026-06-01T09:00:00Z");
  const clock = () => now;
  const writes: string[] = [];
  const jobs = new Map<string, Subject>();

  const stores = createStores(db);
  const github = createModelGitHub(groundsOf(people, teams), clock, () => undefined);
  const { reader, writer } = portsOn(github, {
    fate: () => "fine",
    wrote: ({ what, before, team }) => writes.push(`${what} ${before.login} ${team}`),
  });
  const policies = { inForce: createInForce(stores as OutsideStores) };
  const transact: Parameters<typeof createAccessGate>[0]["transact"] = (run) =>
    inTransaction(db, (tx) =>
      run({
        ...createStores(tx),
        jobs: {
          file: async (more) => {
            for (const { subject, at } of more) if (at === undefined) jobs.set(keyOf(subject), subject);
          },
          hasLiveOrDone: async () => false,
        },
      }),
    );
  const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
  const shared = { stores: stores as OutsideStores, transact, policies, entries, clock, newId: randomUUID };
  const gate = createAccessGate({
    ...shared,
    accountAccess: reader,
    accessWriter: writer,
    courses: () => [{ id: COURSE, version: "1.0.0", title: "OWASP", minutes: 60, testOutMinutes: 20 }],
    newDecisionId: () => decisionId(randomUUID()),
    newSalt: () => randomBytes(32),
  });
  const roles = {
    rolesOf: async () => [],
    rolesInOrganisation: async () => ({ admin: true, approver: true, auditor: true }),
  };

  async function work(): Promise<void> {
    for (let done = 0; done < JOBS_TO_REST; done++) {
      const [key, subject] = jobs.entries().next().value ?? [];
      if (key === undefined || subject === undefined) return;
      jobs.delete(key);
      if (subject.kind === "access" || subject.kind === "access-run") await gate.look(subject);
    }
    throw new Error(`Still at work after ${JOBS_TO_REST} jobs`);
  }

  async function run(): Promise<void> {
    await gate.look({ kind: "access-run", installationId: INSTALLATION.id });
    await work();
  }

  async function train(whom: readonly Person[], at: Date): Promise<void> {
    const found = await stores.people.findAccounts(whom.map(({ id }) => id));
    const passed = found.flatMap(({ person }) => (person ? [completionOf(person, at, randomUUID())] : []));
    await stores.training.recordCompletions(passed.map(({ attestation: _, ...completion }) => completion));
    await stores.training.attestAll(
      passed.flatMap(({ id: completionId, person, courseId, attestation }) =>
        attestation ? [{ person, courseId, completionId, attestation }] : [],
      ),
    );
  }

  await stores.installations.save(INSTALLATION, now);
  await stores.repositories.save(REPOSITORIES, now);
  const everybody = [...github.people.values()];
  for (const [index, person] of everybody.entries()) {
    person.membership = "member";
    const team = Math.floor(index / TEAM_SIZE);
    if (team < teams) github.seat(person, FIRST_TEAM + team, "member");
  }
  await stores.people.ensure(
    everybody.map(({ id, login }) => ({ id, login, type: "User" })),
    now,
  );
  await train(everybody, now);
  const [admin] = await stores.people.findAccounts(everybody.slice(-1).map(({ id }) => id));

  return {
    github,
    stores,
    writes,
    entries: async (type: string) => bodiesOf(await db.logInbox.findMany({ orderBy: { id: "asc" } }), type),
    desk: createHoldsDesk({ ...shared, roles, newDecisionId: randomUUID }),
    by: { person: admin?.person as PersonId, account: admin?.id, login: admin?.login, via: "cli" } as Actor,
    seated: () => everybody.filter(({ seats }) => seats.size > 0).map(({ login }) => login),
    train: (login: string) =>
      train(
        everybody.filter((one) => one.login === login),
        now,
      ),
    /** The App comes, and looks at all that is there. */
    async install(first: Policy) {
      await this.setPolicy(first);
      const readAccess = async () => snapshotOf(github, now);
      const deps = { ...shared, installations: { readAccess } } as unknown as SweepDeps;
      await recordBaseline({ ...INSTALLATION, baselineAt: null }, REPOSITORIES, now, deps);
      await run();
    },
    async setPolicy(policy: Policy) {
      const digest = policyDigest(policy);
      await stores.policies.save({ digest, policy, sources: {} }, now);
      await stores.policies.putInForce(ORG, { digest, text: null, problem: null, readAt: now });
    },
    /** What the clock files every hour, and all that follows from it. */
    run,
    work,
    wait(hours: number) {
      now = new Date(now.getTime() + hours * HOUR_MS);
    },
  };
}

const FIRST_TEAM = 1_001;

function groundsOf(people: number, teams: number) {
  const [repository] = REPOSITORIES;
  if (!repository) throw new Error("There is no repository");
  return {
    logins: Array.from({ length: people }, (_, index) => `member-${index}`),
    repositories: REPOSITORIES.map(({ id }) => id),
    teams: Array.from(
      { length: teams },
      (_, index): ModelTeam => ({
        id: FIRST_TEAM + index,
        slug: `team-${index}`,
        repositories: new Map([[repository.id, "write"]]),
      }),
    ),
  };
}

const keyOf = (subject: Subject) => `${subject.kind}:${subjectKey(subject)}`;

function bodiesOf(rows: readonly { readonly body: unknown }[], type: string) {
  return rows.map(({ body }) => body as Readonly<Record<string, unknown>>).filter((body) => body.type === type);
}
