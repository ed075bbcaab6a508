import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const SESSION_KEY = "kT9v2QmX7rLw4ZpB8sHd6NcJ1yGf3AeU";
const WEB_ORIGIN = "https://www.shop.example";

/** A deployment forgets or loosens a setting, and the service starts anyway. */
export async function prove(subject: Subject): Promise<void> {
  const settings = subject.readSettings({ SESSION_KEY, WEB_ORIGIN });
  assert.equal(settings.sessionKey, SESSION_KEY, "the key was not taken over");
  assert.ok(subject.mayRead(settings, WEB_ORIGIN), "our own page was refused");
  for (const origin of ["https://evil.test", "https://evil-www.shop.example", "*"]) {
    assert.ok(!subject.mayRead(settings, origin), `a page of ${origin} may read`);
  }

  const mistakes = {
    "no SESSION_KEY": { WEB_ORIGIN },
    "a short SESSION_KEY": { SESSION_KEY: "secret", WEB_ORIGIN },
    "no WEB_ORIGIN": { SESSION_KEY },
    "the WEB_ORIGIN *": { SESSION_KEY, WEB_ORIGIN: "*" },
    "a WEB_ORIGIN that never matches": { SESSION_KEY, WEB_ORIGIN: `${WEB_ORIGIN}/` },
    "a WEB_ORIGIN without TLS": { SESSION_KEY, WEB_ORIGIN: "http://www.shop.example" },
  };
  for (const [mistake, env] of Object.entries(mistakes)) {
    const start = () => subject.readSettings(env);
    assert.throws(start, /SESSION_KEY|WEB_ORIGIN/, `it starts with ${mistake}`);
  }
}
