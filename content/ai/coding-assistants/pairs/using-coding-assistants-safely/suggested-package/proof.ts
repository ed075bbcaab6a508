import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Assistants keep inventing `date-format-utils`. Today a stranger has published it. */
export async function prove(subject: Subject): Promise<void> {
  const reviewed = new Set(["zod"]);
  const published = new Set(["zod"]);
  const registry = { has: async (name: string) => published.has(name) };

  const before = await subject.planInstall(
    ["zod", "date-format-utils"],
    reviewed,
    registry,
  );
  assert.deepEqual(
    before.install,
    ["zod"],
    "a known package is installed, a name without a package is not",
  );
  assert.match(
    before.held.join(),
    /date-format-utils: made up/,
    "the made-up name is reported",
  );

  published.add("date-format-utils");
  const after = await subject.planInstall(
    ["zod", "date-format-utils"],
    reviewed,
    registry,
  );
  assert.deepEqual(
    after.install,
    ["zod"],
    "a stranger registered the made-up name, and we would run their code",
  );
}
