import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMailer } from "../../src/mail/smtp.ts";
import { MailError } from "../../src/pipeline/mailer.ts";
import { type Mailbox, partsOf, startMailbox } from "../support/mailbox.ts";

const FROM = "Training gate <gate@training.example>";
const MAIL = { to: ["ada@audit.example"], subject: "Zwölf Einträge", text: "One\n— two\n" };

async function errorOf(sending: Promise<unknown>): Promise<MailError> {
  const error = await sending.catch((thrown: unknown) => thrown);
  if (!(error instanceof MailError)) throw new Error("It was sent, or something else went wrong", { cause: error });
  return error;
}

describe("mail by SMTP", () => {
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await startMailbox();
  });
  afterAll(() => mailbox.close());
  const mailer = () => createMailer({ url: mailbox.url, from: FROM });

  it("arrives at everybody it is for, as it was written", async () => {
    await mailer().send({ ...MAIL, to: ["ada@audit.example", "bo@audit.example"] });

    const [received] = mailbox.mails.slice(-1);
    expect(received).toMatchObject({ from: "gate@training.example", to: ["ada@audit.example", "bo@audit.example"] });
    expect(received?.raw).toContain("From: Training gate <gate@training.example>");
    expect(partsOf(received!)).toEqual([MAIL.text]);
  });

  it("carries attachments byte for byte", async () => {
    const note = "a.example/log/1\n3\nqTPJtA/VR+hoSbQQ1WwN2YYCyEzvnHhwAYzKSWpUQkU=\n\n— key AAAA\n";

    await mailer().send({ ...MAIL, attachments: [{ name: "checkpoint.txt", text: note }] });

    const [received] = mailbox.mails.slice(-1);
    expect(partsOf(received!)).toEqual([MAIL.text, note]);
    expect(received?.raw).toContain("filename=checkpoint.txt");
  });

  it("that the server does not take now is an error to come back to", async () => {
    mailbox.refuse(true);
    const error = await errorOf(mailer().send(MAIL));
    mailbox.refuse(false);

    expect(error.remedy).toBe("retry");
    expect(error.detail).toEqual({ reason: "an address was refused (451)" });
  });

  it("goes to those whose addresses are taken, and says how many were not", async () => {
    expect(await mailer().send({ ...MAIL, to: [...MAIL.to, "leo@nowhere.example"] })).toEqual({ refused: 1 });

    expect(mailbox.mails.at(-1)?.to).toEqual(MAIL.to);
  });

  it("that nobody gets is an error, which names no address", async () => {
    const error = await errorOf(mailer().send({ ...MAIL, to: ["leo@nowhere.example"] }));

    expect(error.detail).toEqual({ reason: "an address was refused (550)" });
    expect(inspect(error)).not.toContain("leo");
  });

  it("says by whom it was written, can be answered, and is known again should it come twice", async () => {
    const answered = createMailer({ url: mailbox.url, from: FROM, replyTo: "office@training.example" });
    await answered.send({ ...MAIL, id: "a1b2", html: "<p>One</p>" });

    const raw = mailbox.mails.at(-1)?.raw;
    expect(raw).toContain("Auto-Submitted: auto-generated\r\n");
    expect(raw).toContain("Message-ID: <a1b2@training.example>\r\n");
    expect(raw).toContain("Reply-To: office@training.example\r\n");
    expect(partsOf(mailbox.mails.at(-1)!)).toEqual([MAIL.text, "<p>One</p>"]);
  });

  it("that an address refuses for good is final, and what refuses the sender is not: every mail would be", async () => {
    const nowhere = await errorOf(mailer().send({ ...MAIL, to: ["leo@nowhere.example"] }));
    mailbox.refuseSender(true);
    const sender = await errorOf(mailer().send(MAIL));
    mailbox.refuseSender(false);

    expect([nowhere, sender].map(({ isFinal }) => isFinal)).toEqual([true, false]);
    expect([nowhere, sender].map(({ isUnknown }) => isUnknown)).toEqual([false, false]);
  });

  it("says that nobody knows where the server had the mail and did not answer", async () => {
    mailbox.breakOff(true);
    const error = await errorOf(mailer().send(MAIL));
    mailbox.breakOff(false);

    expect(error).toMatchObject({ isFinal: false, isUnknown: true });
  });

  it("goes by one connection as long as there is more to send", async () => {
    const many = mailer();
    const before = mailbox.connections();
    for (let nth = 0; nth < 5; nth += 1) await many.send(MAIL);

    expect(mailbox.connections() - before).toBe(1);
  });

  it("says where the password is wrong", async () => {
    const url = mailbox.url.replace("p%40ss", "pass");

    const error = await errorOf(createMailer({ url, from: FROM }).send(MAIL));

    expect(error.detail).toEqual({ reason: "the user or password of SMTP_URL was refused (535)" });
  });

  it("says where no server is reached", async () => {
    const gone = await startMailbox();
    await gone.close();

    const error = await errorOf(createMailer({ url: gone.url, from: FROM }).send(MAIL));

    expect(error.detail.reason).toMatch(/^(?:not reached|the connection broke off)$/);
  });
});
