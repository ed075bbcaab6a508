import type { GitHub } from "../sandbox/github/server.ts";
import { anew, makeDeliveries } from "./payloads.ts";
import { type Delivery, sendPaced } from "./post.ts";
import { startReceivers } from "./receivers.ts";
import type { Bench, Row } from "./row.ts";
import { serve } from "./served.ts";
import { percentile } from "./statistics.ts";

const PER_SECOND = 100;
const SECONDS = 20;
const GITHUB_MS = 50;

/** How long a delivery, of 22 kB, waits for its answer, at a pace that is kept whatever the answers do. */
export const latency: Bench = {
  name: "latency",
  run: async () => [...(await heldBack()), ...(await worked())],
};

async function heldBack(): Promise<readonly Row[]> {
  const { github, ours, floor, close } = await startReceivers();
  try {
    const deliveries = await makeDeliveries(github, PER_SECOND * SECONDS);
    const least = await measure(floor, deliveries, github);
    return rowsOf("jobs held back", await measure(ours, deliveries, github), 20, least);
  } finally {
    await close();
  }
}

async function worked(): Promise<readonly Row[]> {
  const { github, environment, close } = await serve();
  try {
    const deliveries = await makeDeliveries(github, PER_SECOND * SECONDS);
    github.faults.set({ latencyMs: GITHUB_MS });
    return rowsOf(
      "jobs being worked",
      await measure(`${environment.BASE_URL}/api/github/webhooks`, deliveries, github),
      60,
    );
  } finally {
    await close();
  }
}

async function measure(url: string, deliveries: readonly Delivery[], github: GitHub): Promise<readonly number[]> {
  await sendPaced(url, anew(deliveries.slice(0, PER_SECOND), github), PER_SECOND);
  return sendPaced(url, anew(deliveries, github), PER_SECOND);
}

function rowsOf(how: string, took: readonly number[], mostMs: number, least?: readonly number[]): readonly Row[] {
  const what = (share: string) => `delivery acknowledged, ${PER_SECOND}/s, ${how}, ${share}`;
  const floor = (share: number) => (least ? { floor: percentile(least, share) } : {});
  return [
    { what: what("p50"), measured: percentile(took, 0.5), unit: "ms", ...floor(0.5) },
    {
      what: what("p99"),
      measured: percentile(took, 0.99),
      unit: "ms",
      ...floor(0.99),
      limit: { at: "most", value: mostMs },
    },
  ];
}
