import { decisionId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Replayed } from "../../pipeline/decisions/replay.ts";
import { findUnaccounted, replayAll, replayOne } from "../../pipeline/decisions/replay-log.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { withStores } from "../storage.ts";

export interface Replay {
  readonly decision?: string | undefined;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Decides again, from what was kept. The answer is no where the log says something else, or something was edited. */
export async function replay(cli: Cli, { decision, all = false, json = false }: Replay): Promise<ExitCode> {
  if ((decision === undefined) === !all) throw new UsageError("Name one decision by its id, or --all");
  return withStores(cli, (stores) =>
    decision === undefined ? replayLog(cli, json, stores) : replayNamed(cli, { id: decision, json }, stores),
  );
}

async function replayNamed(
  { terminal }: Cli,
  { id, json }: { readonly id: string; readonly json: boolean },
  stores: OutsideStores,
): Promise<ExitCode> {
  const replayed = await replayOne(decisionId(id), stores);
  if (!replayed) {
    terminal.complain(`The log holds no decision ${id}. Its entry may wait for its place: try again in a moment`);
    return 1;
  }
  terminal.tell(json ? JSON.stringify(replayed) : textOf(replayed));
  return replayed.result === "differs" ? 1 : 0;
}

type Counts = Record<Replayed["result"], number>;

/** What does not agree is told as it is found, so that a long log needs no memory. */
async function replayLog({ terminal }: Cli, json: boolean, stores: OutsideStores): Promise<ExitCode> {
  const counts: Counts = { agrees: 0, erased: 0, "policy-erased": 0, differs: 0 };
  for await (const replayed of replayAll(stores)) {
    counts[replayed.result] += 1;
    if (replayed.result === "differs") terminal.tell(json ? JSON.stringify(replayed) : textOf(replayed));
  }
  const unaccounted = await findUnaccounted(counts.erased, stores);
  terminal.tell(json ? JSON.stringify({ ...counts, unaccounted }) : [...unaccounted, totalsText(counts)].join("\n"));
  return counts.differs === 0 && unaccounted.length === 0 ? 0 : 1;
}

const RESULTS: Readonly<Record<Replayed["result"], string>> = {
  agrees: "agrees: decided again, it is what the log says",
  erased: "cannot be decided again",
  "policy-erased": "cannot be decided again",
  differs: "DIFFERS",
};

function textOf({ decision, epoch, seq, result, lines }: Replayed): string {
  const place = epoch === 1 ? `entry ${seq}` : `entry ${seq} of epoch ${epoch}`;
  return [`decision ${decision} (${place}) ${RESULTS[result]}`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function totalsText({ agrees, erased, "policy-erased": withoutPolicy, differs }: Counts): string {
  const total = agrees + erased + withoutPolicy + differs;
  const policies = withoutPolicy === 0 ? "" : ` ${withoutPolicy} lost their policy to an erasure,`;
  return `${total} decisions in the log: ${agrees} agree, ${erased} were erased,${policies} ${differs} differ`;
}
