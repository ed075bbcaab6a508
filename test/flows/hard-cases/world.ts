import { randomUUID } from "node:crypto";
import type { Actions } from "../../sandbox/github/actions/actions.ts";
import type { User } from "../../sandbox/github/state.ts";
import type { Flow } from "../../support/flow.ts";

export const REPOSITORY = "acme/payments-api";

export const BOTS = { dependabot: 49_699_333, renovate: 29_139_614, copilot: 198_982_749, forge: 7_700_001 } as const;
export const CI_USER = 7_700_002;
export const CLAUDE = 81_847;

/** `mira` and `jo` never trained; `ada` did. Everything that a policy can say of bots and machines is said of one. */
export const ENFORCEMENT = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
  pull_requests:
    bots:
      - { app: dependabot, id: ${BOTS.dependabot}, sponsor: none }
      - { app: renovate, id: ${BOTS.renovate}, sponsor: none }
      - { app: copilot, id: ${BOTS.copilot}, sponsor: requester }
      - { app: forge, id: ${BOTS.forge}, sponsor: approver }
  access:
    machines: [{ id: ${CI_USER}, owner: platform, reason: CI user, review_by: 2099-01-31 }]
`;

/** What the world-building functions build with. */
export interface World {
  readonly flow: Flow;
  readonly actions: Actions;
  /** A new member with write access; trained people have passed the course and signed. */
  member(trained: "trained" | "untrained"): Promise<string>;
  /** Their training ended long ago. */
  lapse(login: string): Promise<void>;
  user(login: string): User;
  /** A name that nothing else in this world has. */
  fresh(name: string): string;
}

export function createWorld(flow: Flow): World {
  let count = 0;
  const fresh = (name: string) => `${name}-${++count}`;
  return {
    flow,
    get actions() {
      return flow.github.actions;
    },
    fresh,
    async member(trained) {
      const login = fresh(trained === "trained" ? "pat" : "lee");
      flow.github.actions.createAccount({ login, name: login, emails: [`${login}@acme.example`] });
      flow.github.actions.addMember({ as: "sam", user: login, teams: ["payments"] });
      await flow.settled();
      if (trained === "trained") await trainLike(flow, "ada", login);
      return login;
    },
    async lapse(login) {
      const { db } = flow.database;
      const { personId } = await db.account.findFirstOrThrow({ where: { login } });
      await db.completion.updateMany({
        where: { personId: personId ?? "" },
        data: { completedAt: new Date("2020-01-01T00:00:00Z") },
      });
    },
    user(login) {
      const found = [...flow.github.state.users.values()].find((user) => user.login === login);
      if (!found) throw new Error(`There is no ${login}`);
      return found;
    },
  };
}

/** As if they had done, on the same day, what the other did through the pages. */
async function trainLike({ database: { db } }: Flow, example: string, login: string): Promise<void> {
  const personOf = async (name: string) =>
    (await db.account.findFirstOrThrow({ where: { login: name } })).personId ?? "";
  const [from, personId] = [await personOf(example), await personOf(login)];
  const done = await db.completion.findFirstOrThrow({ where: { personId: from }, include: { attestation: true } });
  const { attestation, ...completion } = done;
  const id = randomUUID();
  if (!attestation) throw new Error(`${example} has signed nothing`);
  await db.completion.create({ data: { ...completion, id, personId, attemptId: null } });
  await db.attestation.create({ data: { ...attestation, id: randomUUID(), personId, completionId: id } });
}
