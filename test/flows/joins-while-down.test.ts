import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import { type Flow, startFlow } from "../support/flow.ts";
import { GRANTING } from "../support/granting-github.ts";
import { nextSecond, train } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;

const POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments }]
`;

/** One of them did the training before they came. */
const TRAINED = ["tess"] as const;
const NEW = Array.from({ length: 25 }, (_, index) => `joiner-${index}`);
/** Nothing that they get is gated. */
const ELSEWHERE = Array.from({ length: 24 }, (_, index) => `aside-${index}`);
const LISTED = 12;

describe("fifty people who join while nothing of ours runs", () => {
  let flow: Flow;
  let ahead = 0;

  beforeAll(async () => {
    flow = await startFlow({
      enforcement: POLICY,
      clock: () => new Date(Date.now() + ahead),
      github: { app: { permissions: GRANTING } },
    });
    await flow.settled();
    for (const login of [...TRAINED, ...NEW, ...ELSEWHERE]) flow.github.actions.createAccount({ login });
    for (const login of TRAINED) await train(flow, login);
    // What comes from here on is later than the first look.
    await nextSecond();
    await flow.restart(async () => joinAll());
  });
  afterAll(() => flow?.close());

  /** Of one half GitHub lists that they failed; of the others it forgets that there ever was a delivery. */
  async function joinAll(): Promise<void> {
    const { actions, deliveries } = flow.github;
    const join = (login: string) => actions.addMember({ as: "sam", user: login, teams: ["payments"] });
    for (const login of [...TRAINED, ...NEW.slice(0, LISTED)]) join(login);
    for (const login of ELSEWHERE) actions.addMember({ as: "sam", user: login });
    await deliveries.idle();
    deliveries.faults.add({ fault: { kind: "lose", listed: false } });
    for (const login of NEW.slice(LISTED)) join(login);
    await deliveries.idle();
    deliveries.faults.clear();
  }

  const acme = () => [...flow.github.state.organizations.values()][0];
  const inPayments = (logins: readonly string[]) => {
    const organization = acme();
    if (!organization) throw new Error("The world has no organisation");
    const { members } = teamOf(organization, "payments");
    return logins.filter((login) => members.has(userOf(flow.github.state, login).id));
  };
  const held = () => flow.database.db.accessHold.count({ where: { endedAt: null, withdrawnAt: { not: null } } });

  it("are held by what GitHub delivers again, and the trained ones stay", async () => {
    await flow.until(
      "those of whom GitHub lists it are held",
      async () => ((await held()) >= LISTED ? true : undefined),
      60_000,
    );
    await flow.settled();

    expect(inPayments(NEW.slice(0, LISTED))).toEqual([]);
    expect(inPayments(TRAINED)).toEqual([...TRAINED]);
  }, 90_000);

  it("are held by the next full look, where no delivery ever comes, and whom no gate concerns is left alone", async () => {
    ahead += DAY_MS;
    await flow.sweep();
    await flow.until("the others are held", async () => ((await held()) >= NEW.length ? true : undefined), 60_000);
    await flow.settled();

    expect(inPayments(NEW)).toEqual([]);
    expect(inPayments(TRAINED)).toEqual([...TRAINED]);
    expect(await held()).toBe(NEW.length);
    const ids = ELSEWHERE.map((login) => userOf(flow.github.state, login).id);
    expect(ids.every((id) => acme()?.members.has(id))).toBe(true);
  }, 90_000);

  it("get what was meant for them when they have done the training", async () => {
    await train(flow, "joiner-24");

    expect(inPayments(NEW)).toEqual(["joiner-24"]);
    expect(acme()?.invitations.size).toBe(0);
  }, 30_000);
});
