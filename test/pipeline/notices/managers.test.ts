import { describe, expect, it } from "vitest";
import { orgId, personId } from "../../../src/domain/ids.ts";
import type { Installation } from "../../../src/domain/installation.ts";
import type { NewNotice, Notice, Outcome } from "../../../src/domain/stores/notices.ts";
import type { LayerEnd } from "../../../src/pipeline/notices/lapses.ts";
import { tellManagers } from "../../../src/pipeline/notices/managers.ts";
import type { Message, Recipient } from "../../../src/pipeline/notices/port.ts";
import type { TellDeps } from "../../../src/pipeline/notices/tell.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import { DAY_MS, JO } from "./some-news.ts";

const NOW = new Date("2026-11-04T09:00:00.000Z");
const BOSS = personId("8a3c9a52-8f6f-4f0e-9d7e-0e7a1f6b2c12");
const ADA = personId("9b3c9a52-8f6f-4f0e-9d7e-0e7a1f6b2c13");
const BO = personId("7c3c9a52-8f6f-4f0e-9d7e-0e7a1f6b2c14");
const INSTALLATION = { orgId: orgId(2), orgLogin: "acme" } as unknown as Installation;
const BY_MAIL = { ...DEFAULTS, notices: { mail: true } };

const end = (person: typeof JO, state: LayerEnd["state"], days: number | null): LayerEnd => ({
  ...{ person, login: "x", layer: "developer", state },
  at: days === null ? null : new Date(NOW.getTime() + days * DAY_MS),
});

function anOffice(waiting: readonly (typeof JO)[] = []) {
  const rows = new Map<string, Notice>();
  const mails: { readonly to: string | null | undefined; readonly text: string }[] = [];
  let now = NOW;
  const names = new Map([
    [JO, "Jo Berg"],
    [ADA, "Ada Okafor"],
    [BO, "Bo Lind"],
  ]);
  const notices = {
    plan: async ([told]: readonly NewNotice[]) => {
      if (!told) return [];
      const key = `${told.person} ${told.about}`;
      const row = rows.get(key) ?? { ...told, sentAt: null, outcome: null, isSettled: false };
      rows.set(key, row);
      return [row];
    },
    complete: async (ids: readonly string[], sentAt: Date, outcome: Outcome) => {
      for (const [key, row] of rows) if (ids.includes(row.id)) rows.set(key, { ...row, sentAt, outcome });
    },
    managersOf: async (_: unknown, people: readonly (typeof JO)[]) =>
      people.map((person) => ({
        ...{ person, name: names.get(person) ?? "", manager: BOSS },
        managerAddress: "boss@acme.example",
      })),
  };
  const channel = {
    name: "mail" as const,
    send: async (to: Recipient | null, { markdown }: Message) => {
      mails.push({ to: to?.address, text: markdown });
      return { delivered: true, ref: null } as const;
    },
    test: async () => [],
  };
  const stores = { notices, holds: { list: async () => waiting.map((person) => ({ id: person, person })) } };
  const deps = {
    stores,
    transact: (run: (tx: typeof stores) => Promise<unknown>) => run(stores),
    entries: { subjectOf: async () => ({}), appendAll: async () => undefined },
    clock: () => now,
    newId: () => `n${rows.size}`,
    channels: { forPeople: () => [channel], forOffice: async () => [] },
  } as unknown as TellDeps;
  return {
    mails,
    tell: (ends: readonly LayerEnd[], policy = BY_MAIL) =>
      tellManagers(INSTALLATION, { policy, ends, final: false }, deps),
    later: (days: number) => {
      now = new Date(NOW.getTime() + days * DAY_MS);
    },
  };
}

describe("a manager on the roster", () => {
  it("gets one mail with a line for each of their people who waits or lapses, by name", async () => {
    const { tell, mails } = anOffice([BO]);

    await tell([end(JO, "met", 10), end(ADA, "grace", 5), end(BO, "missing", null)]);

    expect(mails).toHaveLength(1);
    expect(mails[0]?.to).toBe("boss@acme.example");
    expect(mails[0]?.text.split("\n").filter((line) => line.startsWith("- "))).toEqual([
      "- Ada Okafor: training “developer” has ended; access stays up to and including 9 November 2026",
      "- Bo Lind: access waits for training",
      "- Jo Berg: training “developer” counts up to and including 14 November 2026",
    ]);
  });

  it("hears of it once a week, from Monday to Sunday", async () => {
    const { tell, mails, later } = anOffice();
    const ends = [end(JO, "missing", null)];

    await tell(ends);
    later(4);
    await tell(ends);
    expect(mails).toHaveLength(1);

    later(5);
    await tell(ends);
    expect(mails).toHaveLength(2);
  });

  it("hears nothing where nothing ends soon, or where the policy sends no mail", async () => {
    const { tell, mails } = anOffice();

    await tell([end(JO, "met", 100)]);
    await tell([end(JO, "missing", null)], { ...DEFAULTS, notices: { mail: false } });

    expect(mails).toEqual([]);
  });
});
