import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");
type Env = Readonly<Record<string, string | undefined>>;

const JOB = { PATH: "/usr/bin", UPLOAD_TOKEN: "t0ken" };

/** Somebody takes over docs-builder; its newest release copies the environment. */
export async function prove(subject: Subject): Promise<void> {
  const honest = runner();
  const uploads: (string | undefined)[][] = [];
  const upload = async (...args: (string | undefined)[]) => void uploads.push(args);
  await subject.uploadDocs(JOB, upload, honest.run);
  assert.equal(honest.started.length, 1, "the docs were not built");
  assert.deepEqual(uploads, [["site", "t0ken"]], "the docs were not uploaded");

  const attacked = runner();
  await subject.uploadDocs(JOB, async () => undefined, attacked.run);
  for (const { version, env } of attacked.started) {
    assert.equal(version, "3.2.0", "a release that nobody has reviewed ran in our job");
    assert.equal(env.UPLOAD_TOKEN, undefined, "the tool was handed the token");
    assert.equal(env.PATH, "/usr/bin", "the tool cannot find Node");
  }
}

/** Starts the locked 3.2.0 or, through npx, the newest; by default in JOB. */
function runner() {
  const started: { version: string; env: Env }[] = [];
  const run = (program: string, args: readonly string[], options?: { env: Env }) => {
    const command = [program, ...args].join(" ");
    assert.match(command, /docs-builder/, "another program was started");
    const version = command.startsWith("node_modules/.bin/") ? "3.2.0" : "9.9.9";
    started.push({ version, env: options?.env ?? JOB });
  };
  return { started, run };
}
