import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueNotices,
  earliestMessage,
  nextDue,
  ripeningNotices,
  type SaidNotice,
} from "../../../src/pipeline/notices/due.ts";
import type { LayerNews, PersonNews } from "../../../src/pipeline/notices/news.ts";
import { aHold, aLayer, DAY_MS, news, planned, said } from "./some-news.ts";

const NOW = new Date("2026-11-02T09:00:00.000Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const REMIND = { remind: [30, 7, 1] };

describe("what is due", () => {
  it("is a hold, once", () => {
    const person = news({ holds: [aHold({ id: "h1" })] });
    const [due] = dueNotices(person, [], REMIND, NOW);

    expect(due).toMatchObject({ kind: "hold", about: "h1" });
    expect(dueNotices(person, [said("hold", "h1", NOW)], REMIND, NOW)).toEqual([]);
  });

  it.each([
    ["lapse", "they read on", "moved"],
    ["lapse", null, "removed"],
    ["pre-existing", null, "removed"],
    ["new", null, "hold"],
    ["asked", null, "hold"],
  ] as const)("of a hold by %s with %s is %s", (cause, instead, kind) => {
    expect(dueNotices(news({ holds: [aHold({ cause, instead })] }), [], REMIND, NOW)[0]?.kind).toBe(kind);
  });

  it("is only the last of the reminders that were missed", () => {
    const until = inDays(5);
    const due = dueNotices(news({ layers: [aLayer({ until })] }), [], REMIND, NOW);

    expect(due).toMatchObject([{ kind: "ends", about: `developer@${until.toISOString()}:7d` }]);
  });

  it("is nothing long before an end, and the first reminder is what comes next", () => {
    const person = news({ layers: [aLayer({ until: inDays(100) })] });

    expect(dueNotices(person, [], REMIND, NOW)).toEqual([]);
    expect(nextDue(person, [], REMIND, NOW)).toEqual(inDays(70));
  });

  it("is never that something is missing while a hold says it all", () => {
    const layers = [aLayer({ state: "missing", until: null })];

    expect(dueNotices(news({ holds: [aHold()], layers }), [], REMIND, NOW).map(({ kind }) => kind)).toEqual(["hold"]);
    expect(dueNotices(news({ layers }), [planned("missing", "developer", inDays(-1))], REMIND, NOW)).toMatchObject([
      { kind: "missing" },
    ]);
  });

  it("is not at once that somebody with access lacks training: only if it is still so a day later", () => {
    const person = news({ layers: [aLayer({ state: "missing", until: null })] });
    const mind = [planned("missing", "developer", NOW)];

    expect(dueNotices(person, [], REMIND, NOW)).toEqual([]);
    expect(ripeningNotices(person, [], REMIND, NOW)).toMatchObject([{ kind: "missing", about: "developer" }]);
    expect(ripeningNotices(person, mind, REMIND, NOW)).toEqual([]);
    expect(dueNotices(person, mind, REMIND, inDays(0.9))).toEqual([]);
    expect(nextDue(person, mind, REMIND, NOW)).toEqual(inDays(1));
    expect(dueNotices(person, mind, REMIND, inDays(1))).toMatchObject([{ kind: "missing" }]);
  });

  it("goes a day after the last message, but what keeps somebody from working waits for no reminder", () => {
    const reminded = said("ends", "x", inDays(-0.5));
    const held = said("hold", "h0", inDays(-0.25));

    expect(earliestMessage([{ kind: "ends" }], [reminded])).toEqual(inDays(0.5));
    expect(earliestMessage([{ kind: "ends" }, { kind: "hold" }], [reminded])).toEqual(new Date(0));
    expect(earliestMessage([{ kind: "hold" }], [reminded, held])).toEqual(inDays(0.75));
  });

  it("is the deadline of access that is older than this app, and later its reminder", () => {
    const deadline = inDays(40);
    const person = news({ layers: [aLayer({ state: "missing", until: null, deadline })] });
    const key = `developer@${deadline.toISOString()}`;

    expect(dueNotices(person, [], REMIND, NOW)).toMatchObject([{ kind: "pre-existing", about: key }]);
    expect(dueNotices(person, [said("pre-existing", key, NOW)], REMIND, inDays(10))).toMatchObject([
      { kind: "pre-existing", about: `${key}:30d` },
    ]);
  });

  it("is that training is renewed only for whom we had told that it ends", () => {
    const person = news({ layers: [aLayer({ until: inDays(370) })] });
    const warned = said("ends", `developer@${inDays(5).toISOString()}:7d`, inDays(-1));

    expect(dueNotices(person, [], REMIND, NOW)).toEqual([]);
    expect(dueNotices(person, [warned], REMIND, NOW).map(({ kind }) => kind)).toEqual(["renewed"]);
  });

  it("is again, some hours later, what reached nobody", () => {
    const person = news({ holds: [aHold({ id: "h1" })] });
    const failed = [said("hold", "h1", NOW, false)];

    expect(dueNotices(person, failed, REMIND, new Date(NOW.getTime() + DAY_MS / 8))).toEqual([]);
    expect(dueNotices(person, failed, REMIND, inDays(0.5)).map(({ kind }) => kind)).toEqual(["hold"]);
  });
});

interface Message {
  readonly at: number;
  readonly about: readonly string[];
}

/** Where a layer stands at a time: it ends, has two weeks of grace, and is then missing. */
function standing(layer: string, endsIn: number, at: Date): LayerNews {
  const end = inDays(endsIn);
  const graceEnd = inDays(endsIn + 14);
  if (at < end) return aLayer({ layer, until: end });
  if (at < graceEnd) return aLayer({ layer, state: "grace", until: graceEnd });
  return aLayer({ layer, state: "missing", until: null });
}

/** Looks when asked by ourselves or by others, for as long as something may come. */
function simulate(ends: readonly number[], remind: readonly number[], looks: readonly number[]): readonly Message[] {
  const told: SaidNotice[] = [];
  const messages: Message[] = [];
  const newsAt = (at: Date): PersonNews =>
    news({ layers: ends.map((end, index) => standing(`layer-${index}`, end, at)) });
  const queue = [0, ...looks].map((days) => inDays(days).getTime());
  for (let step = 0; queue.length > 0 && step < 2_000; step += 1) {
    queue.sort((a, b) => a - b);
    const at = new Date(queue.shift() ?? 0);
    const person = newsAt(at);
    told.push(...ripeningNotices(person, told, { remind }, at).map(({ kind, about }) => planned(kind, about, at)));
    const due = dueNotices(person, told, { remind }, at);
    const earliest = earliestMessage(due, told);
    if (due.length > 0 && earliest > at) queue.push(earliest.getTime());
    else {
      if (due.length > 0) messages.push({ at: at.getTime(), about: due.map(({ about }) => about) });
      for (const { kind, about } of due) {
        const known = told.findIndex((one) => one.kind === kind && one.about === about);
        told.splice(known === -1 ? told.length : known, 1, said(kind, about, at));
      }
      const next = nextDue(person, told, { remind }, at);
      if (next) queue.push(next.getTime());
    }
  }
  return messages;
}

describe("over any course of time", () => {
  const days = fc.integer({ min: 1, max: 90 });
  const remind = fc.uniqueArray(fc.integer({ min: 1, max: 45 }), { minLength: 1, maxLength: 5 });
  const looks = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 30 });

  it("nobody gets more than one message a day", () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 4 }), remind, looks, (ends, reminders, asked) => {
        const times = simulate(ends, reminders, asked).map(({ at }) => at);

        for (const [index, at] of times.slice(1).entries())
          expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(DAY_MS);
      }),
    );
  });

  it("within a day of each reminder that lies ahead they hear of that training", () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 4 }), remind, looks, (ends, reminders, asked) => {
        const messages = simulate(ends, reminders, asked);

        for (const [index, end] of ends.entries())
          for (const before of reminders.filter((count) => count <= end)) {
            const due = inDays(end - before).getTime();
            const heard = messages.some(
              ({ at, about }) =>
                at >= due && at <= due + DAY_MS && about.some((one) => one.startsWith(`layer-${index}`)),
            );
            expect(heard).toBe(true);
          }
      }),
    );
  });

  it("nothing is said twice", () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 4 }), remind, looks, (ends, reminders, asked) => {
        const all = simulate(ends, reminders, asked).flatMap(({ about }) => about);

        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
