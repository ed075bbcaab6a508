import { describe, expect, it } from "vitest";
import { type Mail, MailError, type TestedMailer } from "../../../src/pipeline/mailer.ts";
import { createMailChannel } from "../../../src/pipeline/notices/mail-channel.ts";
import type { Channel, Message, Sent } from "../../../src/pipeline/notices/port.ts";
import { sendBy } from "../../../src/pipeline/notices/send.ts";
import { JO } from "./some-news.ts";

const MESSAGE: Message = { subject: "s", markdown: "m", quiet: { subject: "q", markdown: "q" } };
const RECIPIENT = { person: JO, accounts: [], address: "jo@acme.example" };

function channel(name: Channel["name"], answer: Sent | Error, asked: string[] = []): Channel {
  return {
    name,
    async send() {
      asked.push(name);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    test: async () => [],
  };
}

const REACHED = { delivered: true, ref: "7" } as const;
const send = (channels: readonly Channel[], { all = false, final = false } = {}) =>
  sendBy(channels, { recipient: RECIPIENT, message: MESSAGE, all, final });

describe("sending", () => {
  it("ends with the first way that reaches them", async () => {
    const asked: string[] = [];

    const outcome = await send([channel("repository", REACHED, asked), channel("mail", REACHED, asked)]);

    expect(outcome).toEqual({ delivered: true, channel: "repository", ref: "7", why: null });
    expect(asked).toEqual(["repository"]);
  });

  it("goes all ways where the policy says so", async () => {
    const asked: string[] = [];

    await send([channel("repository", REACHED, asked), channel("mail", REACHED, asked)], { all: true });

    expect(asked).toEqual(["repository", "mail"]);
  });

  it("goes on to the next way, and says why the first did not reach them", async () => {
    const unread = channel("repository", { delivered: false, why: "cannot-read" });
    const unknown = channel("mail", { delivered: false, why: "no-address" });

    expect(await send([unread, channel("mail", REACHED)])).toMatchObject({ delivered: true, channel: "mail" });
    expect(await send([unread, unknown])).toMatchObject({ delivered: false, why: "cannot-read" });
    expect(await send([])).toMatchObject({ delivered: false, why: "no-channel" });
  });

  it("waits for a mail server, and at last says that nobody was reached", async () => {
    const down = [channel("mail", new MailError("not reached"))];

    await expect(send(down)).rejects.toThrow(MailError);
    expect(await send(down, { final: true })).toMatchObject({ delivered: false, why: "mail-server" });
  });
});

describe("by mail", () => {
  function mailer(fail?: MailError): TestedMailer & { readonly sent: Mail[] } {
    const sent: Mail[] = [];
    const answer = async () => {
      if (fail) throw fail;
    };
    return { sent, verify: answer, send: (mail) => answer().then(() => ({ refused: sent.push(mail) * 0 })) };
  }

  it("goes to the person, or to those who run this app", async () => {
    const server = mailer();
    const byMail = createMailChannel({ mailer: server, office: ["a@acme.example", "b@acme.example"] });

    await byMail.send(RECIPIENT, MESSAGE);
    await byMail.send(null, MESSAGE);

    expect(server.sent.map(({ to }) => to)).toEqual([["jo@acme.example"], ["a@acme.example", "b@acme.example"]]);
  });

  it.each([
    ["no address is known", { ...RECIPIENT, address: null }, mailer(), "no-address"],
    ["no server is set", RECIPIENT, null, "no-channel"],
    [
      "the address is refused for good",
      RECIPIENT,
      mailer(new MailError("refused", { isFinal: true })),
      "address-refused",
    ],
  ] as const)("reaches nobody where %s", async (_, to, server, why) => {
    expect(await createMailChannel({ mailer: server, office: [] }).send(to, MESSAGE)).toEqual({
      delivered: false,
      why,
    });
  });

  it("is wrong where there is no server, or none that answers", async () => {
    const faults = async (server: TestedMailer | null) =>
      (await createMailChannel({ mailer: server, office: [] }).test()).map(({ detail }) => detail);

    expect(await faults(mailer())).toEqual([]);
    expect(await faults(null)).toEqual(["notices go by mail, and no mail server is set"]);
    expect(await faults(mailer(new MailError("not reached")))).toEqual(["the mail server cannot be used: not reached"]);
  });
});
