import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { createTerminal } from "../../src/cli/terminal.ts";

function aProcess() {
  const exits: unknown[] = [];
  const stream = () => Object.assign(new EventEmitter(), { write: () => true });
  const emitter = Object.assign(new EventEmitter(), {
    cwd: () => "/srv",
    stdout: stream(),
    stderr: stream(),
    exit: (code: unknown) => void exits.push(code),
  });
  const terminal = createTerminal(emitter as unknown as NodeJS.Process);
  return { emitter, exits, terminal };
}

describe("the terminal", () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ])("is asked to stop by the first %s, and ends at the second", async (signal, code) => {
    const { emitter, exits, terminal } = aProcess();
    const asked = terminal.stopRequested();

    emitter.emit(signal);
    await asked;
    expect(exits).toEqual([]);

    emitter.emit(signal);
    expect(exits).toEqual([code]);
  });

  it("takes a closed pipe for a reader who has enough", () => {
    const { emitter, exits, terminal } = aProcess();
    expect(terminal.hasReader()).toBe(true);

    emitter.stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));

    expect(terminal.hasReader()).toBe(false);
    expect(exits).toEqual([]);
  });

  it("does not take a full disk for that", () => {
    const { emitter } = aProcess();
    const full = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });

    expect(() => emitter.stdout.emit("error", full)).toThrow(full);
  });
});
