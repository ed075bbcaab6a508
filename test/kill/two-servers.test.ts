import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProblems, watchConclusions } from "./findings.ts";
import { createPair, type Pair } from "./pair.ts";
import { chooseSeed, createRandom } from "./random.ts";
import { createDeeds, startStorm } from "./storm.ts";
import { untilSeen } from "./until.ts";

const DELIVERIES = 120;

describe("two servers on one database", () => {
  let pair: Pair;
  let shown: ReturnType<typeof watchConclusions>;
  const deeds = createDeeds();
  const random = createRandom(chooseSeed());
  beforeAll(async () => {
    pair = await createPair();
    shown = watchConclusions(pair.github);
  });
  afterAll(() => pair?.close());

  const looks = () => findProblems(pair, deeds, shown);

  it("are as one while deliveries come to both: no run twice, no entry twice, the log whole", async () => {
    const storm = startStorm(pair.github, deeds, random, DELIVERIES);
    await storm.ended;
    await pair.quiet();

    expect(await looks()).toEqual([]);
    expect(await repeatedEntries(pair)).toEqual([]);
    expect(pair.github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
  });

  it("are as one when one of them is killed in the middle: the other goes on, and what was lost comes again", async () => {
    const storm = startStorm(pair.github, deeds, random, DELIVERIES);
    await untilSeen("a part of the storm", () => (storm.sent() > DELIVERIES / 3 ? true : undefined));
    await pair.servers[1].kill();
    await storm.ended;
    await pair.restart(1);
    await pair.quiet();

    expect(await looks()).toEqual([]);
    expect(await repeatedEntries(pair)).toEqual([]);
    expect(pair.github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
  });

  it("write of each merge once, whoever is told of it", async () => {
    const ready = [...deeds.open].filter(([pull]) => pull.state === "open").slice(0, 6);
    for (const [{ number }, { repository }] of ready)
      pair.github.actions.mergePullRequest({ as: "sam", repository, number });
    await pair.quiet();

    const merges = (await entriesOf(pair)).filter(({ type }) => type === "merge.observed");
    expect(ready.length).toBeGreaterThan(0);
    expect(merges).toHaveLength(ready.length);
    expect(new Set(merges.map(({ resource }) => resource.id)).size).toBe(ready.length);
  });
});

interface Entry {
  readonly type: string;
  readonly resource: { readonly id: string };
  readonly decision?: unknown;
  readonly mode?: string;
  readonly check?: { readonly run_id: number; readonly created: boolean };
}

async function entriesOf({ query }: Pair): Promise<readonly Entry[]> {
  const types = "'gate.decided', 'check.published', 'merge.observed'";
  const rows = await query<{ body: string }>(`SELECT body FROM log_entry WHERE type IN (${types}) ORDER BY seq`);
  return rows.map(({ body }) => JSON.parse(body) as Entry);
}

/** A verdict that says what the one before on the same head said, or a run that was made a second time. */
async function repeatedEntries(pair: Pair): Promise<readonly string[]> {
  const last = new Map<string, string>();
  const repeated: string[] = [];
  for (const { type, resource, decision, mode, check } of await entriesOf(pair)) {
    const says = type === "gate.decided" ? JSON.stringify({ decision, mode }) : `run made: ${check?.created}`;
    const key = `${type} ${resource.id}`;
    if (last.get(key) === says && says !== "run made: false") repeated.push(`${key}: ${says}`);
    last.set(key, says);
  }
  return repeated;
}
