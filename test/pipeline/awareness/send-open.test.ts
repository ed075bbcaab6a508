import { describe, expect, it } from "vitest";
import type { Recipient } from "../../../src/domain/stores/awareness.ts";
import { sendOpen } from "../../../src/pipeline/awareness/send-open.ts";
import type { SendingDeps } from "../../../src/pipeline/awareness/sending.ts";
import { MailError } from "../../../src/pipeline/mailer.ts";
import { NOON, sendingTo } from "./some-recipients.ts";

const MINUTE_MS = 60_000;
const ALL = { most: 100 };

type Send = (to: Recipient) => Promise<"delivered" | "undeliverable">;

/** Takes all of it, and says to whom. */
function taking(sent: string[]): Send {
  return async ({ person }) => {
    sent.push(person);
    return "delivered";
  };
}

function sendingBy(send: Send, { store }: Pick<ReturnType<typeof sendingTo>, "store">, minutes = () => 0) {
  const entries: unknown[] = [];
  const deps = {
    stores: { awareness: store },
    transact: (act: (stores: unknown) => unknown) => act({ awareness: store }),
    entries: { append: async (_: unknown, __: unknown, entry: unknown) => void entries.push(entry) },
    clock: () => new Date(NOON.getTime() + minutes() * MINUTE_MS),
    senderFor: async () => ({ channel: "mail", send }),
    newsletters: [],
    baseUrl: "https://training.example.org",
    via: "timer",
  } as unknown as SendingDeps;
  return { entries, run: (run = ALL) => sendOpen(run, deps) };
}

class Died extends Error {
  override readonly name = "Died";
}

describe("what is on its way", () => {
  it("reaches everybody once, and is told in the log when nobody waits any more", async () => {
    const way = sendingTo(["ada", "jo", "mira"]);
    const sent: string[] = [];
    const { run, entries } = sendingBy(taking(sent), way);

    expect(await run({ most: 2 })).toBe(1);
    expect(await run()).toBe(0);
    expect(await run()).toBe(0);

    expect(sent).toEqual(["ada", "jo", "mira"]);
    expect(entries).toMatchObject([{ type: "awareness.sent", counts: { delivered: 3, undeliverable: 0 } }]);
    expect(entries[0]).not.toHaveProperty("counts.unknown");
  });

  it("goes to nobody twice where two send at once", async () => {
    const way = sendingTo(["ada", "jo", "mira", "noor"]);
    const sent: string[] = [];
    const send: Send = async ({ person }) => {
      sent.push(person);
      await new Promise((resolve) => setImmediate(resolve));
      return "delivered";
    };

    await Promise.all([sendingBy(send, way).run(), sendingBy(send, way).run()]);
    await sendingBy(send, way).run();

    expect(sent.toSorted()).toEqual(["ada", "jo", "mira", "noor"]);
    expect(way.closed()).toBe(true);
  });

  it("is not sent again to whom a crash left in hand: nobody knows of them, and so it is told", async () => {
    const way = sendingTo(["ada", "jo", "mira"]);
    let minutes = 0;
    const sent: string[] = [];
    const dying = { ...way.store, mark: () => Promise.reject(new Died()) };
    await expect(sendingBy(taking(sent), { store: dying }).run()).rejects.toThrow(Died);
    const { run, entries } = sendingBy(taking(sent), way, () => minutes);

    await run();
    expect([way.state("ada"), way.closed()]).toEqual(["sending", false]);
    minutes = 11;
    await run();

    expect(sent).toEqual(["ada", "jo", "mira"]);
    expect(entries).toMatchObject([{ counts: { delivered: 2, undeliverable: 0, unknown: 1 } }]);
  });

  it("waits for whom the mail server does not take now, is unknown where it broke off, and undeliverable where it said no", async () => {
    const way = sendingTo(["ada", "jo", "mira", "noor"]);
    const answers: Record<string, Error | "undeliverable"> = {
      ada: new MailError("not now"),
      jo: new MailError("broke off", { isUnknown: true }),
      mira: "undeliverable",
    };
    const send: Send = async ({ person }) => {
      const answer = answers[person] ?? "delivered";
      if (answer instanceof Error) throw answer;
      return answer;
    };

    await expect(sendingBy(send, way).run()).rejects.toThrow(MailError);

    expect(["ada", "jo", "mira", "noor"].map(way.state)).toEqual(["waiting", "unknown", "undeliverable", "delivered"]);
  });

  it("stops after three failures in a row: then it is the server, and no address", async () => {
    const way = sendingTo(["ada", "jo", "mira", "noor"]);
    let tries = 0;
    const { run } = sendingBy(async () => {
      tries += 1;
      throw new MailError("not now");
    }, way);

    await expect(run()).rejects.toThrow(MailError);

    expect(tries).toBe(3);
    expect(way.state("noor")).toBe("waiting");
  });

  it("begins with nobody after the end of its time", async () => {
    const way = sendingTo(["ada", "jo", "mira"]);
    let minutes = 0;
    const send: Send = async () => {
      minutes += 3;
      return "delivered";
    };
    const { run } = sendingBy(send, way, () => minutes);

    const waiting = await run({ most: 100, until: new Date(NOON.getTime() + 4 * MINUTE_MS) } as typeof ALL);

    expect(waiting).toBe(1);
    expect(way.state("mira")).toBe("waiting");
  });

  it("is no longer tried after some days", async () => {
    const way = sendingTo(["ada"]);
    const { run } = sendingBy(
      async () => {
        throw new MailError("not now");
      },
      way,
      () => 3 * 24 * 60,
    );

    expect(await run()).toBe(0);
    expect([way.state("ada"), way.closed()]).toEqual(["undeliverable", true]);
  });
});
