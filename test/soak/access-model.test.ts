import { describe, it } from "vitest";
import { chooseSeed } from "../kill/random.ts";
import { endsAlike, keepsItsPromises } from "../support/access-model/promises.ts";

const HOUR_MS = 3_600_000;

describe("the access gate, through 5,000 lives", () => {
  const seed = chooseSeed();

  it("keeps every promise, at each write and at rest", () => keepsItsPromises({ runs: 5_000, seed }), HOUR_MS);

  it("comes to the same end in whichever order it is told", () => endsAlike({ runs: 1_000, seed }), HOUR_MS);
});
