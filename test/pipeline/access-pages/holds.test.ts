import { describe, expect, it } from "vitest";
import { type OrgId, orgId, personId } from "../../../src/domain/ids.ts";
import type { Hold } from "../../../src/domain/stores/holds.ts";
import type { Notice } from "../../../src/domain/stores/notices.ts";
import type { HoldView } from "../../../src/pipeline/access/holds-desk.ts";
import { type HoldPagesDeps, listHolds } from "../../../src/pipeline/access-pages/holds.ts";
import type { HoldShow } from "../../../src/pipeline/access-pages/port.ts";
import { at } from "../../support/stores.ts";

const ORG = orgId(1);
const aHold = (id: string, changes: Partial<HoldView> = {}) =>
  ({
    ...{ id, orgId: ORG, person: personId(id), login: id, what: "team payments", cause: "new", missing: [] },
    ...{ target: { kind: "organisation", role: "member", teamIds: [] }, instead: null, openedAt: at(0), ended: null },
    ...changes,
  }) as unknown as HoldView;
const aNotice = (about: string, delivered: boolean | null) =>
  ({
    ...{ person: personId(about), kind: "hold", about, sentAt: delivered === null ? null : at(1) },
    outcome: delivered === null ? null : { delivered, channel: null, ref: null, why: delivered ? null : "no-address" },
  }) as unknown as Notice;

/** Told, not reached, not sent yet, and one who leaves; and one that has ended. */
const WAITING = [aHold("told"), aHold("untold"), aHold("unsent"), aHold("leaver", { cause: "leaver" })];
const ENDED = [aHold("ended", { ended: { at: at(5), how: "granted" } as Hold["ended"] })];
const NOTICES = [aNotice("told", false), aNotice("told", true), aNotice("untold", false), aNotice("unsent", null)];

const deps = {
  desk: {
    async list(_: OrgId, { state, after, limit }: Parameters<HoldPagesDeps["desk"]["list"]>[1]) {
      const all = state === "ended" ? ENDED : WAITING;
      const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      return all.slice(start, start + limit);
    },
  },
  stores: {
    notices: { ofPerson: async (_: unknown, person: string) => NOTICES.filter((one) => one.person === person) },
  },
  curriculum: () => ({ layers: [] }),
  baseUrl: "https://gate.example",
} as unknown as HoldPagesDeps;

const namesOf = async (show: HoldShow, limit = 10) =>
  (await listHolds(ORG, { show, search: "", after: null, limit }, deps)).map(({ id }) => id);

describe("access that waits", () => {
  it.each([
    ["waiting", ["told", "untold", "unsent", "leaver"]],
    ["untold", ["untold"]],
    ["ended", ["ended"]],
  ] as const)("is listed by what is asked for: %s", async (show, names) => {
    expect(await namesOf(show)).toEqual(names);
  });

  it("is read on until as many are found as are asked for", async () => {
    expect(await namesOf("untold", 1)).toEqual(["untold"]);
  });
});
