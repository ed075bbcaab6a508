import { anew, makeDeliveries } from "./payloads.ts";
import { sendAll } from "./post.ts";
import { startReceivers } from "./receivers.ts";
import type { Bench } from "./row.ts";
import { median } from "./statistics.ts";

const AT_ONCE = 32;
const DELIVERIES = 2_000;
const TIMES = 5;
const SHARE = 0.4;

/** In turns, so that what else the machine does falls on both. */
export const accepted: Bench = {
  name: "accepted",
  async run() {
    const { github, ours, floor, close } = await startReceivers();
    try {
      const deliveries = await makeDeliveries(github, DELIVERIES);
      const rates: { ours: number; floor: number }[] = [];
      for (let time = 0; time <= TIMES; time++) {
        const floorRate = await sendAll(floor, anew(deliveries, github), AT_ONCE);
        rates.push({ floor: floorRate, ours: await sendAll(ours, anew(deliveries, github), AT_ONCE) });
      }
      // The first turn opens connections and plans statements.
      const counted = rates.slice(1);
      const floorRate = median(counted.map((rate) => rate.floor));
      return [
        {
          what: `deliveries stored with their jobs, ${AT_ONCE} at once`,
          measured: median(counted.map((rate) => rate.ours)),
          unit: "/s",
          floor: floorRate,
          limit: { at: "least", value: SHARE * floorRate },
        },
      ];
    } finally {
      await close();
    }
  },
};
