import { describe, expect, it } from "vitest";
import { deliver, type Example, examplePayloads } from "../support/delivery.ts";
import { keepLog } from "../support/log-lines.ts";
import { useFlow } from "../support/use-flow.ts";

const ERROR = 50;

describe("every payload that GitHub is known to send", () => {
  const log = keepLog();
  const flow = useFlow({ logLevel: "info", logTo: log.stream });

  /** The work that it files may fail afterwards: installations and repositories of the examples do not exist. */
  const errors = () => log.lines.filter(({ level, msg }) => level >= ERROR && msg !== "a job failed");

  async function deliverAll(payloads: readonly Example[]): Promise<readonly string[]> {
    const answers = await Promise.all(
      payloads.map(async ({ event, place, payload }) => {
        const response = await deliver(flow, { event, body: JSON.stringify(payload) });
        return response.status === 200 ? [] : [`${event} ${place}: ${response.status} ${await response.text()}`];
      }),
    );
    return answers.flat();
  }

  it("is stored as it comes, without an exception", async () => {
    const payloads = examplePayloads();
    const before = await flow.database.db.delivery.count();

    expect(await deliverAll(payloads)).toEqual([]);

    expect(payloads).toHaveLength(329);
    expect(await flow.database.db.delivery.count()).toBe(before + payloads.length);
    expect(errors()).toEqual([]);
  });

  it("is stored with the installation that GitHub adds for Apps, without an exception", async () => {
    const id = [...flow.github.state.installations.keys()][0];
    const payloads = examplePayloads().map((example) => ({
      ...example,
      payload: { installation: { id, node_id: "MDIz" }, ...example.payload },
    }));
    const before = await flow.database.db.delivery.count();

    expect(await deliverAll(payloads)).toEqual([]);

    expect(await flow.database.db.delivery.count()).toBe(before + payloads.length);
    expect(errors()).toEqual([]);
  });
});
