import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const ann = {
  iss: "https://login.acme.example",
  sub: "7f3a",
  email: "ann@acme.example",
};

/** Somebody signs in with another identity that carries the same e-mail address. */
export async function prove({ signIn }: Subject): Promise<void> {
  const accounts: Parameters<typeof signIn>[0] = [];
  const account = signIn(accounts, ann);
  assert.equal(signIn(accounts, ann).id, account.id);
  assert.equal(accounts.length, 1);

  const elsewhere = { ...ann, iss: "https://login.mallory.example", sub: "1" };
  assert.throws(
    () => signIn(accounts, elsewhere),
    Error,
    "another issuer's user opened Ann's account",
  );
  const successor = { ...ann, sub: "90c1" };
  assert.throws(
    () => signIn(accounts, successor),
    Error,
    "the address was given to a new colleague, who opened Ann's account",
  );
  const married = { ...ann, email: "ann.lee@acme.example" };
  assert.equal(
    signIn(accounts, married).id,
    account.id,
    "Ann lost her account with her old address",
  );
}
