import { describe, expect, it } from "vitest";
import { accountId, personId } from "../../../src/domain/ids.ts";
import { MailError } from "../../../src/pipeline/mailer.ts";
import type { Channels } from "../../../src/pipeline/notices/channels.ts";
import type { Channel } from "../../../src/pipeline/notices/port.ts";
import { type SendTestDeps, sendTest } from "../../../src/pipeline/notices/send-test.ts";
import { aPolicy } from "../../support/facts.ts";
import { anInstallation } from "../../support/stores.ts";

const PERSON = personId("00000000-0000-4000-8000-000000000001");
const MIRA = { id: accountId(1), login: "mira", type: "User" as const, person: PERSON };
const TO_MIRA = { org: null, to: "mira" };

/** A way that takes everything, unless something else is said. */
function aChannel(change: Partial<Channel> = {}): Channel & { readonly sent: unknown[] } {
  const sent: unknown[] = [];
  return {
    name: "repository",
    sent,
    async send(to) {
      sent.push(to);
      return { delivered: true, ref: "12" };
    },
    test: async () => [],
    ...change,
  };
}

function deps(ways: readonly Channel[], change: { readonly toAddress?: Channel } = {}): SendTestDeps {
  const installation = { ...anInstallation({ orgLogin: "acme" }), baselineAt: null };
  const channels: Pick<Channels, "forPeople" | "toAddress"> = {
    forPeople: () => ways,
    toAddress: () => change.toAddress ?? aChannel({ name: "mail" }),
  };
  const stores = {
    installations: { listActive: async () => [installation] },
    people: {
      findAccountByLogin: async (login: string) => (login === "mira" ? MIRA : null),
      accountsOf: async () => [MIRA],
    },
    notices: { addressesOf: async () => new Map([[PERSON, "mira@acme.example"]]) },
  };
  return {
    stores,
    channels,
    policies: { inForce: async () => ({ digest: "d", policy: aPolicy() }) },
    baseUrl: "https://training.example",
  } as unknown as SendTestDeps;
}

describe("a test of how people are told things", () => {
  it("goes to them by each way, though the first reached them, and says where it stands", async () => {
    const ways = [aChannel(), aChannel({ name: "mail", send: async () => ({ delivered: true, ref: null }) })];

    expect(await sendTest({ org: "ACME", to: "@mira" }, deps(ways))).toEqual({
      ok: true,
      sent: [
        { organisation: "acme", channel: "repository", delivered: true, ref: "12", faults: [] },
        { organisation: "acme", channel: "mail", delivered: true, ref: null, faults: [] },
      ],
    });
    expect(ways[0]?.sent).toEqual([{ person: PERSON, accounts: [MIRA], address: "mira@acme.example" }]);
  });

  it("says what is wrong with a way as a whole, rather than that it did not reach this one", async () => {
    const fault = { detail: "the mail server cannot be used: it does not answer", remedy: "Look at SMTP_URL" };
    const broken = aChannel({
      name: "mail",
      send: () => Promise.reject(new MailError("it does not answer")),
      test: async () => [fault],
    });

    expect(await sendTest(TO_MIRA, deps([broken]))).toMatchObject({ sent: [{ delivered: false, faults: [fault] }] });
  });

  it("says why it did not reach them with the next step, where the way itself is sound", async () => {
    const unreadable = aChannel({ send: async () => ({ delivered: false, why: "cannot-read" }) });

    expect(await sendTest(TO_MIRA, deps([unreadable]))).toMatchObject({
      sent: [{ delivered: false, faults: [{ detail: "they cannot read the onboarding repository" }] }],
    });
  });

  it("goes to an address by mail alone, whatever the policy says", async () => {
    const [way, mail] = [aChannel(), aChannel({ name: "mail" })];

    expect(await sendTest({ org: null, to: "a@b.example" }, deps([way], { toAddress: mail }))).toMatchObject({
      ok: true,
    });
    expect([way.sent, mail.sent]).toEqual([[], [null]]);
  });

  it.each([
    ["who is nobody here", { org: null, to: "nobody" }, [aChannel()], "Nobody called nobody is known here"],
    ["an organisation without the App", { org: "other", to: "mira" }, [aChannel()], "not installed on other"],
    ["a policy that names no way", TO_MIRA, [], "The policy names no way"],
  ])("sends nothing to %s, and says what to do", async (_, ask, ways, why) => {
    expect(await sendTest(ask, deps(ways))).toEqual({ ok: false, why: expect.stringContaining(why) });
    expect(ways.flatMap(({ sent }) => sent)).toEqual([]);
  });
});
