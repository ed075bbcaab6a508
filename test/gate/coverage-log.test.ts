import { describe, expect, it } from "vitest";
import { judgeLog, type LogSeen } from "../../src/gate/coverage-log.ts";

const at = new Date("2026-11-23T10:00:00.000Z");
const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);
const works = { doneAt: ago(5), failingSince: null, problem: null };

const sound: LogSeen = {
  at,
  newest: { epoch: 1, size: 4711, createdAt: ago(0.05), stamped: false },
  begunAnewAt: null,
  refused: null,
  damaged: null,
  anchor: { silentSince: null, problem: null },
  timestamps: works,
  mail: works,
};

const notesOn = (change: Partial<LogSeen>) => judgeLog({ ...sound, ...change }).notes;

describe("what doctor says of the gate log", () => {
  it("is its newest checkpoint and its age alone, where all is well", () => {
    expect(judgeLog(sound)).toEqual({
      holes: [],
      notes: ["Gate log: 4711 entries are under the newest checkpoint, of 23 November 2026, 09:57 UTC (3 min ago)."],
    });
  });

  it("is that nobody outside could see it cut, where there is no anchor at all", () => {
    const notes = notesOn({ anchor: null, timestamps: null, mail: null });

    expect(notes.slice(1)).toEqual([
      "Gate log: nobody outside could see that it was cut. Set CHECKPOINT_ANCHOR, TSA_URL or CHECKPOINT_MAIL_TO.",
    ]);
  });

  it("is that a restore cannot be seen, where only others keep a copy", () => {
    expect(notesOn({ anchor: null }).slice(1)).toEqual([expect.stringContaining("CHECKPOINT_ANCHOR is not set")]);
  });

  it.each<[string, Partial<LogSeen>, string]>([
    [
      "an anchor that is silent",
      { anchor: { silentSince: ago(4), problem: "not reached" } },
      "CHECKPOINT_ANCHOR does not answer since 23 November 2026, 06:00 UTC: not reached",
    ],
    [
      "timestamps that fail",
      { timestamps: { ...works, failingSince: ago(4), problem: "answered 503" } },
      "no timestamp from TSA_URL since 23 November 2026, 06:00 UTC: answered 503",
    ],
    ["timestamps that stopped", { timestamps: { ...works, doneAt: ago(49) } }, "the last timestamp from TSA_URL is of"],
    ["no timestamp yet", { timestamps: { ...works, doneAt: null } }, "no checkpoint has a timestamp yet"],
    [
      "mail that fails",
      { mail: { ...works, failingSince: ago(4), problem: "not reached" } },
      "mail to CHECKPOINT_MAIL_TO is not taken since 23 November 2026, 06:00 UTC: not reached",
    ],
    ["mail that stopped", { mail: { ...works, doneAt: ago(24 * 9) } }, "the last mail to CHECKPOINT_MAIL_TO is of"],
    ["no checkpoint yet", { newest: null }, "no checkpoint was signed yet"],
    [
      "a log that was begun anew long ago",
      { begunAnewAt: ago(24 * 31) },
      "a new gate log was begun on 23 October 2026, 10:00 UTC",
    ],
  ])("names %s, as a note", (_, change, text) => {
    const { holes, notes } = judgeLog({ ...sound, ...change });

    expect(holes).toEqual([]);
    expect(notes.join("\n")).toContain(text);
  });

  it("does not ask for a newer timestamp where nothing new was signed", () => {
    const newest = { epoch: 1, size: 4711, createdAt: ago(90), stamped: true };

    expect(notesOn({ newest, timestamps: { ...works, doneAt: ago(89) } })).toHaveLength(1);
  });

  it("names a refused signing, a damaged log and one that was begun anew as holes", () => {
    const { holes, notes } = judgeLog({
      ...sound,
      refused: { since: ago(4), why: "Entry 7 was edited. See who did." },
      damaged: "Entry 7 was edited.",
      begunAnewAt: ago(24),
    });

    expect(holes.map(({ kind }) => kind)).toEqual(["log-unsigned", "log-damaged", "log-begun-anew"]);
    expect(holes[0]).toMatchObject({
      repository: null,
      detail: "no checkpoint of the gate log is signed since 23 November 2026, 06:00 UTC",
      remedy: "Entry 7 was edited. See who did",
    });
    expect(notes).toHaveLength(1);
  });
});
