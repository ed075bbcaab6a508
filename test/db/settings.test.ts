import { describe, expect, it } from "vitest";
import { useStores } from "../support/stores.ts";

describe("the setting store", () => {
  const test = useStores();

  it("makes a value the first time and gives the same ever after", async () => {
    expect(await test.stores.settings.once("instance", () => "first")).toBe("first");
    expect(await test.stores.settings.once("instance", () => "second")).toBe("first");
    expect(await test.stores.settings.once("another", () => "second")).toBe("second");
  });

  it("gives one value to all who ask at once", async () => {
    const values = await Promise.all(
      Array.from({ length: 8 }, (_, turn) => test.stores.settings.once("race", () => `value ${turn}`)),
    );

    expect(new Set(values).size).toBe(1);
  });
});
