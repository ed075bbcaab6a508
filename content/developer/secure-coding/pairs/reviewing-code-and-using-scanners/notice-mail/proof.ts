import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const HOSTILE = `<img src="https://example.net/pixel">`;

/** The report named the invitation. The attacker tries every mail and every field. */
export async function prove({
  invitation,
  exportReady,
  weeklyDigest,
}: Subject): Promise<void> {
  assert.equal(invitation("Ann", "Blue"), "<p>Ann invites you to <b>Blue</b>.</p>");
  assert.equal(
    exportReady("may.csv"),
    "<p>Your export <code>may.csv</code> is ready.</p>",
  );
  assert.equal(
    weeklyDigest("Blue", ["One", "R&D"]),
    "<h1>This week in Blue</h1><ul><li>One</li><li>R&#38;D</li></ul>",
  );

  const mails = {
    "invitation, inviter": invitation(HOSTILE, "Blue"),
    "invitation, team": invitation("Ann", HOSTILE),
    "export, file name": exportReady(HOSTILE),
    "digest, team": weeklyDigest(HOSTILE, []),
    "digest, title": weeklyDigest("Blue", [HOSTILE]),
  };
  for (const [field, mail] of Object.entries(mails)) {
    assert.equal(mail.includes("<img"), false, `${field}: text became HTML`);
  }
}
