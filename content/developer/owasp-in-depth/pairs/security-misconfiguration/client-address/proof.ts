import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** A stranger writes the office's address into the header, and the proxy appends the true one. */
export async function prove(subject: Subject): Promise<void> {
  const [office, stranger, cdn, balancer] = [
    "198.51.100.7",
    "203.0.113.66",
    "192.0.2.10",
    "10.0.0.5",
  ];
  const settings = { proxies: new Set([cdn, balancer]), office: new Set([office]) };
  const may = (peer: string, forwardedFor?: string) =>
    subject.mayOpenConsole(
      { peer, ...(forwardedFor === undefined ? {} : { forwardedFor }) },
      settings,
    );

  assert.ok(
    may(balancer, `${office}, ${cdn}`),
    "the office was refused behind two proxies",
  );
  assert.ok(may(balancer, office), "the office was refused behind one proxy");
  assert.ok(may(office), "the office was refused without a proxy");
  assert.ok(!may(balancer, `${stranger}, ${cdn}`), "a stranger was let in");
  assert.ok(!may(stranger, office), "a header from outside the proxies was believed");
  assert.ok(!may(balancer), "a request without the header was let in");

  assert.ok(
    !may(balancer, `${office}, ${stranger}, ${cdn}`),
    "an address that the client wrote itself was believed",
  );
}
