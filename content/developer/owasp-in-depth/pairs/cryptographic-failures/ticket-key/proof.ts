import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";

type Subject = typeof import("./fixed.ts");

/** A deployment goes wrong: the key is missing, masked or in another encoding. */
export async function prove(subject: Subject): Promise<void> {
  const desk = subject.openDesk({ TICKET_KEY: randomBytes(32).toString("hex") });
  assert.equal(desk.accepts("A1", desk.issue("A1")), true);
  assert.equal(desk.accepts("A2", desk.issue("A1")), false);

  const forged = createHmac("sha256", "").update("ticket:A1").digest("hex");
  assert.equal(desk.accepts("A1", forged), false);

  const mistakes = {
    missing: undefined,
    masked: "********",
    base64: "uTq0m1gS2pZkq4nJb5VY3w8xR6cD7eFhGtLmNoPiQrE=",
  };
  for (const [mistake, text] of Object.entries(mistakes)) {
    const accepted = isForgeryAccepted(subject, text, forged);
    assert.equal(accepted, false, `with a ${mistake} key, anybody can make tickets`);
    assert.throws(
      () => subject.openDesk({ TICKET_KEY: text }),
      Error,
      `the desk opened with a ${mistake} key`,
    );
  }
}

function isForgeryAccepted(
  subject: Subject,
  text: string | undefined,
  forged: string,
): boolean {
  try {
    return subject.openDesk({ TICKET_KEY: text }).accepts("A1", forged);
  } catch {
    return false;
  }
}
