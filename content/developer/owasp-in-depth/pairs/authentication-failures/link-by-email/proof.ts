import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** a customer's administrator gives one of their own users somebody else's address */
export async function prove(subject: Subject): Promise<void> {
  const accounts: Parameters<Subject["accountFor"]>[0] = [];
  const bakery = "https://login.example/bakery";
  const ann = subject.accountFor(accounts, {
    iss: bakery,
    sub: "17",
    email: "Ann@bakery.example",
  });
  const ben = subject.accountFor(accounts, {
    iss: bakery,
    sub: "18",
    email: "ben@bakery.example",
  });
  assert.notEqual(ben.id, ann.id, "two people share an account");
  const eve = "https://login.example/eve";
  const namesake = subject.accountFor(accounts, {
    iss: eve,
    sub: "17",
    email: "eve@eve.example",
  });
  assert.notEqual(
    namesake.id,
    ann.id,
    "the same subject at another issuer opens Ann's account",
  );
  const later = subject.accountFor(accounts, {
    iss: bakery,
    sub: "17",
    email: "ann.renamed@bakery.example",
  });
  assert.equal(later.id, ann.id, "a new address loses the account");
  const home = {
    iss: "https://accounts.example",
    sub: "ann-at-home",
    email: "ann@home.example",
  };
  subject.addLogin(ann, home);
  assert.equal(
    subject.accountFor(accounts, home).id,
    ann.id,
    "a login that Ann added does not find her account",
  );

  let reached: string | undefined;
  try {
    reached = subject.accountFor(accounts, {
      iss: eve,
      sub: "1",
      email: "ann@bakery.example",
    }).id;
  } catch {
    reached = undefined;
  }
  assert.notEqual(
    reached,
    ann.id,
    "another tenant's token with Ann's address opens Ann's account",
  );
  assert.equal(
    ann.logins.length,
    2,
    "another tenant's login was added to Ann's account",
  );
}
