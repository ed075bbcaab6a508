import { describe, expect, it, vi } from "vitest";
import { onRecords, type Records } from "../../src/app/records.ts";

describe("records that something is made of", () => {
  const someRecords = () => ({ close: vi.fn(async () => undefined) }) as unknown as Records;

  it("stay open for what was made", async () => {
    const records = someRecords();

    expect(await onRecords(records, async () => "made")).toBe("made");
    expect(records.close).not.toHaveBeenCalled();
  });

  it("are closed where it could not be made", async () => {
    const records = someRecords();
    const failing = onRecords(records, () => Promise.reject(new Error("no such course")));

    await expect(failing).rejects.toThrow("no such course");
    expect(records.close).toHaveBeenCalledOnce();
  });
});
