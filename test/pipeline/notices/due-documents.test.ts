import { describe, expect, it } from "vitest";
import { dueNotices, nextDue, type SaidNotice } from "../../../src/pipeline/notices/due.ts";
import { aDocument, DAY_MS, news, planned, said } from "./some-news.ts";

const NOW = new Date("2026-11-02T09:00:00.000Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const KEY = aDocument().key;
const REMIND = { remind: [30] };

const due = (told: readonly SaidNotice[], at: Date, document = aDocument()) =>
  dueNotices(news({ documents: [document] }), told, REMIND, at);
const toldNow = said("policy", KEY, NOW);
const reminder = (nth: number) => said("policy-reminder", `${KEY}:${nth}`, inDays(14 * nth));

describe("a policy to be told of", () => {
  it("is told once, with the day by which it is to be accepted", () => {
    expect(due([planned("policy", KEY, inDays(-3))], NOW)).toMatchObject([{ kind: "policy", acceptBy: inDays(14) }]);
    expect(due([toldNow], inDays(13))).toEqual([]);
  });

  it("is reminded of each time that the days have passed since they were told, three times in all", () => {
    expect(due([toldNow], inDays(14))).toMatchObject([{ kind: "policy-reminder", about: `${KEY}:1` }]);
    expect(due([toldNow, reminder(1)], inDays(27))).toEqual([]);
    expect(due([toldNow, reminder(1)], inDays(28))).toMatchObject([{ about: `${KEY}:2` }]);
    expect(due([toldNow, reminder(1), reminder(2), reminder(3)], inDays(300))).toEqual([]);
  });

  it("says only the last of the reminders that were missed", () => {
    expect(due([toldNow], inDays(40))).toMatchObject([{ about: `${KEY}:2` }]);
  });

  it("has no reminder before it reached them: who was away has as many days as the others", () => {
    const failed = said("policy", KEY, NOW, false);

    expect(due([failed], inDays(30))).toMatchObject([{ kind: "policy", acceptBy: inDays(44) }]);
  });

  it("is told and never asked for again where nobody has to accept it", () => {
    const document = aDocument({ acceptWithinDays: null });

    expect(due([], NOW, document)).toMatchObject([{ kind: "policy", acceptBy: null }]);
    expect(due([toldNow], inDays(99), document)).toEqual([]);
  });

  it("comes back by itself when the days will have passed", () => {
    const person = news({ documents: [aDocument()] });

    expect(nextDue(person, [toldNow], REMIND, NOW)).toEqual(inDays(14));
    expect(nextDue(person, [toldNow, reminder(1)], REMIND, inDays(14))).toEqual(inDays(28));
    expect(nextDue(person, [toldNow, reminder(1), reminder(2), reminder(3)], REMIND, inDays(42))).toBeNull();
  });
});
