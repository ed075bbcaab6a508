import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const directory = {
  async checkPassword(email: string, password: string) {
    if (password !== "correct horse") return undefined;
    return {
      id: email === "mira@example.com" ? "mira" : "noor",
      hasSecondFactor: email === "mira@example.com",
    };
  },
  async checkCode(memberId: string, code: string) {
    return memberId === "mira" && code === "482913";
  },
};

/** somebody has the password but not the phone */
export async function prove(subject: Subject): Promise<void> {
  const plain = await subject.signIn(directory, "noor@example.com", "correct horse");
  assert.equal(
    subject.currentMember(plain),
    "noor",
    "a member without a second factor cannot sign in",
  );
  const begun = await subject.signIn(directory, "mira@example.com", "correct horse");
  assert.equal(subject.awaitsCode(begun), true, "nobody is asked for the code");
  const session = await subject.enterCode(directory, begun, "482913");
  assert.equal(
    subject.currentMember(session),
    "mira",
    "password and code together do not sign in",
  );
  await assert.rejects(
    subject.signIn(directory, "mira@example.com", "guess"),
    "a wrong password signs in",
  );

  const stolen = await subject.signIn(directory, "mira@example.com", "correct horse");
  assert.equal(
    subject.currentMember(stolen),
    undefined,
    "the password alone counts as signed in",
  );
  for (let guess = 0; guess < 5; guess++) {
    await assert.rejects(
      subject.enterCode(directory, stolen, String(100_000 + guess)),
      "a wrong code is accepted",
    );
  }
  await assert.rejects(
    subject.enterCode(directory, stolen, "482913"),
    "one login may try codes without end",
  );
}
