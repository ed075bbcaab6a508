import { orgId, type PersonId, personId } from "../../../src/domain/ids.ts";
import type {
  AwarenessActivity,
  AwarenessStore,
  Recipient,
  RecipientCounts,
  RecipientState,
} from "../../../src/domain/stores/awareness.ts";

export const NOON = new Date("2026-11-23T12:00:00.000Z");

export function anActivity(told: Partial<AwarenessActivity> = {}): AwarenessActivity {
  return {
    ...{ id: "a1", orgId: orgId(1), keySha256: "k", kind: "newsletter", method: "campaign", channel: "mail" },
    ...{ title: "Report early", slug: "2026-12-report-early", textSha256: "f".repeat(64) },
    ...{ text: "---\ntitle: x\n---\n\n# Report\n\nNow, [here](https://example.org).\n" },
    ...{ happenedAt: NOON, audience: 3, roster: 3, covered: 0, delivered: 0, undeliverable: 0, unknown: 0 },
    ...{ outcomes: null, salt: new Uint8Array(), recordedBy: personId("sam"), recordedAt: NOON, closedAt: null },
    ...told,
  };
}

type Store = Pick<
  AwarenessStore,
  | "hold"
  | "open"
  | "find"
  | "settle"
  | "waiting"
  | "recipients"
  | "claim"
  | "giveUp"
  | "isBeingSent"
  | "mark"
  | "countRecipients"
>;

/** One activity on its way to these people, as the database keeps it. */
export function sendingTo(names: readonly string[]): {
  readonly store: Store;
  state(name: string): RecipientState | undefined;
  readonly closed: () => boolean;
} {
  let activity = anActivity({ audience: names.length });
  const rows = new Map<PersonId, { state: RecipientState; since: Date }>();
  for (const name of names) rows.set(personId(name), { state: "waiting", since: NOON });
  const withState = (state: RecipientState) =>
    [...rows].flatMap(([person, row]) => (row.state === state ? person : []));
  const counts = (): RecipientCounts => {
    const [delivered = 0, undeliverable = 0, unknown = 0] = (["delivered", "undeliverable", "unknown"] as const).map(
      (state) => withState(state).length,
    );
    return { delivered, undeliverable, unknown, covered: delivered };
  };
  return {
    state: (name) => rows.get(personId(name))?.state,
    closed: () => activity.closedAt !== null,
    store: {
      hold: async () => {},
      open: async () => (activity.closedAt === null ? [activity] : []),
      find: async () => activity,
      async settle(_, settled) {
        activity = { ...activity, ...settled };
      },
      waiting: async (_, { after = "", limit }) =>
        withState("waiting")
          .filter((person) => person > after)
          .slice(0, limit),
      recipients: async (_, people) =>
        people.map((person): Recipient => ({ person, name: null, email: `${person}@acme.example`, logins: [] })),
      async claim(_, person, since) {
        if (rows.get(person)?.state !== "waiting") return false;
        rows.set(person, { state: "sending", since });
        return true;
      },
      async giveUp(_, before) {
        for (const row of rows.values()) if (row.state === "sending" && row.since < before) row.state = "unknown";
      },
      isBeingSent: async () => withState("sending").length > 0,
      async mark(_, state, people) {
        for (const person of people) rows.set(person, { state, since: NOON });
      },
      countRecipients: async () => counts(),
    },
  };
}
