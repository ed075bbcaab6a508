import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** the body of a request names the object that all other objects inherit from */
export async function prove(subject: Subject): Promise<void> {
  const preferences = subject.newPreferences();
  subject.savePreferences(preferences, '{"theme": "dark", "mail": {"offers": true}}');
  assert.deepEqual(
    preferences,
    { theme: "dark", mail: { weekly: true, offers: true } },
    "a change was not saved",
  );
  assert.equal(subject.mayExport("ola"), true, "Ola lost her right");
  assert.equal(subject.mayExport("eve"), false, "Eve has a right that nobody gave her");

  try {
    for (const body of [
      '{"__proto__": {"export": true}}',
      '{"mail": {"__proto__": {"export": true}}}',
    ]) {
      try {
        subject.savePreferences(subject.newPreferences(), body);
      } catch (error) {
        assert.ok(error instanceof TypeError);
      }
      assert.equal(
        subject.mayExport("eve"),
        false,
        "saving preferences gave Eve the right to export",
      );
    }
  } finally {
    Reflect.deleteProperty(Object.prototype, "export");
  }
}
