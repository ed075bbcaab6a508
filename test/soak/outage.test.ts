import { describe, it } from "vitest";
import { surviveOutage } from "../support/outage.ts";
import { useFlow } from "../support/use-flow.ts";

const SECONDS = Number(process.env.OUTAGE_SECONDS ?? 600);

describe("GitHub failing for long", () => {
  const flow = useFlow();

  it(`for ${SECONDS} s loses no delivery, passes nobody untrained at any instant, and leaves every check right`, () =>
    surviveOutage(flow, SECONDS));
});
