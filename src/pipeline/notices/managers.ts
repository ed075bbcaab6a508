import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Reporting } from "../../domain/stores/notices.ts";
import { lastDayText } from "../../gate/day-text.ts";
import { noticesOf } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import { mondayOf } from "./forecast.ts";
import type { LayerEnd } from "./lapses.ts";
import type { Message } from "./port.ts";
import { recordOutcome } from "./record.ts";
import { sendBy } from "./send.ts";
import type { TellDeps } from "./tell.ts";

const SOON_MS = 14 * 86_400_000;
const PAGE = 500;

interface Weekly {
  readonly policy: Policy;
  readonly ends: readonly LayerEnd[];
  readonly final: boolean;
}

/** Once a week one mail to each manager on the roster: a line for each of their people who waits, or whose training ends. */
export async function tellManagers(
  installation: Installation,
  { policy, ends, final }: Weekly,
  deps: TellDeps,
): Promise<void> {
  if (!noticesOf(policy).mail) return;
  const now = deps.clock();
  const states = await statesOf(installation, ends, now, deps);
  const reporting = await deps.stores.notices.managersOf(installation.orgId, [...states.keys()]);
  const managers = [...new Set(reporting.map(({ manager }) => manager))];
  const week = new Date(mondayOf(now.getTime())).toISOString().slice(0, 10);
  for (const manager of managers) {
    const people = reporting.filter((one) => one.manager === manager);
    await tellManager(installation, { manager, people, states, policy, week, final }, deps);
  }
}

interface OneManager {
  readonly manager: PersonId;
  readonly people: readonly Reporting[];
  readonly states: ReadonlyMap<PersonId, string>;
  readonly policy: Policy;
  readonly week: string;
  readonly final: boolean;
}

async function tellManager(
  installation: Installation,
  { manager, people, states, policy, week, final }: OneManager,
  deps: TellDeps,
): Promise<void> {
  const planned = await deps.transact((stores) =>
    stores.notices.plan([
      {
        id: deps.newId(),
        orgId: installation.orgId,
        person: manager,
        kind: "manager",
        about: week,
        plannedAt: deps.clock(),
      },
    ]),
  );
  const [first] = people;
  if (!first || planned.some(({ outcome }) => outcome?.delivered)) return;
  const message = managerMessage(people, states, { organisation: installation.orgLogin });
  const channels = deps.channels.forPeople(installation, policy).filter(({ name }) => name === "mail");
  const recipient = { person: manager, accounts: [], address: first.managerAddress };
  const outcome = await sendBy(channels, { recipient, message, all: false, final });
  await recordOutcome(planned, { outcome, sentAt: deps.clock(), installation, person: manager }, deps);
}

/** What a manager needs to know of each person, in a few words. */
async function statesOf(
  { orgId }: Installation,
  ends: readonly LayerEnd[],
  now: Date,
  { stores }: TellDeps,
): Promise<ReadonlyMap<PersonId, string>> {
  const states = new Map<PersonId, string>();
  for (const { person, layer, state, at } of ends) {
    if (state === "grace" && at)
      states.set(
        person,
        `training “${layer}” has ended; access stays up to and including ${lastDayText(at.toISOString())}`,
      );
    if (state === "missing") states.set(person, `training “${layer}” is missing`);
    if (state === "met" && at && at.getTime() - now.getTime() <= SOON_MS && !states.has(person))
      states.set(person, `training “${layer}” counts up to and including ${lastDayText(at.toISOString())}`);
  }
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof stores.holds.list>> = await stores.holds.list(orgId, {
      state: "waiting",
      after,
      limit: PAGE,
    });
    for (const { person } of page) states.set(person, "access waits for training");
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return states;
  }
}

export function managerMessage(
  people: readonly Pick<Reporting, "person" | "name">[],
  states: ReadonlyMap<PersonId, string>,
  { organisation }: { readonly organisation: string },
): Message {
  const lines = people
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
    .map(({ person, name }) => `- ${name}: ${states.get(person) ?? "training is asked for"}`);
  const words = {
    subject: `${organisation}: training of your people`,
    markdown: `${[
      "Hello,",
      ["Of the people who report to you:", ...lines].join("\n"),
      "They have been told what to do themselves. An hour of working time for it is what helps most.",
      `You get this once a week, while there is something to tell, because the roster of ${organisation} names you as their manager. The training gate wrote it by itself.`,
    ].join("\n\n")}\n`,
  };
  return { ...words, quiet: words };
}
